"""JUnit XML: a suite a file, a case a claim.

A met erratum is skipped with its reason; a claim that is not as expected fails; what cannot be
read, and an internal error, is an error.
"""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from derivcheck.reports._claim import route_lines
from derivcheck.reports._clean import cleaned
from derivcheck.reports._finding import problem_lines, reason, told_lines
from derivcheck.reports._issues import place, standing
from derivcheck.reports._options import Options
from derivcheck.reports._words import failure, flat
from derivcheck.verify.record import ClaimRecord, ProblemRecord
from derivcheck.verify.report import Report

NAME = "junit"

#: the case of a file that cannot be read, beside those of its claims
_READING = "(reading)"

_OUTCOMES = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: Report, options: Options) -> str:
    """The suites with their counts; times are those of deciding."""
    names = [file.file for file in report.files]
    names += [problem.file for problem in report.problems if problem.file not in names]
    root = Element("testsuites", name="derivcheck")
    for name in dict.fromkeys(names):
        _suite(root, name, report, options)
    _count(root)
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(root: Element, name: str, report: Report, options: Options) -> None:
    """The cases of one file; warnings stand below them."""
    suite = SubElement(root, "testsuite", name=place(name, options))
    claims = [claim for claim in report.claims if claim.file == name]
    told = {_identity(error) for claim in claims for error in claim.errors}
    problems = [problem for problem in report.problems if problem.file == name]
    errors = [p for p in problems if p.severity == "error" and _identity(p) not in told]
    if errors:
        case = _case(suite, _READING, name, errors[0].line, 0.0, options)
        _error(case, errors, options)
    for claim in claims:
        case = _case(suite, claim.id, name, claim.line, claim.seconds, options)
        _judged(case, claim, options)
    _count(suite)
    if warnings := [problem for problem in problems if problem.severity != "error"]:
        _text(SubElement(suite, "system-out"), _problem_text(warnings, options))


def _identity(problem: ProblemRecord) -> tuple[object, ...]:
    return (problem.code, problem.message, problem.file, problem.region)


def _case(
    suite: Element, ident: str, file: str, line: int, seconds: float, options: Options
) -> Element:
    where = place(file, options)
    return SubElement(
        suite,
        "testcase",
        name=flat(cleaned(ident)),
        classname=where,
        file=where,
        line=str(line),
        time=f"{seconds:.3f}",
    )


def _judged(case: Element, claim: ClaimRecord, options: Options) -> None:
    if claim.errors:
        _error(case, list(claim.errors), options)
        return
    shown = cleaned(claim)
    if not claim.ok:
        kind = "error" if (claim.code or "").startswith("DC9") else "failure"
        why = reason(shown)
        joint = " " if why.startswith("at ") else ": " if why else ""
        message = f"{failure(shown)[0]}{joint}{why}"
        result = SubElement(case, kind, type=shown.code or "", message=message)
        _text(result, "\n".join([shown.claim, *told_lines(shown, options)]))
    elif shown.erratum is not None:
        why = flat(f"erratum: {shown.erratum.why}")
        skipped = SubElement(case, "skipped", type="erratum", message=why)
        _text(skipped, "\n".join([shown.claim, standing(shown), *told_lines(shown, options)]))
    else:
        lines = [standing(shown), *route_lines(shown, options)]
        _text(SubElement(case, "system-out"), "\n".join(lines))


def _error(case: Element, problems: list[ProblemRecord], options: Options) -> None:
    first = cleaned(problems[0])
    error = SubElement(case, "error", type=first.code, message=flat(first.message))
    _text(error, _problem_text(problems, options))


def _problem_text(problems: list[ProblemRecord], options: Options) -> str:
    plain = replace(options, colour=False)
    return "\n".join(line for p in problems for line in problem_lines(cleaned(p), plain))


def _text(element: Element, text: str) -> None:
    stripped = text.strip("\n")
    element.text = f"\n{stripped}\n"


def _count(element: Element) -> None:
    """How many cases there are below, of each outcome, and their time."""
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    for name, outcome in _OUTCOMES.items():
        element.set(name, str(sum(case.find(outcome) is not None for case in cases)))
    element.set("time", f"{sum(float(case.get('time', 0)) for case in cases):.3f}")
