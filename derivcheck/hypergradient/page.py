"""What examinations say, as one page with its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from derivcheck.hypergradient.estimators.differences import LENGTH
from derivcheck.hypergradient.pictures import cost_picture, error_picture
from derivcheck.hypergradient.report import (
    APPROXIMATIONS,
    Study,
    cost_rows,
    error_rows,
    heading,
    summary,
    surprises,
)
from derivcheck.hypergradient.variants import VARIANTS
from derivcheck.reports.page import Content, Markup, badge, element, page, stylesheet

_TITLE = "The hypergradient of architecture search"
_PLANTED = {variant.id for variant in VARIANTS}


def html(study: Study) -> str:
    """The page: what holds, how large the errors are, what it costs, and every check."""
    own = [name for name in study.identifiers if name not in _PLANTED]
    planted = [name for name in study.identifiers if name in _PLANTED]
    return page(
        _TITLE,
        element("h1", _TITLE),
        element("p", f"{heading(study)}: {_outcome(study)}.", class_="quiet"),
        _surprises(study),
        _section(
            "The equations of the document",
            "Errors are relative; (*) the gradient is linear, a difference of it is exact.",
            _checks(study, own),
        ),
        _section(
            "Mistakes planted on purpose",
            "Each must be noticed; where a gradient is linear some do no harm.",
            _checks(study, planted),
        ),
        _section(
            "Errors of the differences",
            f"Relative, at the document's alpha = {LENGTH}/norm, largest over the seeds.",
            _errors(study),
            _drawing(error_picture(study)),
        ),
        _costs(study) if study.costs else None,
        styles=(stylesheet("derivcheck.hypergradient", "page.css"),),
    )


def _outcome(study: Study) -> str:
    unexpected = len(surprises(study))
    return f"{unexpected} not as expected" if unexpected else "everything is as expected"


def _section(title: str, told: str, *content: Content) -> Markup:
    head = element("h2", title)
    return element("section", head, element("p", told, class_="quiet"), *content)


def _surprises(study: Study) -> Markup | None:
    lines = [element("li", line) for line in surprises(study)]
    head = element("h2", "Not as expected")
    return element("section", head, element("ul", *lines)) if lines else None


def _checks(study: Study, identifiers: Sequence[str]) -> Markup:
    """A row a check: its verdicts, its name, what it says, and how exactly."""
    rows = []
    for identifier in identifiers:
        checks = study.checks(identifier)
        verdicts = [badge(verdict) for verdict in sorted({check.verdict for check in checks})]
        said = [element("code", identifier), element("div", checks[0].statement)]
        told = element("div", summary(checks), class_="quiet")
        rows.append(element("tr", element("td", *verdicts), element("td", *said, told)))
    return element("table", element("tbody", *rows))


def _errors(study: Study) -> Markup:
    rows = [[problem, *cells] for problem, cells in error_rows(study)]
    return _table(["problem", *APPROXIMATIONS.values()], rows)


def _costs(study: Study) -> Markup:
    rows = [
        [name, f"{cost.weights:,}", f"{cost.evaluations:,}", f"{cost.seconds:.2g} s"]
        for name, costs in cost_rows(study)
        for cost in costs
    ]
    table = _table(["estimator", "weights", "evaluations", "time"], rows)
    told = "Evaluations of a loss with its gradient, at the fewest and at the most weights."
    return _section("Cost of one hypergradient", told, table, _drawing(cost_picture(study)))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    names = [_cell("th", at, name) for at, name in enumerate(head)]
    body = [element("tr", *(_cell("td", at, each) for at, each in enumerate(row))) for row in rows]
    table = element("table", element("thead", element("tr", *names)), element("tbody", *body))
    return element("div", table, class_="scroll")


def _cell(tag: str, at: int, text: str) -> Markup:
    return element(tag, text, class_="number" if at else None)


def _drawing(drawing: Markup) -> Markup:
    return element("figure", drawing, class_="scroll wide")
