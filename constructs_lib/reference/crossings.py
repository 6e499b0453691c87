"""Sorts the columns of a picture so that few arrows cross."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from constructs_lib.reference.graph import Edge

_SWEEPS = 12


def neighbours(segments: Sequence[Edge]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What stands left and right of each box or lane.

    Args:
        segments: Pairs that stand in neighbouring columns and are joined.
    """
    left: dict[str, list[str]] = {}
    right: dict[str, list[str]] = {}
    for start, end in segments:
        left.setdefault(end, []).append(start)
        right.setdefault(start, []).append(end)
    return left, right


def uncross(order: list[list[str]], segments: Sequence[Edge]) -> None:
    """Sort each column by the middle of what its boxes are joined to, from the left and from the right in turn.

    Of all that comes up, the order with the fewest crossings stays.

    Args:
        order: Every column's boxes and lanes; sorted in place.
        segments: Pairs that stand in neighbouring columns and are joined.
    """
    left, right = neighbours(segments)
    best, fewest = [list(column) for column in order], _crossings(order, segments)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        near, far = (left, right) if forward else (right, left)
        for number in range(1, len(order)) if forward else range(len(order) - 2, -1, -1):
            place = {key: float(index) for column in order for index, key in enumerate(column)}
            wished = {key: (_mean(key, near, place), _mean(key, far, place)) for key in order[number]}
            order[number].sort(key=wished.__getitem__)
        crossings = _crossings(order, segments)
        if crossings < fewest:
            best, fewest = [list(column) for column in order], crossings
    order[:] = best


def _mean(key: str, near: Mapping[str, Sequence[str]], place: Mapping[str, float]) -> float:
    """The middle of what a box is joined to; its own place where that is nothing."""
    joined = near.get(key, [key])
    return sum(place[one] for one in joined) / len(joined)


def _crossings(order: Sequence[Sequence[str]], segments: Sequence[Edge]) -> int:
    place = {key: (number, index) for number, column in enumerate(order) for index, key in enumerate(column)}
    by_column: dict[int, list[tuple[int, int]]] = {}
    for start, end in segments:
        by_column.setdefault(place[start][0], []).append((place[start][1], place[end][1]))
    return sum((a - c) * (b - d) < 0 for pairs in by_column.values() for (a, b), (c, d) in combinations(pairs, 2))
