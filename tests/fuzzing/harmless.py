"""What must hold of every report on untrusted text, whatever the text is."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from derivcheck.reports import Options, formats, render
from derivcheck.reports._codes import CODES
from derivcheck.reports._issues import issues
from derivcheck.verify.record import ClaimRecord, ProblemRecord
from derivcheck.verify.report import Report

#: control characters but the line feed, those that direct writing, and halves of pairs
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_COMMAND = re.compile(r"::(?:error|warning|notice) file=[^:\n]*::")
#: GitHub shows the first few of a step, and is told how many there are
_COUNT = re.compile(r"::notice title=derivcheck::[\d,]+ errors of which [\w ;]+")
_COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable("table")
_EVENTS = ("onclick", "onerror", "onload")


def wrongs(report: Report, lines: dict[str, list[str]]) -> Iterator[str]:
    """A sentence for everything that a report on some files must not be."""
    for problem in report.problems:
        yield from _misplaced(problem, lines)
    for claim in report.claims:
        yield from _of_claim(claim, lines)
    for form in formats():
        for verbosity in (-1, 0, 1) if form in ("text", "markdown") else (0,):
            text = render(report, form, Options(verbosity=verbosity))
            yield from (f"{form}: {wrong}" for wrong in _of_text(form, text, report))


def _misplaced(problem: ProblemRecord, lines: dict[str, list[str]]) -> Iterator[str]:
    """A refusal has a code, and a line and a column inside its file."""
    told = f"{problem.file}:{problem.line}:{problem.column} {problem.code} {problem.message!r}"
    if problem.code.startswith("DC9"):
        yield f"internal: {told}"
    if problem.code not in CODES:
        yield f"unknown code: {told}"
    if not problem.message:
        yield f"no message: {told}"
    if problem.file not in lines:
        yield f"no such file: {told}"
    elif not _inside(problem.line, problem.column, lines[problem.file]):
        yield f"outside the file: {told}"
    elif (problem.end_line, problem.end_column) < (problem.line, problem.column):
        yield f"ends before it starts: {told}"


def _of_claim(claim: ClaimRecord, lines: dict[str, list[str]]) -> Iterator[str]:
    address = f"{claim.file}:{claim.line} {claim.claim!r}"
    if (claim.code or "").startswith("DC9") or claim.reason == "crashed":
        yield f"internal: {address}: {claim.message}"
    if not claim.ok and claim.code not in CODES:
        yield f"not as expected, without a code: {address}"
    regions = [claim.caret, *(step.caret for step in claim.steps or ())]
    for line, column, _, _ in regions:
        if claim.file in lines and not _inside(line, column, lines[claim.file]):
            yield f"points outside the file at {line}:{column}: {address}"


def _inside(line: int, column: int, lines: list[str]) -> bool:
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


def _of_text(form: str, text: str, report: Report) -> Iterator[str]:
    if form not in ("json", "jsonl", "sarif", "gitlab") and (bad := CONTROL.search(text)):
        yield f"a control character {bad.group()!r}: {text[max(bad.start() - 40, 0) :][:80]!r}"
    match form:
        case "json" | "sarif" | "gitlab":
            json.loads(text)
        case "jsonl":
            [json.loads(line) for line in text.splitlines()]
        case "junit":
            yield from _foreign_elements(text)
        case "github":
            found = [line for line in text.split("\n")[:-1] if not _COUNT.fullmatch(line)]
            if len(found) != len(issues(report, Options())):
                yield f"{len(found)} commands for other findings"
            yield from (f"no command: {line!r:.200}" for line in found if not _command(line))
        case "markdown":
            yield from _markup(text)
        case "html":
            yield from elements(text)


def _command(line: str) -> bool:
    return _COMMAND.match(line) is not None


def _foreign_elements(text: str) -> Iterator[str]:
    known = {"testsuites", "testsuite", "testcase", "failure", "error", "skipped"}
    known |= {"system-out", "system-err", "properties", "property"}
    found = {node.tag for node in ElementTree.fromstring(text).iter()}
    yield from (f"an element <{tag}>" for tag in found - known)


def _markup(text: str) -> Iterator[str]:
    """HTML, links and pictures that come from a claim."""
    for token in _COMMONMARK.parse(text):
        for part in (token, *(token.children or ())):
            if part.type in ("html_block", "html_inline"):
                yield from elements(part.content)
            elif part.type in ("image", "link_open"):
                yield f"a link: {part.attrs}"


class _Elements(HTMLParser):
    """Names of elements and attributes that no report writes itself."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "canary" in tag or tag in ("script", "iframe", "object", "embed", "base", "form"):
            self.wrong.append(f"an element <{tag}>")
        for name, value in attrs:
            styled = name in ("style", "class") and "<" in (value or "")
            script = name in ("href", "src", "action") and "javascript:" in (value or "")
            if name in _EVENTS or styled or script:
                self.wrong.append(f"an attribute {name}={value!r}")
            foreign = "canary" in (value or "") and not (value or "").startswith("#")
            if name in ("src", "href") and foreign:
                self.wrong.append(f"a link {value!r}")


def elements(text: str) -> list[str]:
    """What must not be in HTML."""
    parser = _Elements()
    parser.feed(text)
    parser.close()
    return parser.wrong
