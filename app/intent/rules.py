"""Reads a sentence by rules: tables of words, what stands beside the word team, and negations.

The sentence is data. What ends up in a field is a value of the vocabulary, a number, a date or words of the calendar,
or a slug; `additional_requirements` and `not_understood` hold words as they stood.
"""

from __future__ import annotations

from typing import TypeVar

from app.intent.rules_deadline import find_deadline
from app.intent.rules_hours import find_hours
from app.intent.rules_lexicon import Meaning
from app.intent.rules_machines import find_machines
from app.intent.rules_money import find_money
from app.intent.rules_numbers import Found
from app.intent.rules_phrases import Phrase, Reading, mistyped, negated, phrases_of, with_mistyped
from app.intent.rules_quantities import find_data, find_users
from app.intent.rules_team import find_team
from app.intent.rules_team_found import Team
from app.intent.rules_tokens import Word, words_of
from app.intent.rules_votes import Said, count
from blueprints.request import InfrastructureRequest, Source

MAX_CHARACTERS = 2_000
"""Characters of a sentence that are read; what follows is left out, and said to be."""

Span = tuple[int, int]
_Value = TypeVar("_Value", bound=str)
_FILLER: Reading = (Meaning("filler"),)


def parse(sentence: str, *, requested_by: str = "") -> InfrastructureRequest:
    """Read a sentence. What it does not say stays None; what was not understood is listed.

    Args:
        sentence: What someone wrote; only its first 2,000 characters are read.
        requested_by: Who asked, for the record.
    """
    sentence = sentence.encode("utf-8", "replace").decode("utf-8")[:MAX_CHARACTERS]
    return _Parse(sentence).request(requested_by)


def unwanted_regions(sentence: str) -> tuple[str, ...]:
    """The regions that a sentence says it does not want."""
    words = words_of(sentence)
    phrases = phrases_of(words)
    not_meant = negated(words, phrases)
    return tuple(
        meaning.value
        for phrase in phrases
        for meaning in phrase.meanings
        if meaning.field == "region" and phrase.start in not_meant
    )


class _Parse:
    """One reading of one sentence."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.words = words_of(sentence)
        self.money = find_money(sentence)
        self.data, self.other_data = find_data(sentence)
        self.users = find_users(sentence)
        self.hours, self.times = find_hours(sentence)
        self.deadline = find_deadline(sentence)
        self.machines = find_machines(sentence)
        self.amounts = self._amounts()
        in_amounts = frozenset(at for at, word in enumerate(self.words) if _within(word, self.amounts))
        phrases = phrases_of(self.words)
        self.team = self._find_team(phrases, in_amounts)
        phrases = with_mistyped(self.words, phrases, self.team.words | in_amounts)
        self.votes = count(self.words, phrases, self.team.words)
        self.sources: dict[str, Source] = {}

    def request(self, requested_by: str) -> InfrastructureRequest:
        """What the sentence says."""
        votes, money = self.votes, self.money
        features: dict[str, Said | None] = dict(votes.wished())
        if money.alert:
            features.setdefault("budget_alert", None)
        unwanted = {name: said for name, said in sorted(votes.unwanted.items()) if name not in features}
        environment, workload, region = votes.environment(), votes.workload(), votes.region()
        self._note_wishes(features, unwanted)
        self._note_amounts()
        return InfrastructureRequest(
            team=self.team.name,
            environment=self._from("environment", environment),
            workload_type=self._from("workload_type", workload),
            blueprint=self._from("blueprint", votes.blueprint()),
            region=self._from("region", region),
            features=tuple(sorted(features)),
            unwanted_features=tuple(unwanted),
            data_volume_gb=self.data.found.value if self.data else None,
            data_volume_daily=bool(self.data and self.data.daily),
            users=int(self.users.value) if self.users else None,
            hours_a_month=self.hours.value if self.hours else None,
            cost_limit_usd=money.limit_usd,
            deadline=self.deadline.value if self.deadline else None,
            additional_requirements=self._additional(),
            requested_by=requested_by,
            sentence=self.sentence,
            not_understood=self._not_understood(),
            sources=self.sources,
        )

    def _find_team(self, phrases: list[Phrase], in_amounts: frozenset[int]) -> Team:
        readings: list[Reading] = [()] * len(self.words)
        for phrase in phrases:
            readings[phrase.start : phrase.start + phrase.size] = [phrase.meanings] * phrase.size
        for at in in_amounts:
            readings[at] = readings[at] or _FILLER
        return find_team(self.sentence, self.words, readings, mistyped(self.words, phrases))

    def _amounts(self) -> list[Span]:
        """Parts of the sentence that are read as amounts or times: their numbers and words are understood."""
        spans = [*self.money.spans, *self.money.other_currency, *self.times, *self.machines]
        if self.deadline:
            spans.append((self.deadline.start, self.deadline.end))
        spans += [(one.start, one.end) for one in (*self.other_data, self.users) if one]
        if self.data:
            spans.append((self.data.found.start, self.data.found.end))
        return spans

    def _from(self, field: str, found: tuple[_Value, Said] | None) -> _Value | None:
        if found is None:
            return None
        self._note(field, found[1])
        return found[0]

    def _note(self, field: str, said: Said) -> None:
        first, last = self.words[said.phrase.start], self.words[said.phrase.start + said.phrase.size - 1]
        note = f"read as {said.phrase.near}" if said.phrase.near else ""
        self._note_span(field, (first.start, last.end), said.sure, note)

    def _note_span(self, field: str, span: Span, sure: float, note: str = "") -> None:
        start, end = span
        words = " ".join(self.sentence[start:end].split())
        self.sources[field] = Source(origin="sentence", words=words, at=start, sure=sure, note=note)

    def _note_wishes(self, features: dict[str, Said | None], unwanted: dict[str, Said]) -> None:
        if self.team.name:
            places = sorted(self.team.words)
            span = (self.words[places[0]].start, self.words[places[-1]].end)
            self._note_span("team", span, self.team.sure)
        for name, said in features.items():
            if said is None:
                self._note_span(f"features.{name}", self.money.alert_span, 0.8)
            else:
                self._note(f"features.{name}", said)
        for name, said in unwanted.items():
            self._note(f"unwanted_features.{name}", said)

    def _note_amounts(self) -> None:
        found: list[tuple[str, Found | None]] = [
            ("data_volume_gb", self.data.found if self.data else None),
            ("users", self.users),
            ("hours_a_month", self.hours),
        ]
        for field, one in found:
            if one:
                self._note_span(field, (one.start, one.end), one.sure, one.note)
        if self.money.limit_usd:
            self._note_span("cost_limit_usd", self.money.limit_span, self.money.sure, self.money.note)
        if self.deadline:
            self._note_span("deadline", (self.deadline.start, self.deadline.end), self.deadline.sure)

    def _additional(self) -> tuple[str, ...]:
        """What was said and fits nowhere: words of the table, limits in other currencies, memory and further data."""
        spans = [
            (self.words[phrase.start].start, self.words[phrase.start + phrase.size - 1].end)
            for phrase in self.votes.requirements
        ]
        spans += [*self.money.other_currency, *self.machines]
        spans += [(one.start, one.end) for one in self.other_data]
        said = [" ".join(self.sentence[start:end].split()) for start, end in sorted(spans)]
        return tuple({text.lower(): text for text in reversed(said)}.values())[::-1]

    def _not_understood(self) -> tuple[str, ...]:
        """The words that led to nothing, as they stand, each once; hyphenated ones whole."""
        words, refused = self.words, self.team.refused
        found: list[str] = [refused] if refused else []
        at = 0
        for place in sorted(self.votes.unread):
            if place < at or _within(words[place], self.amounts):
                continue
            at = place + 1
            while at < len(words) and words[at].glued and at in self.votes.unread:
                at += 1
            text = self.sentence[words[place].start : words[at - 1].end]
            if text not in found and not (refused and text in refused):
                found.append(text)
        return tuple(found)


def _within(word: Word, spans: list[Span]) -> bool:
    return any(start <= word.start < end for start, end in spans)
