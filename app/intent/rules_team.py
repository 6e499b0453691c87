"""Finds who a platform is for: beside the word team, after `for`, or before `needs`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.intent.rules_lexicon import Meaning, team_words
from app.intent.rules_phrases import Reading
from app.intent.rules_quotes import in_quotes
from app.intent.rules_team_found import Team
from app.intent.rules_tokens import Word
from app.intent.rules_words import ABBREVIATIONS, TRADES_IN_ING
from blueprints.platform import SLUG

_NAME_PARTS = frozenset(
    "data platform engineering engineer lake spark business application infrastructure machine system tool solution"
    " project service support process order plan planning deployment store space area main core part".split()
)
"""Words without a wish of their own that are often part of a team's name."""
_LINKS = frozenset(("is", "called", "named", "name"))
_WE = frozenset("work working am are i we here sit based".split())
_INTRODUCE = frozenset("a an by for from of our the their this".split())
_CLEAN_BEFORE = re.compile(r"(?:.*[\s,;.!?(\[\"'“‘:=])?", re.DOTALL)  # noqa: RUF001
_CLEAN_LINK = re.compile(r"\s*[:=]?\s*[\"'“‘]?")  # noqa: RUF001
_CLEAN_AFTER = re.compile(r"[\s,;:.!?)\]\"'’”]|$")  # noqa: RUF001
_PRONOUNS = frozenset("it that what here there let he she who".split())
_MAX_GROUPS = 3


def find_team(
    sentence: str, words: list[Word], readings: list[Reading], mistyped: frozenset[int] = frozenset()
) -> Team:
    """The team of a sentence.

    Args:
        sentence: The text.
        words: Its words.
        readings: What each word means; () where that is unknown.
        mistyped: Places of unknown words that are probably mistyped known ones: a name ends before them.
    """
    finder = _Finder(sentence, words, readings, mistyped)
    refused = ""
    for run, label, sure in finder.candidates():
        slug = finder.slug(run)
        if slug is None:
            refused = refused or finder.raw(run)
            continue
        if slug in ABBREVIATIONS and label:
            slug = f"{slug}-team"
        return Team(slug, frozenset(run), refused, sure)
    return Team(refused=refused)


class _Finder:
    def __init__(self, sentence: str, words: list[Word], readings: list[Reading], mistyped: frozenset[int]) -> None:
        self.sentence = sentence
        self.words = words
        self.readings = readings
        self.mistyped = mistyped
        self.quoted = list(in_quotes(sentence, words))

    def candidates(self) -> Iterator[tuple[list[int], bool, float]]:
        """Runs of words that may name the team, best first; whether the word team is beside them; how sure that is."""
        labels = [i for i, word in enumerate(self.words) if word.key in team_words() and not word.plural]
        for label in labels:
            if self._glued_ahead(label):
                if not self._is_feature(label) and not self.words[label].glued:
                    yield self._group(label), False, 0.9
                continue
            if quoted := self._quoted(label):
                yield quoted, True, 0.95
                continue
            before, after = self._before(label), self._after(label)
            if before and after and not self.readings[after[0]] and not self._introduced(before):
                before = []
            if before or after:
                yield before or after, True, 0.95
        for at, word in enumerate(self.words):
            if word.key == "owner" and self._keyed(at + 1):
                yield self._after(at), False, 0.9
        yield from ((run, False, 0.8) for run in self._after_for())
        yield from ((run, False, 0.7) for run in self._before_needs())
        yield from ((run, False, 0.6) for run in self._where_one_works())

    def slug(self, run: list[int]) -> str | None:
        """The run as a team's name; None where it is none."""
        first, last = self.words[run[0]], self.words[run[-1]]
        if self._hostile(run[0]):
            return None
        if not _CLEAN_BEFORE.fullmatch(self.sentence[: first.start]) or not _CLEAN_AFTER.match(self.sentence, last.end):
            return None
        text = "-".join(re.sub(r"['’]s$", "", self.words[i].text.lower()) for i in run)  # noqa: RUF001
        return text if SLUG.fullmatch(text) and not text.isdigit() and len(text) <= 40 else None

    def raw(self, run: list[int]) -> str:
        """The run as it stands, with what is glued to it."""
        start, end = self.words[run[0]].start, self.words[run[-1]].end
        while start and not self.sentence[start - 1].isspace():
            start -= 1
        while end < len(self.sentence) and not self.sentence[end].isspace():
            end += 1
        return self.sentence[start:end]

    def _glued_ahead(self, at: int) -> bool:
        """Whether a label is only a part of a written name: `team-red`, `ml-team`."""
        return at + 1 < len(self.words) and self.words[at + 1].glued

    def _before(self, label: int) -> list[int]:
        word = self.words[label]
        if word.glued:
            return self._group(label)
        run: list[int] = []
        at = label - 1
        for _ in range(_MAX_GROUPS):
            following = self.words[at + 1]
            if at < 0 or following.opens or not (following.joins or following.gap == "/") or not self._nameable(at):
                break
            group = self._group(at)
            run = [*group, *run]
            at = group[0] - 1
        return self._with_features(run)

    def _with_features(self, run: list[int]) -> list[int]:
        """A name before a label with what reads as a feature in it: `the photon imaging team`."""
        if not run:
            return run
        first = at = run[0]
        while at and first - at + len(run) < _MAX_GROUPS and self.words[at].joins and self._is_feature(at - 1):
            at -= 1
        introduced = 0 < at < first and self.words[at - 1].key in ("the", "our")
        return [*range(at, first), *run] if introduced else run

    def _is_feature(self, at: int) -> bool:
        return any(meaning.field == "feature" for meaning in self.readings[at])

    def _quoted(self, label: int) -> list[int]:
        """A name of several words in quotes beside a label: `"Core Banking" team`."""
        word = self.words[label]
        for start, end, run in self.quoted:
            if run[-1] + 1 == label and self.sentence[end : word.start].isspace():
                return run
            if run[0] == label + 1 and re.fullmatch(r"\s*[:=]?\s*", self.sentence[word.end : start]):
                return run
        return []

    def _after(self, label: int) -> list[int]:
        at = self._past_number(label + 1)
        while at < len(self.words) and self.words[at].key in _LINKS and not self.words[at].opens:
            at += 1
        if at >= len(self.words):
            return []
        keyed = self._keyed(at)
        linked = keyed or _CLEAN_LINK.fullmatch(self.words[at].gap)
        if not linked or not (keyed or self._nameable(at) or self._single_letter(at) or self._owns(at)):
            return [at] if self._hostile(at) else []
        run = self._phrase(at)
        more = run[-1] + 1
        while more < len(self.words) and len(run) < _MAX_GROUPS and self._extends(more):
            run = [*run, *self._group(more)]
            more = run[-1] + 1
        ended = more >= len(self.words) or self.words[more].opens or not self._unknown(more)
        return run if ended else self._phrase(at)

    def _past_number(self, at: int) -> int:
        """After `of 12` and `of twelve people`, where a name can follow: `a team of 12 called mercury`."""
        if at + 1 >= len(self.words) or self.words[at].key != "of":
            return at
        after = at + 2
        while after < len(self.words) and self.words[after].key not in _LINKS and after < at + 4:
            after += 1
        return after + 1 if after < len(self.words) and self.words[after].key in _LINKS else at

    def _where_one_works(self) -> Iterator[list[int]]:
        """What follows `I work in`, `we are from`, `here at`."""
        for at, word in enumerate(self.words[1:], start=1):
            if word.key not in ("in", "from", "at", "with") or word.opens or self.words[at - 1].key not in _WE:
                continue
            start = at + 1
            while start < len(self.words) and self.words[start].key in ("the", "our"):
                start += 1
            if run := self._unknown_run(start):
                yield run

    def _after_for(self) -> Iterator[list[int]]:
        for at, word in enumerate(self.words):
            if word.key not in ("for", "behalf"):
                continue
            start = at + 1
            while start < len(self.words) and self.words[start].key in ("the", "our", "my", "of"):
                start += 1
            run = self._unknown_run(start)
            end = run[-1] + 1 if run else start
            if run and (end >= len(self.words) or self.words[end].opens or self._closes(end)):
                yield run

    def _before_needs(self) -> Iterator[list[int]]:
        for at, word in enumerate(self.words):
            if word.key not in ("need", "want", "require", "would") or word.opens:
                continue
            start = at
            while start and not self.words[start].opens and self._unknown(start - 1):
                start -= 1
            if start < at and at - start <= _MAX_GROUPS:
                yield list(range(start, at))

    def _unknown_run(self, start: int) -> list[int]:
        run: list[int] = []
        at = start
        while at < len(self.words) and len(run) <= _MAX_GROUPS and self._unknown(at):
            if (run and self.words[at].opens) or (not run and self.words[at].opens):
                break
            group = self._group(at)
            run += group
            at = group[-1] + 1
        if not run or self.words[run[0]].text.isdigit():
            return []
        first = self.words[run[0]].text.lower()
        return [] if first.endswith("ing") and len(run) > 1 and first not in TRADES_IN_ING else run

    def _closes(self, at: int) -> bool:
        """Whether a name ends before this word: it says where or how, not what."""
        return not any(meaning.field in ("workload", "feature") for meaning in self.readings[at])

    def _group(self, at: int) -> list[int]:
        """The words written as one with this word: `fraud-detection`."""
        start = end = at
        while start and self.words[start].glued:
            start -= 1
        while end + 1 < len(self.words) and self.words[end + 1].glued:
            end += 1
        return list(range(start, end + 1))

    def _phrase(self, at: int) -> list[int]:
        """The group at a word, or all of a phrase of a workload: `data science`."""
        run = self._group(at)
        while (
            run[-1] + 1 < len(self.words)
            and self.readings[at]
            and self.readings[run[-1] + 1] is self.readings[at]
            and self.words[run[-1] + 1].joins
        ):
            run.append(run[-1] + 1)
        return run

    def _extends(self, at: int) -> bool:
        word = self.words[at]
        if word.text.isdigit() and self.sentence[word.end : word.end + 1] == ")":
            return False  # the next item of a list
        return word.gap.isspace() and (self._unknown(at) or word.key in _NAME_PARTS)

    def _unknown(self, at: int) -> bool:
        """Whether a word means nothing, not even as a mistyped one."""
        return not self.readings[at] and at not in self.mistyped

    def _nameable(self, at: int) -> bool:
        reading = self.readings[at]
        if not reading or self.words[at].key in _NAME_PARTS or len(self._group(at)) > 1:
            return True
        return all(one.field in ("workload", "requirement") or _is_place(one) for one in reading)

    def _introduced(self, run: list[int]) -> bool:
        """Whether words before a label are surely its name: `the iot team`, `ML team`; not `move team orders`."""
        if "-".join(self.words[i].key for i in run) in ABBREVIATIONS:
            return True
        before = self.words[run[0] - 1].key if run[0] else ""
        return before in _INTRODUCE and not all(self.readings[i] for i in run)

    def _single_letter(self, at: int) -> bool:
        """Whether it is a name such as the a of `team a, dev`."""
        ends = at + 1 >= len(self.words) or self.words[at + 1].opens
        return len(self.words[at].text) == 1 and ends

    def _owns(self, at: int) -> bool:
        """Whether something is said to be its own, so that an ordinary word is a name: `team happy's workspace`."""
        word = self.words[at]
        return word.text.lower().replace("’", "'") == f"{word.key}'s" and word.key not in _PRONOUNS  # noqa: RUF001

    def _keyed(self, at: int) -> bool:
        """Whether it stands after `team:` or `team=`."""
        return at < len(self.words) and bool(re.fullmatch(r"\s*[:=]\s*[\"'“‘]?", self.words[at].gap))  # noqa: RUF001

    def _hostile(self, at: int) -> bool:
        """Whether something that is no name was written where the name stands."""
        return not _CLEAN_LINK.fullmatch(self.words[at].gap) and any(c in self.words[at].gap for c in "${%<>`\\@")


def _is_place(meaning: Meaning) -> bool:
    """Whether it is a city or a short form, which can name a team as well: `the London team`."""
    return meaning.field == "region" and meaning.weight == 2
