"""Adds up what the phrases of a sentence say, and remembers which words said it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from app.intent.rules_lexicon import Meaning
from app.intent.rules_phrases import Phrase, negated
from app.intent.rules_tokens import Word
from blueprints.request import ENVIRONMENTS, WORKLOAD_TYPES, Environment, WorkloadType

_TEAM_HINT = 1.5
"""What a workload in a team's name weighs: more than what tips the scales, less than a hint."""
_BEHIND = 0.1
"""What is left of the weight of a region that something comes from: `from West Europe to North Europe`."""
_NEAR = 0.8
"""What is left of how sure a reading is where the words are mistyped."""
_SURE = ((6, 1.0), (3, 0.95), (2, 0.8), (1.5, 0.6), (0, 0.5))
"""How sure a reading is, by the most that its words say."""


@dataclass(frozen=True)
class Said:
    """Words that say something.

    Args:
        weight: How much they say.
        phrase: Which they are.
    """

    weight: float
    phrase: Phrase

    @property
    def sure(self) -> float:
        """How sure the reading is, 0 to 1."""
        sure = next(sure for least, sure in _SURE if self.weight >= least)
        return round(sure * _NEAR, 2) if self.phrase.near else sure


@dataclass
class Votes:
    """What the phrases of a sentence say, added up."""

    environments: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))
    workloads: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))
    features: dict[str, Said] = field(default_factory=dict)
    unwanted: dict[str, Said] = field(default_factory=dict)
    blueprints: dict[str, Said] = field(default_factory=dict)
    regions: dict[str, Said] = field(default_factory=dict)
    unwanted_regions: dict[str, Said] = field(default_factory=dict)
    requirements: list[Phrase] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)

    def environment(self) -> tuple[Environment, Said] | None:
        """The one that is said most plainly; none where two are said equally."""
        best = max((one.weight for said in self.environments.values() for one in said), default=0.0)
        winners = [
            (value, next(one for one in self.environments[value] if one.weight == best))
            for value in ENVIRONMENTS
            if best and any(one.weight == best for one in self.environments.get(value, ()))
        ]
        if len(winners) == 1:
            return winners[0]
        for value, _ in winners:
            self.unread.update(place for one in self.environments[value] for place in one.phrase.places)
        return None

    def workload(self) -> tuple[WorkloadType, Said] | None:
        """The one with the strongest single word, then with the most; then the one said first."""
        order = list(self.workloads)

        def strength(value: WorkloadType) -> tuple[float, float, int]:
            weights = [one.weight for one in self.workloads[value]]
            return max(weights), sum(weights), -order.index(value)

        best = max((value for value in WORKLOAD_TYPES if value in self.workloads), key=strength, default=None)
        return (best, max(self.workloads[best], key=lambda one: one.weight)) if best else None

    def blueprint(self) -> tuple[str, Said] | None:
        """The one that is named, before one that is described; then the first."""
        return max(self.blueprints.items(), key=lambda item: item[1].weight, default=None)

    def region(self) -> tuple[str, Said] | None:
        """The one that is named most plainly, then first."""
        best = max(self.regions.items(), key=lambda item: item[1].weight, default=None)
        if best is None or best[0] in self.unwanted_regions:
            self.unread.update(place for one in self.unwanted_regions.values() for place in one.phrase.places)
        return best

    def wished(self) -> dict[str, Said]:
        """What is wished; a key vault beside keys of one's own is where those are kept."""
        wished = dict(self.features)
        if "customer_managed_keys" in wished and "secret_scope" in wished and wished["secret_scope"].weight == 1:
            del wished["secret_scope"]
        return dict(sorted(wished.items()))


def count(words: list[Word], phrases: list[Phrase], team: frozenset[int]) -> Votes:
    """Go through the phrases in order, minding what is negated.

    Args:
        words: The words of a sentence.
        phrases: Its phrases.
        team: Places of the words that name the team.
    """
    votes = Votes()
    known = {place for phrase in phrases for place in phrase.places}
    votes.unread = {at for at in range(len(words)) if at not in known | team}
    not_meant = negated(words, phrases)
    for phrase in phrases:
        if team.issuperset(phrase.places):
            _vote_of_team(votes, phrase)
            continue
        for meaning in phrase.meanings:
            _vote(votes, meaning, words, phrase, against=phrase.start in not_meant)
    return votes


def _vote(votes: Votes, meaning: Meaning, words: list[Word], phrase: Phrase, *, against: bool) -> None:
    said = Said(meaning.weight, phrase)
    if meaning.field == "feature":
        wishes = votes.unwanted if against else votes.features
        if meaning.value not in wishes or wishes[meaning.value].weight < said.weight:
            wishes[meaning.value] = said
    elif meaning.field == "region":
        regions = votes.unwanted_regions if against else votes.regions
        behind = _left_behind(words, phrase.start, through=("in", "on", "at"))
        weight = said.weight * (_BEHIND if behind else 1)
        regions.setdefault(meaning.value, Said(weight, phrase))
    elif against:
        return
    elif meaning.field in ("requirement", "address"):
        votes.requirements.append(phrase)
    elif meaning.field == "blueprint":
        votes.blueprints.setdefault(meaning.value, said)
    elif meaning.field == "workload":
        votes.workloads[meaning.value].append(said)
    elif meaning.field == "environment":
        weight = _weight_of_environment(meaning, words, phrase)
        if weight:
            votes.environments[meaning.value].append(Said(weight, phrase))


def _weight_of_environment(meaning: Meaning, words: list[Word], phrase: Phrase) -> float:
    """Its own weight, and what stands around it: `env=prod`, `in dev`, `from staging to prod`."""
    start, end = phrase.start, phrase.start + phrase.size
    before = words[start - 1].key if start else ""
    if before in ("env", "environment", "stage") and words[start].gap.strip() in (":", "=", ""):
        return 6
    after = words[end].key if end < len(words) else ""
    if _left_behind(words, start) or (after == "like" and words[end].glued):
        return 0
    if before == "like" or meaning.weight < 2:
        return min(meaning.weight, 1)
    return meaning.weight + 2 * (before == "to") + (before in ("in", "into", "for")) + (after in ("env", "environment"))


def _left_behind(words: list[Word], start: int, through: tuple[str, ...] = ()) -> bool:
    """Whether it is what one comes from: `from our staging environment to prod`.

    Args:
        words: The words of the sentence.
        start: Place of the first word.
        through: Words before it that change nothing.
    """
    for at in range(start - 1, max(start - 6, -1), -1):
        if words[at + 1].opens or words[at].key in ("to", "into", "onto"):
            return False
        if words[at].key == "from":
            return True
        if at < start - 4 or (words[at].key in ("in", "on", "at", "for") and words[at].key not in through):
            return False
    return False


def _vote_of_team(votes: Votes, phrase: Phrase) -> None:
    for meaning in phrase.meanings:
        if meaning.field == "workload":
            votes.workloads[meaning.value].append(Said(min(_TEAM_HINT, meaning.weight), phrase))
