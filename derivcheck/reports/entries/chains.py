"""The lines of a chain with a verdict each; the first wrong one stands out."""

from __future__ import annotations

from derivcheck.reports._claim import routes
from derivcheck.reports._finding import later
from derivcheck.reports.entries.formulas import opening
from derivcheck.reports.mathml import typeset
from derivcheck.reports.page import Content, Markup, badge, element
from derivcheck.verify.record import ClaimRecord, StepRecord


def chain(claim: ClaimRecord, names: frozenset[str]) -> Content:
    """Every line, and what becomes of those after the first wrong one."""
    steps = [step for step in claim.steps or () if step.index > 1]
    first = element("li", element("span", typeset(opening(claim), names), class_="line"), value="1")
    rows = [_line(step, claim.first_wrong_step, names) for step in steps]
    told = later(claim.steps or (), claim.first_wrong_step) if claim.first_wrong_step else ""
    return [element("ol", first, *rows, class_="chain"), element("p", told) if told else None]


def _line(step: StepRecord, wrong: int | None, names: frozenset[str]) -> Markup:
    lit = step.index == wrong
    origin = None
    if step.from_ is not None and step.from_ != step.index - 1:
        origin = element("span", f"judged from line {step.from_}", class_="tag")
    how = "; ".join(f"{name}: {words}" for name, words in routes(step))
    return element(
        "li",
        element("span", typeset(step.text, names), class_="line"),
        element(
            "span",
            badge(step.verdict),
            element("strong", "first wrong line") if lit else None,
            origin,
            class_="judged",
        ),
        element("span", how, class_="how quiet") if how else None,
        value=str(step.index),
        class_="wrong" if lit else None,
    )
