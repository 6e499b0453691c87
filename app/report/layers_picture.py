"""A platform as a picture of letters: a box for each layer, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from app.report.text import WIDTH

_BOXES, _ASCII = tuple("┌─┐│└┘▶"), tuple("+-+|++>")
_FRAME, _ARROW, _INDENT = 4, 4, 4
"""Letters that a box, an arrow and the page take beside what is said."""


def layers_picture(layers: Mapping[str, Sequence[str]], *, boxes: bool = True) -> list[str]:
    """Boxes side by side with an arrow from each to the next.

    Args:
        layers: What is in each, by its title.
        boxes: Whether the reader's characters have lines; else it is drawn with + and -.
    """
    corner, level, corner_right, upright, bottom, bottom_right, head = _BOXES if boxes else _ASCII
    tall = max(len(inside) for inside in layers.values())
    drawn = []
    for (title, inside), wide in zip(layers.items(), _widths(layers), strict=True):
        top = f"{corner}{f' {title} '.ljust(wide + 2, level)}{corner_right}"
        rows = [
            f"{upright} {_cut(text, wide).ljust(wide)} {upright}" for text in [*inside, *[""] * (tall - len(inside))]
        ]
        drawn.append([top, *rows, f"{bottom}{level * (wide + 2)}{bottom_right}"])
    middle = (tall + 1) // 2
    return [
        (f" {level}{head} " if number == middle else "    ").join(parts).rstrip()
        for number, parts in enumerate(zip_longest(*drawn, fillvalue=""))
    ]


def _widths(layers: Mapping[str, Sequence[str]]) -> list[int]:
    """Letters in each box: as the longest text, but no more than fit a page together."""
    widths = [max(len(title) + 2, *map(len, inside), 0) for title, inside in layers.items()]
    spare = WIDTH - _INDENT - _FRAME * len(widths) - _ARROW * (len(widths) - 1)
    while sum(widths) > spare:
        widths[widths.index(max(widths))] -= 1
    return widths


def _cut(text: str, wide: int) -> str:
    return text if len(text) <= wide else f"{text[: wide - 2]}.."
