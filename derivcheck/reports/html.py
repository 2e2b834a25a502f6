"""One page: counts on top, then every claim, with formulas and counterexamples.

It holds no script and asks nobody for anything; claims are filtered by style sheet alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from derivcheck.reports._finding import problem_details
from derivcheck.reports._options import Options
from derivcheck.reports._summary import COUNTS, by_file, file_counts, headline
from derivcheck.reports._words import counted, number
from derivcheck.reports.entries import STYLES, anchor, entry, kinds
from derivcheck.reports.page import Content, Markup, element, page, stylesheet
from derivcheck.verify.record import ClaimRecord, ProblemRecord, Verdict
from derivcheck.verify.report import FileRecord, Report

NAME = "html"

#: what can be shown alone, and how it is named
_FILTERS = {
    "is-unexpected": "not as expected",
    "is-refuted": "refuted",
    "is-ill-posed": "ill-posed",
    "is-undecided": "undecided",
    "is-supported": "supported",
    "is-proved": "proved",
    "is-erratum": "known mistakes",
}

#: with more claims than this, those that are proved have one line each
_MANY = 1_000


def render(report: Report, options: Options) -> str:
    """The page of a run, of one claim, or of the known mistakes, whichever the report is of."""
    title = headline(report)
    styles = (*STYLES, stylesheet("derivcheck.reports", "html.css"))
    brief = len(report.claims) > _MANY
    return page(
        title,
        element("header", element("h1", title), element("p", _run(report), class_="quiet")),
        _filters(report.claims),
        _index(report),
        _problems(report.problems, options),
        element("main", *(_file(*each, brief) for each in _files(report))),
        styles=styles,
    )


def _run(report: Report) -> str:
    summary = report.summary
    points = counted(summary.points, "admissible point")
    corrected = ""
    if any(claim.correct for claim in report.claims):
        corrected = f", {counted(summary.corrections_proved, 'correction')} proved"
    seed = f"derivcheck {report.derivcheck}, seed {report.seed}"
    return f"{points}{corrected}, {summary.seconds:.1f} s; {seed}."


def _filters(claims: Sequence[ClaimRecord]) -> Markup:
    """A choice of what is shown; the style sheet hides the rest."""
    counts = Counter(kind for claim in claims for kind in kinds(claim))
    choices = [_choice("all", "all", len(claims), chosen=True)]
    choices += [_choice(kind, name, counts[kind]) for kind, name in _FILTERS.items()]
    return element("fieldset", element("legend", "Show"), *choices, class_="filters")


def _choice(kind: str, name: str, count: int, *, chosen: bool = False) -> Markup:
    field = element(
        "input",
        type="radio",
        name="show",
        id=f"show-{kind}",
        checked=chosen,
        disabled=not count,
    )
    return element("label", field, " ", name, " ", element("b", number(count)))


def _files(report: Report) -> Iterator[tuple[str, FileRecord | None, list[ClaimRecord]]]:
    """All files with their claims; of one claim alone there is no record of the file."""
    records = {file.file: file for file in report.files}
    claims = by_file(report)
    for name in dict.fromkeys([*records, *claims]):
        yield name, records.get(name), claims.get(name, [])


def _index(report: Report) -> Markup | None:
    """A row a file, if there are several; what no file has is left out."""
    rows = file_counts(report)
    if len(rows) < 2:
        return None
    shown = [at for at in range(len(COUNTS)) if any(counts[at] for _, counts in rows)]
    head = element("tr", element("th", "File"), *(_cell("th", COUNTS[at]) for at in shown))
    body = (
        element(
            "tr", element("td", _link(file)), *(_cell("td", number(counts[at])) for at in shown)
        )
        for file, counts in rows
    )
    made = element("table", element("thead", head), element("tbody", *body))
    return element("nav", made, class_="scroll", aria_label="Files")


def _cell(tag: str, text: str) -> Markup:
    return element(tag, text, class_="number")


def _link(file: FileRecord) -> Markup:
    return element("a", file.file, href=f"#{quote(anchor(file.file))}")


def _problems(problems: Sequence[ProblemRecord], options: Options) -> Markup | None:
    """What could not be read, and warnings, with their lines."""
    if not problems:
        return None
    made = (element("li", *_problem(problem, options)) for problem in problems)
    return element("section", element("h2", "Problems"), element("ul", *made, class_="problems"))


def _problem(problem: ProblemRecord, options: Options) -> Iterator[Content]:
    where = f"{problem.file}:{problem.line}:{problem.column}"
    yield element("code", where)
    yield f" {problem.severity}: {problem.message} "
    yield element("code", problem.code)
    if details := problem_details(problem, Options(width=options.width)):
        yield element("pre", "\n".join(details).strip("\n"))


def _file(
    name: str, record: FileRecord | None, claims: Sequence[ClaimRecord], brief: bool
) -> Markup:
    held = dict.fromkeys(f"has-{kind}" for claim in claims for kind in kinds(claim))
    return element(
        "section",
        element("h2", element("code", name)),
        element("p", _about(record), class_="quiet") if record and _about(record) else None,
        *(entry(claim, brief=brief and _is_plain(claim)) for claim in claims),
        id=anchor(name),
        class_=" ".join(["file", *held]),
    )


def _about(file: FileRecord) -> str:
    """The title of a file and the document it transcribes."""
    source = [str(file.source[key]) for key in ("document", "section") if file.source.get(key)]
    return ". ".join(filter(None, [file.title, ", ".join(source)]))


def _is_plain(claim: ClaimRecord) -> bool:
    """Whether nothing needs to be said of a claim beyond its verdict."""
    return claim.ok and claim.verdict is Verdict.PROVED and claim.erratum is None
