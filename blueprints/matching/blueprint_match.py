"""A request held against the blueprints: the answer, with everything that speaks for it and against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from blueprints.description import BlueprintDescription
from blueprints.features.vocabulary import CLASSES, FEATURES
from blueprints.matching import words
from blueprints.matching.candidate import Standing, Wishes
from blueprints.matching.weights import Weights

MatchType = Literal["exact", "close", "partial", "none"]


class Reason(NamedTuple):
    """Where a part of the score came from.

    Args:
        what: workload, environment or features; blueprint, without points, where one was asked for by name.
        points: What it brought.
        of: The most it can bring.
        why: In words.
    """

    what: str
    points: float
    of: float
    why: str


class FeatureStep(NamedTuple):
    """One thing to do by hand for a feature that nothing here builds.

    Args:
        feature: Which feature.
        text: What to do, one sentence.
        minutes: How long that takes somebody who knows Azure.
        link: Where it is described.
    """

    feature: str
    text: str
    minutes: int
    link: str

    @property
    def described(self) -> str:
        """On one line."""
        return f"{self.feature}: {self.text} ({self.minutes} minutes) {self.link}"


class OtherBlueprint(NamedTuple):
    """Another blueprint that could be taken.

    Args:
        name: Its name.
        score: 0 to 1.
        why: What speaks for it and against it, in words.
        lacks: Wished features that it does not have there.
    """

    name: str
    score: float
    why: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class BlueprintMatch:
    """A request held against the blueprints. Words are made when somebody reads them.

    Args:
        wishes: What was asked for.
        match_type: exact, close, partial or none.
        ranked: All blueprints, best first.
        chosen: The best that may stand where it was asked for; None where none does well enough.
        weights: How the scores were made up.
    """

    wishes: Wishes
    match_type: MatchType
    ranked: tuple[Standing, ...]
    chosen: Standing | None
    weights: Weights

    @property
    def blueprint(self) -> BlueprintDescription | None:
        """The blueprint; None where none fits."""
        return self.chosen.candidate.description if self.chosen else None

    @property
    def confidence(self) -> float:
        """The blueprint's score, 0 to 1; 0 where none fits."""
        return self.chosen.score if self.chosen else 0.0

    @cached_property
    def supported_features(self) -> tuple[str, ...]:
        """Wished features that it has or can be given."""
        if self.chosen is None:
            return ()
        candidate = self.chosen.candidate
        return tuple(name for name in self.wishes.features if candidate.has(name, self.wishes.environment))

    @cached_property
    def unsupported_features(self) -> tuple[str, ...]:
        """Wished features that it does not have."""
        return tuple(name for name in self.wishes.features if name not in self.supported_features)

    @property
    def feature_requests_to_log(self) -> tuple[str, ...]:
        """Wished features that nothing here builds; one that another blueprint has is said, not logged."""
        return tuple(name for name in self.wishes.features if name not in CLASSES)

    @cached_property
    def manual_steps_required(self) -> tuple[FeatureStep, ...]:
        """How to do by hand what nothing here builds, in order."""
        return tuple(
            FeatureStep(name, *step)
            for name in self.feature_requests_to_log
            if name in FEATURES
            for step in FEATURES[name].steps
        )

    @cached_property
    def alternative_blueprints(self) -> tuple[OtherBlueprint, ...]:
        """The two next best; where none fits, all by nearness."""
        others = [one for one in self.ranked if one is not self.chosen]
        return tuple(
            OtherBlueprint(
                name=one.candidate.description.name,
                score=one.score,
                why=words.about_other(self.wishes, one.candidate),
                lacks=words.lacking(self.wishes, one.candidate),
            )
            for one in (others[:2] if self.chosen else others)
        )

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """What each point of the score came from; where none fits, of the nearest. Empty without blueprints."""
        if not self.ranked:
            return ()
        one = self.chosen or self.ranked[0]
        weights = self.weights
        parts = (
            ("workload", one.workload, weights.workload, words.workload(self.wishes, one.candidate)),
            ("environment", one.environment, weights.environment, words.environment(self.wishes, one.candidate)),
            ("features", one.features, weights.features, words.features(self.wishes, one.candidate)),
        )
        named = words.named(self.wishes, one.candidate)
        asked = (Reason("blueprint", 0.0, 0.0, named),) if named else ()
        return (*asked, *(Reason(what, round(share * most, 4), most, why) for what, share, most, why in parts))

    @cached_property
    def because(self) -> tuple[str, ...]:
        """The same for people, a sentence each: why this blueprint, what it lacks and who has it."""
        candidates = [one.candidate for one in self.ranked]
        if self.chosen is None:
            return tuple(words.none_fits(self.wishes, candidates))
        return tuple(words.sentences(self.wishes, self.chosen.candidate, candidates))

    def as_dict(self) -> dict[str, object]:
        """All of it as plain data, for JSON."""
        return {
            "match_type": self.match_type,
            "confidence": self.confidence,
            "blueprint": self.blueprint.name if self.blueprint else None,
            "supported_features": list(self.supported_features),
            "unsupported_features": list(self.unsupported_features),
            "manual_steps_required": [step._asdict() for step in self.manual_steps_required],
            "alternative_blueprints": [
                {**other._asdict(), "lacks": list(other.lacks)} for other in self.alternative_blueprints
            ],
            "feature_requests_to_log": list(self.feature_requests_to_log),
            "reasons": [reason._asdict() for reason in self.reasons],
            "because": list(self.because),
        }
