"""The model as an SVG: labels as boxes, relationships as arrows between them."""

from __future__ import annotations

import math
from collections import defaultdict
from html import escape

from graph import model

_WIDTH, _HEIGHT = 190, 54
_PLACES = {
    "Organisation": (210, 480),
    "Tender": (620, 270),
    "Lot": (1000, 270),
    "Award": (770, 480),
    "Contract": (620, 660),
    "Release": (620, 90),
    "CPV": (1000, 90),
    "Region": (1190, 700),
    "Council": (340, 90),
    "Analysis": (120, 270),
}
_STYLE = """
text { font-family: Helvetica, Arial, sans-serif; fill: #1d2733; }
.label { font-size: 16px; font-weight: bold; text-anchor: middle; }
.key { font-size: 12px; text-anchor: middle; fill: #51606f; }
.type { font-size: 11px; text-anchor: middle; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
.box { fill: #eaf1f8; stroke: #35618e; stroke-width: 1.5; }
.derived { fill: #f6efe3; stroke: #9a6b1f; stroke-dasharray: 5 3; }
.arrow { fill: none; stroke: #51606f; stroke-width: 1.3; }
.arrow.made { stroke: #9a6b1f; stroke-dasharray: 5 3; }
"""


def svg() -> str:
    """The picture, self-contained; derived facts are dashed."""
    places = _places()
    right = max(x for x, _ in places.values()) + _WIDTH
    low = max(y for _, y in places.values()) + _HEIGHT + 60
    body = [_arrow(ends, relationships, places) for ends, relationships in _arrows().items()]
    body += [_box(node, places[node.label]) for node in model.NODES if node.of is None]
    caption = (
        "Dashed: derived by rules or analyses, never published. Organisations carry the labels Buyer and Supplier too."
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right} {low}" role="img">\n'
        f"<title>The tendergraph model</title>\n<style>{_STYLE}</style>\n"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z" fill="#51606f"/></marker></defs>\n'
        f'<rect width="{right}" height="{low}" fill="#ffffff"/>\n'
        + "\n".join(body)
        + f'\n<text class="key" x="{right / 2}" y="{low - 20}">{caption}</text>\n</svg>\n'
    )


def _places() -> dict[str, tuple[int, int]]:
    """Where each label stands; one that has no place yet goes to a row below."""
    others = [node.label for node in model.NODES if node.of is None and node.label not in _PLACES]
    return _PLACES | {label: (130 + 260 * i, 830) for i, label in enumerate(others)}


def _arrows() -> dict[tuple[str, str], list[model.RelationshipType]]:
    arrows: dict[tuple[str, str], list[model.RelationshipType]] = defaultdict(list)
    for relationship in model.RELATIONSHIPS:
        arrows[relationship.pattern.start, relationship.pattern.end].append(relationship)
    return arrows


def _box(node: model.NodeType, place: tuple[int, int]) -> str:
    x, y = place
    kind = "box derived" if node.derived else "box"
    return (
        f'<rect class="{kind}" x="{x - _WIDTH / 2}" y="{y - _HEIGHT / 2}" width="{_WIDTH}" height="{_HEIGHT}" rx="8"/>'
        f'<text class="label" x="{x}" y="{y - 2}">{escape(node.label)}</text>'
        f'<text class="key" x="{x}" y="{y + 17}">{escape(node.key)}</text>'
    )


def _arrow(
    ends: tuple[str, str], relationships: list[model.RelationshipType], places: dict[str, tuple[int, int]]
) -> str:
    made = " made" if all(r.derived for r in relationships) else ""
    names = [r.pattern.type for r in relationships]
    (x1, y1), (x2, y2) = places[ends[0]], places[ends[1]]
    if ends[0] == ends[1]:
        top = y1 - _HEIGHT / 2
        path = f"M{x1 + 50},{top} C{x1 + 70},{top - 46} {x1 + 100},{top - 40} {x1 + 80},{top}"
        return _drawn(path, made, names, (x1 + 84, top - 42))
    length = math.hypot(x2 - x1, y2 - y1)
    # Both directions of a pair bend to their own left, so that they do not lie on each other.
    bend = 36
    mx, my = (x1 + x2) / 2 + bend * (y2 - y1) / length, (y1 + y2) / 2 - bend * (x2 - x1) / length
    sx, sy = _edge((x1, y1), (mx, my))
    ex, ey = _edge((x2, y2), (mx, my))
    at = (0.25 * sx + 0.5 * mx + 0.25 * ex, 0.25 * sy + 0.5 * my + 0.25 * ey)
    return _drawn(f"M{sx:.0f},{sy:.0f} Q{mx:.0f},{my:.0f} {ex:.0f},{ey:.0f}", made, names, at)


def _drawn(path: str, made: str, names: list[str], at: tuple[float, float]) -> str:
    x, y = at
    first = y + 4 - 7 * (len(names) - 1)
    texts = "".join(
        f'<text class="type" x="{x:.0f}" y="{first + 14 * i:.0f}">{escape(name)}</text>' for i, name in enumerate(names)
    )
    return f'<path class="arrow{made}" d="{path}" marker-end="url(#tip)"/>{texts}'


def _edge(center: tuple[float, float], towards: tuple[float, float]) -> tuple[float, float]:
    """The point where a line from the middle of a box leaves it."""
    dx, dy = towards[0] - center[0], towards[1] - center[1]
    scale = min(_WIDTH / 2 / abs(dx) if dx else math.inf, _HEIGHT / 2 / abs(dy) if dy else math.inf)
    return center[0] + dx * scale, center[1] + dy * scale
