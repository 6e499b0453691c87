"""Where boxes stand: in columns, what is needed to the left of what needs it, with few crossings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from constructs_lib.reference.crossings import neighbours, uncross
from constructs_lib.reference.graph import Edge, Graph

Size = tuple[float, float]
GAP_X, GAP_Y, LANE = 46.0, 14.0, 8.0
"""Between columns, between boxes, and the height that an arrow takes where it passes a column."""
WIDEST, LEAST_GAP = 1580.0, 20.0
"""Pictures stay as narrow as that, where columns may stand so near to each other."""
_SWEEPS = 12


@dataclass(frozen=True)
class Layout:
    """Where everything is.

    Args:
        boxes: Left, top, width and height of each box.
        ways: The points of each arrow, from the right of one box to the left of another.
        width: Of it all.
        height: Of it all.
    """

    boxes: Mapping[str, tuple[float, float, float, float]]
    ways: Sequence[Sequence[tuple[float, float]]]
    width: float
    height: float


def layout(graph: Graph, sizes: Mapping[str, Size]) -> Layout:
    """Place a graph's boxes; those without arrows stand in rows below.

    Args:
        graph: Boxes and arrows.
        sizes: Width and height of each box.
    """
    columns = _columns(graph)
    chains, order = _chains(graph, columns)
    heights = {key: sizes[key][1] if key in sizes else LANE for column in order for key in column}
    segments = [pair for chain in chains.values() for pair in pairwise(chain)]
    uncross(order, segments)
    middles = _middles(order, segments, heights)
    boxes: dict[str, tuple[float, float, float, float]] = {}
    lefts: list[float] = []
    rights: list[float] = []
    left = 0.0
    widths = [max((sizes[key][0] for key in column if key in sizes), default=0.0) for column in order]
    gap = _gap(widths)
    for column, width in zip(order, widths, strict=True):
        lefts.append(left)
        rights.append(left + width)
        for key in column:
            if key in sizes:
                boxes[key] = (left, middles[key] - heights[key] / 2, width, heights[key])
        left += width + gap
    ways = []
    for (start, end), chain in sorted(chains.items()):
        points = [(rights[columns[start]], middles[start])]
        for number, lane in enumerate(chain[1:-1], columns[start] + 1):
            points += [(lefts[number], middles[lane]), (rights[number], middles[lane])]
        ways.append([*points, (lefts[columns[end]], middles[end])])
    bottom = max((top + height for _, top, _, height in boxes.values()), default=-GAP_Y)
    width = max(rights[-1] if rights else 0.0, 760.0)
    _rows(sorted(set(graph.nodes) - set(columns)), sizes, boxes, bottom + 2 * GAP_Y if boxes else 0.0, width)
    return Layout(
        boxes,
        ways,
        max(left + width for left, _, width, _ in boxes.values()),
        max(top + height for _, top, _, height in boxes.values()),
    )


def _gap(widths: Sequence[float]) -> float:
    """The gap between columns: the usual one, or less where many of them would make too wide a picture."""
    gaps = max(1, len(widths) - 1)
    return max(LEAST_GAP, min(GAP_X, (WIDEST - sum(widths)) / gaps))


def _columns(graph: Graph) -> dict[str, int]:
    """The column of each box that has arrows: right of all that it needs, and near to what needs it."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for start, end in sorted(graph.edges):
        before.setdefault(end, []).append(start)
        after.setdefault(start, []).append(end)
    found: dict[str, int] = {}

    def column(key: str) -> int:
        if key not in found:
            found[key] = 1 + max((column(need) for need in before.get(key, ())), default=-1)
        return found[key]

    for key in sorted({*before, *after}):
        column(key)
    for key in sorted(after):
        if key not in before:
            found[key] = min(found[end] for end in after[key]) - 1
    return found


def _chains(graph: Graph, columns: Mapping[str, int]) -> tuple[dict[Edge, list[str]], list[list[str]]]:
    """Each arrow as what it passes, column by column, and every column's boxes and lanes."""
    order: list[list[str]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
    for key in sorted(columns):
        order[columns[key]].append(key)
    chains: dict[Edge, list[str]] = {}
    for start, end in sorted(graph.edges):
        lanes = []
        for number in range(columns[start] + 1, columns[end]):
            lanes.append(f"{start} > {end} > {number}")
            order[number].append(lanes[-1])
        chains[(start, end)] = [start, *lanes, end]
    return chains, order


def _middles(
    order: Sequence[Sequence[str]], segments: Sequence[Edge], heights: Mapping[str, float]
) -> dict[str, float]:
    """The height of each middle: near to what it is joined to, none over another."""
    left, right = neighbours(segments)
    found: dict[str, float] = {}
    for column in order:
        found |= _spread(column, dict.fromkeys(column, 0.0), heights)
    for sweep in range(_SWEEPS):
        for column in order if sweep % 2 == 0 else reversed(order):
            wished = {}
            for key in column:
                joined = [*left.get(key, ()), *right.get(key, ())]
                wished[key] = sum(found[one] for one in joined) / len(joined) if joined else found[key]
            found |= _spread(column, wished, heights)
    top = min((found[key] - heights[key] / 2 for key in found), default=0.0)
    return {key: value - top for key, value in found.items()}


def _spread(column: Sequence[str], wished: Mapping[str, float], heights: Mapping[str, float]) -> dict[str, float]:
    """Places in the column's order, as near to the wished ones as the heights allow (least squares)."""
    offsets: list[float] = []
    for number, key in enumerate(column):
        above = column[number - 1]
        offsets.append(offsets[-1] + (heights[above] + heights[key]) / 2 + GAP_Y if number else 0.0)
    blocks: list[tuple[float, int]] = []
    for key, offset in zip(column, offsets, strict=True):
        block = (wished[key] - offset, 1)
        while blocks and blocks[-1][0] > block[0]:
            mean, count = blocks.pop()
            block = ((mean * count + block[0] * block[1]) / (count + block[1]), count + block[1])
        blocks.append(block)
    values = [mean for mean, count in blocks for _ in range(count)]
    return {key: value + offset for key, value, offset in zip(column, values, offsets, strict=True)}


def _rows(
    keys: Sequence[str],
    sizes: Mapping[str, Size],
    boxes: dict[str, tuple[float, float, float, float]],
    top: float,
    width: float,
) -> None:
    """Boxes without arrows, in rows of the width."""
    left = tallest = 0.0
    for key in keys:
        wide, high = sizes[key]
        if left and left + wide > width:
            left, top, tallest = 0.0, top + tallest + GAP_Y, 0.0
        boxes[key] = (left, top, wide, high)
        left, tallest = left + wide + GAP_Y, max(tallest, high)
