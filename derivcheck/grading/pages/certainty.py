"""How the lines were decided: by proof, by numbers, by a person, and what an audit says."""

from __future__ import annotations

from derivcheck.grading.record import SummaryRecord
from derivcheck.grading.tally import Tally
from derivcheck.reports._words import counted, number
from derivcheck.reports.page import Markup, element

_WORDS = {
    "proof": "by proof or a counterexample",
    "numbers": "by numbers only",
    "person": "by a person",
    "waiting": "waiting",
}


def certainty(summary: SummaryRecord, tally: Tally) -> Markup:
    """The honest box."""
    rows = []
    for kind, said in _WORDS.items():
        count = element("td", number(summary.decided.get(kind, 0)), class_="number")
        rows.append(element("tr", element("th", said, scope="row"), count))
    told = []
    if summary.audit:
        told.append(f"Audit: {summary.audit['agreed']} of {summary.audit['asked']} as decided.")
    else:
        told.append("No audit yet: --audit 20 draws twenty decisions for you to check.")
    if tally.contradicted:
        told.append(f"The engine contradicts {counted(len(tally.contradicted), 'decision')}.")
    return element(
        "section",
        element("h2", "How the lines were decided"),
        element(
            "div",
            element("table", element("tbody", *rows)),
            *(element("p", each) for each in told),
            class_="box",
        ),
    )
