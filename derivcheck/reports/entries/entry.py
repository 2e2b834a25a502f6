"""One claim: a line that can be opened, and below it how its verdict came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from derivcheck.reports._claim import routes
from derivcheck.reports._clean import harmless
from derivcheck.reports._codes import CODES
from derivcheck.reports._examples import CORRECTION
from derivcheck.reports._finding import formulas, wrong_step
from derivcheck.reports._words import failure, listed, said
from derivcheck.reports.entries.chains import chain
from derivcheck.reports.entries.curves import curves
from derivcheck.reports.entries.examples import example
from derivcheck.reports.entries.formulas import declared, statement
from derivcheck.reports.mathml import STYLE, typeset
from derivcheck.reports.page import Content, Markup, badge, element, stylesheet
from derivcheck.verify.record import ClaimRecord, Suggestion, Verdict

#: the style sheets of entries, after the common one
STYLES = (STYLE, stylesheet("derivcheck.reports.entries", "entries.css"))

Row = tuple[str, Content]


def anchor(address: str) -> str:
    """The id of an entry: an address without blanks."""
    return "-".join(harmless(address).split())


def entry(claim: ClaimRecord, *, brief: bool = False) -> Markup:
    """A claim; a `brief` one is its first line alone, without formulas."""
    classes = " ".join(["claim", *kinds(claim)])
    if brief:
        first = _head(claim, element("code", claim.claim))
        return element("div", *first, id=anchor(claim.address), class_=classes)
    first = _head(claim, statement(claim))
    return element(
        "details",
        element("summary", *first),
        element("div", _body(claim), class_="body"),
        id=anchor(claim.address),
        class_=classes,
        open=not claim.ok or claim.verdict in (Verdict.REFUTED, Verdict.ILL_POSED),
    )


def kinds(claim: ClaimRecord) -> list[str]:
    """What a claim can be looked for as: its verdict, a known mistake, not as expected."""
    found = [f"is-{said(claim.verdict)}"]
    found += ["is-erratum"] if claim.erratum else []
    return found + ([] if claim.ok else ["is-unexpected"])


def _head(claim: ClaimRecord, shown: Markup) -> Iterator[Markup]:
    yield badge(claim.verdict)
    tag = None
    if not claim.ok:
        word = failure(claim)[0]
        told = "not as expected" if word == said(claim.verdict) else word
        tag = element("span", told, class_="tag unexpected")
    elif claim.erratum:
        tag = element("span", "known mistake", class_="tag")
    yield element("span", element("code", claim.id, class_="id"), " ", tag, class_="name")
    yield element("span", shown, class_="statement")


def _body(claim: ClaimRecord) -> Iterator[Markup]:
    rows = (
        element("div", element("dt", name), element("dd", content), class_="row")
        for name, content in _rows(claim)
    )
    yield element("dl", *rows)


def _rows(claim: ClaimRecord) -> Iterator[Row]:
    """What is known, by what it is called: the finding first, then what it is about."""
    names = declared(claim)
    if claim.steps:
        yield "lines", chain(claim, names)
    yield "written", element("pre", claim.claim)
    if claim.read_as:
        yield "read as", element("code", claim.read_as)
    if claim.verdict in (Verdict.REFUTED, Verdict.ILL_POSED) or not claim.ok:
        yield from _why(claim, names)
    yield from _erratum(claim, names)
    if claim.where:
        yield "where", [element("div", typeset(text, names)) for text in claim.where]
    if claim.scope:
        yield "for", claim.scope
    if claim.shapes:
        yield "shapes", claim.shapes
    yield from routes(claim)
    if claim.conditions:
        yield "assumed", ["defined where ", listed(claim.conditions)]
    if claim.assumed:
        yield "read as real", listed(sorted(claim.assumed))
    yield from _remarks(claim)
    if claim.quote:
        yield "notes say", element("pre", claim.quote.expandtabs(4))
    if claim.related:
        yield "formula", [element("div", element("code", each)) for each in formulas(claim)]
    if claim.note:
        yield "note", element("p", claim.note)
    if claim.related:
        yield "transcribes", [element("div", *_formula(each)) for each in claim.related]
    yield "place", _place(claim)


def _formula(related: Mapping[str, Any]) -> Iterator[Content]:
    """Where the notes have the formula that a claim transcribes."""
    yield element("code", f"{related['file']}:{related['line']}")
    if related.get("label"):
        yield f" {related['label']}"


def _place(claim: ClaimRecord) -> Content:
    link = element("a", "link", href=f"#{quote(anchor(claim.address))}")
    return [element("code", f"{claim.file}:{claim.line}:{claim.column}"), " ", link]


def _why(claim: ClaimRecord, names: frozenset[str]) -> Iterator[Row]:
    """Why a claim is not proved, as the terminal tells it, and what was probably meant."""
    if claim.code:
        title = CODES.get(claim.code, ("", ""))[0]
        yield "finding", [element("code", claim.code), f" {title}"]
    found = claim.counterexample
    shown = found is not None and claim.verdict is Verdict.REFUTED and claim.code != CORRECTION
    if claim.message and not (shown and (claim.code or "DC3").startswith("DC3")):
        yield "why", element("p", claim.message)
    if found is not None and shown:
        yield "fails", example(found, names)
    step = wrong_step(claim)
    if plot := claim.plot or (step.plot if step else None):
        yield "picture", curves(plot)
    meant = claim.suggestion or (step.suggestion if step else None)
    if meant:
        yield "meant?", _meant(meant, names)


def _meant(meant: Suggestion, names: frozenset[str]) -> Content:
    scope = f" for {meant.scope}" if meant.scope else ""
    words = f"{meant.words}; " if meant.words else ""
    return [
        element("p", typeset(meant.claim, names)),
        element("p", element("code", meant.claim)),
        element("p", words, "this line is ", badge(meant.verdict), scope),
    ]


def _remarks(claim: ClaimRecord) -> Iterator[Row]:
    for problem in claim.problems:
        word = "mind" if problem.severity == "warning" else problem.severity
        hint = element("p", problem.hint, class_="quiet") if problem.hint else None
        yield word, [problem.message, " ", element("code", problem.code), hint]


def _erratum(claim: ClaimRecord, names: frozenset[str]) -> Iterator[Row]:
    """The declared mistake, and how its correction came out."""
    if claim.erratum is None:
        return
    yield "mistake", element("p", claim.erratum.why)
    if claim.correct is None:
        return
    correct = claim.correct
    told: list[Content] = [element("p", badge(correct.verdict), " ", statement(correct))]
    told.append(element("pre", correct.claim))
    if correct.steps:
        told.append(chain(correct, names))
    if correct.verdict is Verdict.REFUTED and correct.counterexample:
        told.append(example(correct.counterexample, names))
    told += [element("p", f"{name}: {words}", class_="quiet") for name, words in routes(correct)]
    yield "correct", told
