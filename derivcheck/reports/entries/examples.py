"""Counterexamples: where a claim fails, and what both sides are there."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.reports._examples import assignment
from derivcheck.reports._values import value
from derivcheck.reports._witnesses import shown_names, witness_rows
from derivcheck.reports.mathml import typeset
from derivcheck.reports.page import Content, Markup, element
from derivcheck.verify.record import Counterexample


def example(found: Counterexample, names: frozenset[str]) -> Markup:
    """The point, and below it both sides or the lines of the witness."""
    rows = list(found.rows) or witness_rows(found)
    if rows is not None:
        point = _point(found) if not found.rows else None
        return element("div", point, _table((label, text) for label, text in rows))
    if found.left is not None and found.right is not None:
        sides = _sides(found, names)
        return element("div", _point(found), element("table", element("tbody", *sides)))
    if found.kind == "point" and assignment(found):
        space = "the vector is outside the space" if found.relation == "in" else None
        return element("div", _point(found), element("p", space or "it does not hold there"))
    return element("p", found.sentence or "")


def _point(found: Counterexample) -> Markup | None:
    """`n = 1, X = [[1]]`, each as a formula; the entry that differs at the end."""
    given = [f"{name} = {size}" for name, size in (found.sizes or {}).items()]
    given += [f"{name} = {value(each)}" for name, each in shown_names(found).items()]
    parts: list[Content] = []
    for text in given:
        parts += [", " if parts else None, typeset(text)]
    if found.entry:
        parts += [", " if parts else None, f"entry {value(found.entry)}"]
    return element("p", "at ", parts) if parts else None


def _sides(found: Counterexample, names: frozenset[str]) -> Iterator[Markup]:
    for side, text, result in (
        ("left", found.left_text, found.left),
        ("right", found.right_text, found.right),
    ):
        shown = typeset(text, names) if text else None
        yield element(
            "tr",
            element("th", side, scope="row", class_="quiet"),
            element("td", shown),
            element("td", "= ", element("code", result or "", class_="value")),
        )


def _table(rows: Iterator[tuple[str, str]]) -> Markup:
    made = (
        element("tr", element("td", element("code", label)), element("td", text))
        for label, text in rows
    )
    return element("table", element("tbody", *made))
