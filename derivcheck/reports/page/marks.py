"""Verdicts as words with a shape and a colour, so that none of the three is needed alone."""

from __future__ import annotations

from derivcheck.reports._words import said
from derivcheck.reports.page.elements import Markup, element

#: a tick, a cross, a wave, a question mark, a broken ring: strokes in a square of 16
_SHAPES = {
    "proved": "M2 9l4 4 8-10",
    "refuted": "M3 3l10 10M13 3L3 13",
    "supported": "M2 7c3-4 5 4 12 0M2 12c3-4 5 4 12 0",
    "undecided": "M5 6a3 3 0 1 1 4.5 2.5C8.3 9.2 8 9.8 8 11M8 14v.1",
    "ill-posed": "M8 2v7M8 13.5v.1",
}


def badge(verdict: str, word: str | None = None) -> Markup:
    """The word of a verdict (or another one) in its colour, behind its shape."""
    kind = said(verdict)
    path = element("path", d=_SHAPES[kind])
    shape = element("svg", path, viewBox="0 0 16 16", aria_hidden="true")
    return element("span", shape, word or kind, class_=f"badge {kind}")
