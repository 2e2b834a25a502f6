"""One claim in full: the answer of `check`, and how a verdict was reached, for `explain`."""

from __future__ import annotations

from derivcheck.reports._examples import body
from derivcheck.reports._finding import finding_lines, formulas, problem_lines
from derivcheck.reports._manuals import holds_when
from derivcheck.reports._options import Options
from derivcheck.reports._words import coloured, counted, listed, said, seconds, wrapped
from derivcheck.verify.record import ClaimRecord, Finding, Obligation, StepRecord, Verdict

#: kinds whose numeric route compares two sides
_EQUALITIES = {"identity", "derivative"}


def check_lines(claim: ClaimRecord, options: Options) -> list[str]:
    """The verdict, what it holds for, how it was found, and what was taken for granted."""
    if claim.errors:
        return [line for error in claim.errors for line in problem_lines(error, options)]
    lines = [f"{_verdict(claim, options)}{claim.claim}", ""]
    if claim.verdict in (Verdict.PROVED, Verdict.SUPPORTED):
        if claim.scope:
            lines += wrapped(f"For {claim.scope}.", options.width, "  ")
        lines += route_lines(claim, options)
    else:
        told = body(claim, options.width, texts=False)
        lines += told
        if claim.code and claim.verdict is not Verdict.REFUTED:
            lines.append(f"  More: derivcheck explain {claim.code}")
        lines.append("")
    return [
        *lines,
        *_conditions(claim, options),
        *_remarks(claim, options),
        *_assumed(claim, options),
    ]


def explain_lines(claim: ClaimRecord, options: Options) -> list[str]:
    """Everything that is known about a claim."""
    place = f"{claim.file}:{claim.line}:{claim.column}"
    head = f"{_verdict(claim, options)}{claim.id}"
    plain = 10 + len(claim.id)
    gap = max(options.width - plain - len(place), 2)
    lines = [f"{head}{' ' * gap}{place}", ""]
    lines += _field("claim", claim.claim.split("\n"), options)
    lines += _field("read as", [claim.read_as] if claim.read_as else [], options)
    lines += _field("where", list(claim.where), options)
    lines += _field("for", [claim.scope] if claim.scope else [], options)
    lines += _field("shapes", [claim.shapes] if claim.shapes else [], options)
    lines += _field("notes say", (claim.quote or "").split("\n"), options)
    lines += _field("formula", formulas(claim), options)
    lines += _field("note", (claim.note or "").split("\n"), options)
    if claim.steps:
        for step in claim.steps:
            lines += ["", *_step_lines(step, options)]
        lines.append("")
    else:
        lines += ["", *_obligation_lines(claim.obligations, options)]
        routes = route_lines(claim, options)
        lines += [*routes, ""] if routes else []
    lines += _conditions(claim, options) + _remarks(claim, options)
    if claim.verdict not in (Verdict.PROVED, Verdict.SUPPORTED) or not claim.ok:
        lines += finding_lines(claim, options) if not claim.errors else []
        for error in claim.errors:
            lines += problem_lines(error, options)
    return lines + _erratum_lines(claim, options)


def _remarks(claim: ClaimRecord, options: Options) -> list[str]:
    """The warnings, without their place."""
    warnings = [problem for problem in claim.problems if problem.severity == "warning"]
    told = [f"Mind: {warning.message} [{warning.code}]." for warning in warnings]
    lines = [line for text in told for line in wrapped(text, options.width, "  ")]
    return ["", *lines, ""] if lines else []


def route_lines(claim: ClaimRecord, options: Options) -> list[str]:
    """What the symbolic and the numeric route say."""
    return [
        line
        for name, told in routes(claim)
        for line in wrapped(told, options.width, f"  {name:<9} ", " " * 12)
    ]


def routes(claim: ClaimRecord) -> list[tuple[str, str]]:
    """The routes that were gone, and what each says."""
    told = []
    if symbolic := claim.symbolic:
        name = f"{plain(symbolic.decider)}: " if symbolic.decider else ""
        where = " for every size" if symbolic.sizes == "all" else ""
        verdict = "no proof found" if symbolic.verdict == "silent" else said(symbolic.verdict)
        told.append(("symbolic", f"{name}{symbolic.words or f'{verdict}{where}'}"))
    if claim.numeric and claim.numeric.points:
        told.append(("numeric", numeric_words(claim)))
    elif claim.numeric and claim.numeric.verdict:
        told.append(("numeric", said(claim.numeric.verdict)))
    return told


def numeric_words(claim: ClaimRecord) -> str:
    """`12 points, both sides agree to 57 digits`"""
    numeric = claim.numeric
    if numeric is None:
        return ""
    if numeric.words:
        return numeric.words
    points = counted(numeric.points, "admissible point")
    if numeric.verdict != "agrees":
        return f"{points}, {said(numeric.verdict)}"
    equal = _kinds(claim) <= _EQUALITIES
    if numeric.exact:
        told = f"{points}, exact rationals: {'equal' if equal else 'true'} at all"
    elif numeric.digits and equal:
        told = f"{points}, both sides agree to {numeric.digits} digits"
    else:
        told = f"{points}, {'both sides agree' if equal else 'true at all'}"
    if numeric.sizes:
        names = list(numeric.sizes[0])
        chosen = listed([_tuple([str(each.get(n)) for n in names]) for each in numeric.sizes[:6]])
        told += f"; sizes {_tuple(names)} = {chosen}"
    return told


def _kinds(claim: ClaimRecord) -> set[str]:
    """The kinds of the obligations of a claim and of its steps."""
    parts = (claim, *(claim.steps or ()))
    return {obligation.kind for part in parts for obligation in part.obligations}


def _tuple(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(" + ",\xa0".join(parts) + ")"


def plain(name: str | None) -> str:
    """`matrix_normal_form` as people say it."""
    return (name or "").replace("_", " ")


def _verdict(claim: ClaimRecord, options: Options) -> str:
    word = said(claim.verdict)
    return coloured(word, options.colour) + " " * max(10 - len(word), 1)


def _field(name: str, values: list[str], options: Options) -> list[str]:
    lines: list[str] = []
    for text in values:
        if text.strip():
            first = "" if lines else name
            lines += wrapped(text, options.width, f"  {first:<9} ", " " * 12)
    return lines


def _obligation_lines(obligations: tuple[Obligation, ...], options: Options) -> list[str]:
    """`One obligation: ...`, or each of several, with what every decider said."""
    lines: list[str] = []
    only = len(obligations) == 1
    for obligation in obligations:
        name = "One obligation" if only else f"Obligation {obligation.index}"
        told = [obligation.text or plain(obligation.kind), holds_when(obligation.kind)]
        what = ": ".join(filter(None, told))
        lines += wrapped(f"{name}, {what}.", options.width, "  ", "    ")
        for finding in obligation.findings:
            # With one obligation the two routes below tell what was proved.
            words = _finding_words(finding, proves=not only or finding.outcome == "silent")
            lines += wrapped(words, options.width, "    ", "      ")
        lines.append("")
    return lines


def _finding_words(finding: Finding, *, proves: bool = True) -> str:
    time = f", {seconds(finding.seconds)}" if finding.seconds is not None else ""
    told = f": {finding.proves}" if finding.proves and proves else ""
    return f"{plain(finding.decider)}: {said(finding.outcome)}{time}{told}"


def _step_lines(step: StepRecord, options: Options) -> list[str]:
    """One line of a chain, what it was judged from, and how it was decided."""
    origin = f" (from step {step.from_})" if step.from_ else ""
    head = f"step {step.index}  {coloured(said(step.verdict), options.colour)}{origin}"
    lines = [f"  {head}", *wrapped(step.text, options.width, "    ", "      ")]
    for obligation in step.obligations:
        for finding in obligation.findings:
            lines += wrapped(_finding_words(finding), options.width, "      ", "        ")
    return lines


def _conditions(claim: ClaimRecord, options: Options) -> list[str]:
    """What definedness assumed."""
    if not claim.conditions:
        return []
    return wrapped(f"where {listed(claim.conditions)}", options.width, "  ", "    ")


def _assumed(claim: ClaimRecord, options: Options) -> list[str]:
    """The names that were read as real scalars because nobody declared them."""
    names = sorted(claim.assumed)
    if not names:
        return []
    are = "is read as a real scalar" if len(names) == 1 else "are read as real scalars"
    what = f"{names[0]}: TYPE" if len(names) == 1 else "NAME: TYPE"
    text = f"{listed(names)} {are}; say otherwise with --symbol '{what}'."
    if "e" in names:
        text += " Euler's number is exp(1)."
    return wrapped(text, options.width, "  ")


def _erratum_lines(claim: ClaimRecord, options: Options) -> list[str]:
    """The declared mistake and how its correction came out."""
    if claim.erratum is None:
        return []
    lines = ["", *_field("erratum", [claim.erratum.why], options)]
    if claim.correct is None:
        return lines
    lines += _field("correct", claim.correct.claim.split("\n"), options)
    return lines + _field("", [said(claim.correct.verdict)], options)
