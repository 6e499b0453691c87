"""A platform as a picture of letters: a box for each layer, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

_BOXES, _ASCII = tuple("┌─┐│└┘▶"), tuple("+-+|++>")
_WIDEST = 44
"""Letters in a box: two and the arrow between them fit a page."""


def layers_picture(layers: Mapping[str, Sequence[str]], *, boxes: bool = True) -> list[str]:
    """Boxes side by side with an arrow from each to the next.

    Args:
        layers: What is in each, by its title.
        boxes: Whether the reader's characters have lines; else it is drawn with + and -.
    """
    corner, level, corner_right, upright, bottom, bottom_right, head = _BOXES if boxes else _ASCII
    tall = max(len(inside) for inside in layers.values())
    drawn = []
    for title, inside in layers.items():
        wide = min(max(len(title) + 2, *map(len, inside), 0), _WIDEST)
        top = f"{corner}{f' {title} '.ljust(wide + 2, level)}{corner_right}"
        rows = [f"{upright} {text[:wide].ljust(wide)} {upright}" for text in [*inside, *[""] * (tall - len(inside))]]
        drawn.append([top, *rows, f"{bottom}{level * (wide + 2)}{bottom_right}"])
    middle = (tall + 1) // 2
    return [
        (f" {level}{head} " if number == middle else "    ").join(parts).rstrip()
        for number, parts in enumerate(zip_longest(*drawn, fillvalue=""))
    ]
