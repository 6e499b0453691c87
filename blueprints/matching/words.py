"""Why a blueprint fits or does not, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blueprints.composition import conflicts
from blueprints.features.vocabulary import CLASSES
from blueprints.matching.candidate import Candidate, Wishes


def named(wishes: Wishes, candidate: Candidate) -> str:
    """What it has to do with the blueprint that was asked for by name; empty where none was."""
    if not wishes.blueprint:
        return ""
    return "asked for by name" if candidate.named(wishes) else f"in place of {wishes.blueprint}, asked for by name"


def workload(wishes: Wishes, candidate: Candidate) -> str:
    """What its workloads have to do with the wished one."""
    wished, made_for = wishes.workload, listed(candidate.description.workload_types)
    if wished is None:
        return f"no workload was named; made for {made_for}"
    if wished in candidate.description.workload_types:
        return f"made for {wished}"
    share = candidate.workload(wished)
    if not share:
        return f"not made for {wished}, but for {made_for}"
    if candidate.bare(wished):
        return f"a bare workspace where {wished} can begin; made for {made_for}"
    return f"the nearest to {wished}: made for {made_for}"


def environment(wishes: Wishes, candidate: Candidate) -> str:
    """Whether it may stand where it was asked for."""
    allowed = listed(candidate.description.environments)
    if wishes.environment is None:
        return f"no environment was named; allowed in {allowed}"
    if candidate.environment(wishes.environment):
        return f"allowed in {wishes.environment}"
    return f"not allowed in {wishes.environment}, only in {allowed}"


def features(wishes: Wishes, candidate: Candidate) -> str:
    """Which of the wished features it has."""
    if not wishes.features:
        return "none were wished"
    lacks = lacking(wishes, candidate)
    has = [name for name in wishes.features if name not in lacks]
    parts = ([f"has {listed(has)}"] if has else []) + ([f"has no {listed(lacks, 'or')}"] if lacks else [])
    return f"{len(has)} of {len(wishes.features)}: {'; '.join(parts)}"


def lacking(wishes: Wishes, candidate: Candidate) -> tuple[str, ...]:
    """Wished features that it does not have there."""
    return tuple(name for name in wishes.features if not candidate.has(name, wishes.environment))


def about_other(wishes: Wishes, candidate: Candidate) -> str:
    """What speaks for another blueprint and against it."""
    parts = [workload(wishes, candidate), environment(wishes, candidate)]
    lacks = lacking(wishes, candidate)
    if lacks:
        parts.append(f"has no {listed(lacks, 'or')}")
    elif wishes.features:
        parts.append(f"has {listed(wishes.features)}")
    unasked = [name for name in candidate.description.required_features if name not in wishes.features]
    if unasked:
        parts.append(f"always has {listed(unasked)}")
    return "; ".join(parts)


def sentences(wishes: Wishes, chosen: Candidate, candidates: Sequence[Candidate]) -> Iterator[str]:
    """Why a blueprint was chosen, and what is against it."""
    name = chosen.description.name
    others = [one for one in candidates if one is not chosen]
    if wishes.blueprint:
        yield _about_name(wishes, chosen, others)
    yield _about_workload(wishes, chosen, others)
    only = "" if any(one.environment(wishes.environment) for one in others) else "the only blueprint "
    yield f"{name} is {only}{environment(wishes, chosen)}." if wishes.environment else "No environment was named."
    lacks = lacking(wishes, chosen)
    has = [feature for feature in wishes.features if feature not in lacks]
    if has:
        yield f"It has {listed(has)}."
    for feature in lacks:
        yield _about_feature(wishes, feature, chosen, others)
    for feature in chosen.unwanted(wishes):
        yield f"It always has {feature}, which was not wanted."
    for one, other in conflicts(feature for feature in has if feature in CLASSES):
        yield f"{one} and {other} exclude each other; wish for one of them."


def none_fits(wishes: Wishes, candidates: Sequence[Candidate]) -> Iterator[str]:
    """Why no blueprint was chosen."""
    allowed = [one for one in candidates if one.environment(wishes.environment)]
    if wishes.blueprint:
        yield _why_not(wishes, candidates)
    if not allowed:
        yield f"No blueprint is allowed in {wishes.environment}."
        return
    best = allowed[0]
    name = best.description.name
    yield f"Nothing allowed in {wishes.environment} fits well enough; {name} comes nearest: {workload(wishes, best)}."
    others = [one for one in candidates if one is not best]
    for feature in lacking(wishes, best):
        yield _about_feature(wishes, feature, best, others)


def _about_name(wishes: Wishes, chosen: Candidate, others: Sequence[Candidate]) -> str:
    if chosen.named(wishes):
        return f"{chosen.description.name} was asked for by name."
    return f"{_why_not(wishes, others)} {chosen.description.name} is the next best."


def _why_not(wishes: Wishes, candidates: Sequence[Candidate]) -> str:
    """Why the blueprint that was asked for by name is not taken."""
    for one in candidates:
        if one.named(wishes):
            allowed = listed(one.description.environments)
            return f"{one.description.name} was asked for by name, but is only allowed in {allowed}."
    return f"{wishes.blueprint} was asked for by name, but there is no such blueprint."


def _about_workload(wishes: Wishes, chosen: Candidate, others: Sequence[Candidate]) -> str:
    name, wished = chosen.description.name, wishes.workload
    if wished is None:
        made_for = listed(chosen.description.workload_types)
        own = chosen.own(wishes)
        if chosen.named(wishes):
            return f"No workload was named; it is made for {made_for}."
        if len(own) > 1:
            return f"No workload was named; {name} always has {listed(own)}."
        return f"No workload was named; {name} is the simplest that fits ({made_for})."
    if wished in chosen.description.workload_types:
        return f"{name} is made for {wished}."
    elsewhere = [
        f"{one.description.name} is made for {wished} but is only allowed in {listed(one.description.environments)}."
        for one in sorted(others, key=lambda one: one.description.name)
        if wished in one.description.workload_types and not one.environment(wishes.environment)
    ]
    return " ".join([f"{name} is {workload(wishes, chosen)}.", *elsewhere])


def _about_feature(wishes: Wishes, feature: str, chosen: Candidate, others: Sequence[Candidate]) -> str:
    if feature not in CLASSES:
        return f"Nothing here builds {feature} yet."
    having = [one for one in others if one.has(feature, None)]
    where = [
        f"{one.description.name} ({', '.join(one.description.environments)})"
        for one in sorted(having, key=lambda one: one.description.name)
    ]
    excluding = chosen.excluding(feature)
    environments = CLASSES[feature].about.environments
    if excluding:
        why = f"It always has {listed(excluding)}, which excludes {feature}"
    elif wishes.environment and wishes.environment not in environments:
        why = f"{feature} is only for {listed(environments)}"
    else:
        why = f"It has no {feature}"
    return f"{why}; {listed(where)} {'has' if len(where) == 1 else 'have'} it." if where else f"{why}."


def listed(values: Sequence[str], word: str = "and") -> str:
    """Values as people list them: `a, b and c`."""
    *most, last = values
    return f"{', '.join(most)} {word} {last}" if most else last
