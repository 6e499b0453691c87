"""Reads a sentence by rules: tables of words, what stands beside the word team, and negations.

The sentence is data. What ends up in a field is a value of the vocabulary, a number, or a slug.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from app.intent.rules_lexicon import Meaning, meanings_at
from app.intent.rules_money import Money, find_money
from app.intent.rules_team import Reading, Team, find_team
from app.intent.rules_tokens import Word, key_of, words_of
from app.intent.rules_words import CARRIES_ON
from blueprints.request import ENVIRONMENTS, WORKLOAD_TYPES, Environment, InfrastructureRequest, WorkloadType

MAX_CHARACTERS = 2_000
"""Characters of a sentence that are read; what follows is left out, and said to be."""

_TEAM_HINT = 1.5
"""What a workload in a team's name weighs: more than what tips the scales, less than a hint."""
_CARRIES_ON = frozenset(key_of(word.strip()) for word in CARRIES_ON.split(","))


@dataclass
class _Votes:
    """What the phrases of a sentence say, added up."""

    environments: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    workloads: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    features: dict[str, int] = field(default_factory=dict)
    unwanted: set[str] = field(default_factory=set)
    regions: list[str] = field(default_factory=list)
    unwanted_regions: list[str] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def parse(sentence: str, *, requested_by: str = "") -> InfrastructureRequest:
    """Read a sentence. What it does not say stays None; what was not understood is listed.

    Args:
        sentence: What someone wrote; only its first 2,000 characters are read.
        requested_by: Who asked, for the record.
    """
    sentence = sentence.encode("utf-8", "replace").decode("utf-8")[:MAX_CHARACTERS]
    words = words_of(sentence)
    phrases = _phrases(words)
    readings: list[Reading] = [()] * len(words)
    for start, size, meanings in phrases:
        readings[start : start + size] = [meanings] * size
    team = find_team(sentence, words, readings)
    money = find_money(sentence)
    votes = _count(words, phrases, team)
    if money.alert:
        votes.features["budget_alert"] = 3
    environment = _environment(votes)
    if not set(votes.regions[:1]) - set(votes.unwanted_regions):
        votes.unread.extend(place for region in votes.unwanted_regions for place in votes.places[region])
    return InfrastructureRequest(
        team=team.name,
        environment=environment,
        workload_type=_workload(votes),
        region=votes.regions[0] if votes.regions else None,
        features=_features(votes),
        unwanted_features=tuple(sorted(votes.unwanted - set(votes.features))),
        cost_limit_usd=money.limit_usd,
        requested_by=requested_by,
        sentence=sentence,
        not_understood=_not_understood(sentence, words, votes, team, money),
    )


def unwanted_regions(sentence: str) -> tuple[str, ...]:
    """The regions that a sentence says it does not want."""
    words = words_of(sentence)
    phrases = _phrases(words)
    negated = _negated(words, phrases)
    return tuple(
        meaning.value
        for start, _, meanings in phrases
        for meaning in meanings
        if meaning.field == "region" and start in negated
    )


def _phrases(words: list[Word]) -> list[tuple[int, int, Reading]]:
    found = []
    at = 0
    while at < len(words):
        size, meanings = meanings_at(words, at)
        if size:
            found.append((at, size, meanings))
        at += max(size, 1)
    return found


def _count(words: list[Word], phrases: list[tuple[int, int, Reading]], team: Team) -> _Votes:
    """Go through the phrases in order, minding what is negated."""
    votes = _Votes()
    known = {place for start, size, _ in phrases for place in range(start, start + size)}
    votes.unread = [i for i in range(len(words)) if i not in known and i not in team.words]
    negated = _negated(words, phrases)
    for start, size, meanings in phrases:
        places = range(start, start + size)
        if team.words.issuperset(places):
            _vote_of_team(votes, meanings)
            continue
        for meaning in meanings:
            _vote(votes, meaning, words, start, negated=start in negated)
            votes.places[meaning.value].extend(places)
    return votes


def _negated(words: list[Word], phrases: list[tuple[int, int, Reading]]) -> set[int]:
    """Where the phrases start that a sentence says it does not mean."""
    negated: set[int] = set()
    active = False
    last = -1
    mentioned: list[int] = []
    for start, _, meanings in phrases:
        word = words[start]
        if any(other.opens for other in words[last + 1 : start + 1]):
            active, mentioned = False, []
        fields = {meaning.field for meaning in meanings}
        if "negation" in fields:
            active = True
        elif "negation_after" in fields:
            negated.update(mentioned[-1:])
        elif fields & {"filler", "not_negation"}:
            active = active and word.key in _CARRIES_ON
        else:
            if active:
                negated.add(start)
            active = active and _continues(words, start)
            mentioned.append(start)
        last = start
    return negated


def _continues(words: list[Word], start: int) -> bool:
    """Whether a negation goes on after a phrase: `no gpus or photon`, `no interactive clusters`."""
    return any(word.key in ("or", "nor", "and") for word in words[start + 1 : start + 4])


def _vote(votes: _Votes, meaning: Meaning, words: list[Word], start: int, *, negated: bool) -> None:
    if meaning.field == "feature":
        if negated:
            votes.unwanted.add(meaning.value)
        else:
            votes.features[meaning.value] = max(meaning.weight, votes.features.get(meaning.value, 0))
    elif meaning.field == "region":
        (votes.unwanted_regions if negated else votes.regions).append(meaning.value)
    elif negated:
        return
    elif meaning.field == "workload":
        votes.workloads[meaning.value].append(meaning.weight)
    elif meaning.field == "environment":
        weight = _weight_of_environment(meaning, words, start)
        votes.environments[meaning.value] = max(weight, votes.environments[meaning.value])


def _weight_of_environment(meaning: Meaning, words: list[Word], start: int) -> float:
    """Its own weight, and what stands around it: `env=prod`, `in dev`, `from staging to prod`."""
    before = words[start - 1].key if start else ""
    if before in ("env", "environment", "stage") and words[start].gap.strip() in (":", "=", ""):
        return 6
    if before == "from" or meaning.weight < 2:
        return meaning.weight if before != "from" else 0
    after = words[start + 1].key if start + 1 < len(words) else ""
    return meaning.weight + 2 * (before == "to") + (before in ("in", "into", "for")) + (after in ("env", "environment"))


def _vote_of_team(votes: _Votes, meanings: Reading) -> None:
    for meaning in meanings:
        if meaning.field == "workload":
            votes.workloads[meaning.value].append(min(_TEAM_HINT, meaning.weight))


def _environment(votes: _Votes) -> Environment | None:
    """The one that is said most plainly; none where two are said equally."""
    best = max(votes.environments.values(), default=0)
    winners = [value for value in ENVIRONMENTS if votes.environments.get(value, 0) == best > 0]
    if len(winners) == 1:
        return winners[0]
    for value in winners:
        votes.unread.extend(votes.places[value])
    return None


def _workload(votes: _Votes) -> WorkloadType | None:
    """The one with the strongest single word, then with the most; then the one said first."""
    said = list(votes.workloads)

    def strength(value: WorkloadType) -> tuple[float, float, int]:
        return max(votes.workloads[value]), sum(votes.workloads[value]), -said.index(value)

    return max((value for value in WORKLOAD_TYPES if value in votes.workloads), key=strength, default=None)


def _features(votes: _Votes) -> tuple[str, ...]:
    """What is wished; a key vault beside keys of one's own is where those are kept."""
    wished = set(votes.features)
    if "customer_managed_keys" in wished and votes.features.get("secret_scope") == 1:
        wished.discard("secret_scope")
    return tuple(sorted(wished))


def _not_understood(sentence: str, words: list[Word], votes: _Votes, team: Team, money: Money) -> tuple[str, ...]:
    """The words that led to nothing, as they stand, each once; hyphenated ones whole."""
    found: list[str] = [team.refused] if team.refused else []
    at = 0
    unread = sorted(set(votes.unread))
    for place in unread:
        word = words[place]
        if place < at or any(start <= word.start < end for start, end in money.spans):
            continue
        at = place + 1
        while at < len(words) and words[at].glued and at in unread:
            at += 1
        text = sentence[word.start : words[at - 1].end]
        if text not in found and not (team.refused and text in team.refused):
            found.append(text)
    return tuple(found)
