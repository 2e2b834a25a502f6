"""What examinations say, as two pictures: errors against steps, and costs against sizes."""

from __future__ import annotations

from derivcheck.hypergradient.estimators.differences import LENGTH
from derivcheck.hypergradient.report import APPROXIMATIONS, Study
from derivcheck.reports.figures import Line, Panel, picture
from derivcheck.reports.page import Markup


def error_picture(study: Study) -> Markup:
    """Error against the length of the step for every problem, the first seed of each."""
    panels = []
    for identifier, name in APPROXIMATIONS.items():
        lines, notes = [], []
        for colour, problem in enumerate(study.problems):
            check = study.checks(identifier, problem)[0]
            if check.order is None:
                notes.append(f"{problem}: no alpha")
                continue
            pairs = zip(check.order.lengths, check.order.errors, strict=True)
            points = [(x, y) for x, y in pairs if y > 0]
            lines.append(Line(problem, points, colour, faint=True))
            used = [(check.order.lengths[k], check.order.errors[k]) for k in check.order.used]
            if used:
                lines.append(Line("", used, colour))
            slope = "exact" if check.order.exact else f"slope {check.order.slope or 0:.2f}"
            notes.append(f"{problem}: {slope}")
        panels.append(
            Panel(name, "alpha * norm", "relative error", lines, (LENGTH, "document"), notes[::-1])
        )
    return picture("Errors of the finite differences", panels)


def cost_picture(study: Study) -> Markup:
    """Loss evaluations, and seconds, against the number of architecture weights."""
    names = list(dict.fromkeys(cost.estimator for cost in study.costs))

    def lines(quantity: str) -> list[Line]:
        return [
            Line(
                name,
                [(c.weights, getattr(c, quantity)) for c in study.costs if c.estimator == name],
                colour,
            )
            for colour, name in enumerate(names)
        ]

    return picture(
        "Cost of one hypergradient",
        [
            Panel("Evaluations", "weights", "losses with gradient", lines("evaluations")),
            Panel("Time", "weights", "seconds", lines("seconds")),
        ],
    )
