"""A graph as SVG that reads on light and on dark pages."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from constructs_lib.reference.graph import Graph, Node
from constructs_lib.reference.layout import layout

COLOURS = {"azurerm": ("#dbe9fb", "#2f6fbf"), "databricks": ("#fde3da", "#c8502b")}
"""Fill and frame by provider; boxes bring their own ground, so that dark pages do as well."""
OTHER, AWAY = ("#e9e2f5", "#7a58b5"), ("#eef0f2", "#7d8894")
INK, ARROW = "#1b2430", "#8a95a1"
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
MARGIN, PAD, LINE = 8.0, 9.0, 14.0
TITLE, SMALL = 12.0, 10.0
_EM = 0.61
"""Width of a letter: the fonts' own is 0.60 or less."""


def picture(graph: Graph, title: str) -> str:
    """The SVG.

    Args:
        graph: Boxes and arrows.
        title: What it shows, for those who do not see it.
    """
    texts = {key: _texts(node) for key, node in graph.nodes.items()}
    sizes = {key: _size(*lines) for key, lines in texts.items()}
    placed = layout(graph, sizes)
    width, height = (f"{value + 2 * MARGIN:.0f}" for value in (placed.width, placed.height))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="{-MARGIN:.0f} {-MARGIN:.0f} {width} {height}" role="img" font-family="{FONT}" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        '<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{ARROW}"/></marker></defs>',
        f'<g fill="none" stroke="{ARROW}" stroke-width="1.3">',
        *(f'<path d="{_curve(way)}" marker-end="url(#end)"/>' for way in placed.ways),
        "</g>",
    ]
    for key, (left, top, wide, high) in sorted(placed.boxes.items()):
        lines += _box(graph.nodes[key], texts[key], (left, top, wide, high))
    return "\n".join([*lines, "</svg>"]) + "\n"


def _texts(node: Node) -> tuple[list[str], list[str]]:
    title = _wrapped(node.title, " ", 24) if node.title else _wrapped(node.key, "/", 24)
    return title, list(node.lines) or _wrapped(node.type.partition("_")[2], "_", 28)


def _wrapped(text: str, at: str, most: int) -> list[str]:
    """Lines of at most so many letters, broken after a separator where there is one."""
    lines = [""]
    for number, part in enumerate(text.split(at)):
        piece = f"{at}{part}" if number else part
        if lines[-1] and len(lines[-1]) + len(piece) > most:
            lines.append("")
        lines[-1] += piece
    return lines


def _size(title: Sequence[str], small: Sequence[str]) -> tuple[float, float]:
    letters = max(max(map(len, title)) * TITLE, max(map(len, small)) * SMALL)
    return letters * _EM + 2 * PAD, (len(title) + len(small)) * LINE + PAD


def _curve(way: Sequence[tuple[float, float]]) -> str:
    """Level where it leaves, passes and arrives."""
    (x, y), *rest = way
    found = f"M{x:.0f} {y:.0f}"
    for number, (to_x, to_y) in enumerate(rest):
        if number % 2:  # along a lane
            found += f"H{to_x:.0f}"
        else:
            bend = (to_x - x) / 2
            found += f"C{x + bend:.0f} {y:.0f} {to_x - bend:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"
        x, y = to_x, to_y
    return found


def _box(node: Node, texts: tuple[list[str], list[str]], place: tuple[float, float, float, float]) -> list[str]:
    left, top, wide, high = place
    fill, frame = COLOURS.get(node.type.partition("_")[0], OTHER) if node.own else AWAY
    dashed = "" if node.own else ' stroke-dasharray="4 3"'
    lines = [
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="5" '
        f'fill="{fill}" stroke="{frame}"{dashed}/>'
    ]
    baseline = top + PAD / 2 + LINE - 3
    for number, text in enumerate([*texts[0], *texts[1]]):
        bold = number < len(texts[0])
        style = f'font-size="{TITLE:.0f}" font-weight="600"' if bold else f'font-size="{SMALL:.0f}"'
        lines.append(f'<text x="{left + PAD:.0f}" y="{baseline + number * LINE:.0f}" {style}>{escape(text)}</text>')
    return lines
