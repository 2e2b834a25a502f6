"""A finding in full: where it is, the line with carets, why, and what was probably meant."""

from __future__ import annotations

from derivcheck.reports._carets import underlined
from derivcheck.reports._examples import CORRECTION, assignment, body, suggestion_lines
from derivcheck.reports._options import Options
from derivcheck.reports._words import (
    coloured,
    failure,
    failure_colour,
    flat,
    listed,
    quoted,
    wrapped,
)
from derivcheck.verify.record import ClaimRecord, ProblemRecord, StepRecord, Verdict


def problem_lines(problem: ProblemRecord, options: Options) -> list[str]:
    """What could not be read, with what was expected and how to write it."""
    word = coloured(problem.severity, options.colour)
    where = f"{problem.file}:{problem.line}:{problem.column}"
    lines = [f"{where}: {word}: {problem.message} [{problem.code}]"]
    return lines + problem_details(problem, options)


def problem_details(problem: ProblemRecord, options: Options, *, numbers: bool = True) -> list[str]:
    """The line with carets and the hint, below the head of a problem."""
    label, below = _label(problem)
    lines = []
    if problem.snippet and problem.snippet.lines[-1][1].strip():
        lines += ["", *underlined(problem.snippet, options.width, label, numbers=numbers)]
    elif label:
        lines += ["", *wrapped(label, options.width, "  ")]
    return lines + [f"  {line}".rstrip() for line in below.split("\n") if below]


def _label(problem: ProblemRecord) -> tuple[str, str]:
    """What stands beside the carets, and what stands below them."""
    hint = problem.hint or ""
    if problem.message.startswith("expected"):
        return hint, ""
    if problem.expected and problem.found and problem.found in problem.message:
        return f"expected {problem.expected}", hint
    if problem.expected and problem.found:
        return f"expected {problem.expected}, found {problem.found}", hint
    if problem.found or problem.expected:
        return problem.found or f"expected {problem.expected}", hint
    return ("", hint) if "\n" in hint else (hint, "")


def finding_lines(claim: ClaimRecord, options: Options) -> list[str]:
    """A claim that is not as expected."""
    line, column, _, _ = claim.caret
    word, _ = failure(claim)
    head = coloured(word, options.colour, like=failure_colour(claim))
    code = f" [{claim.code}]" if claim.code else ""
    cell = f" in cell {claim.cell}" if claim.cell is not None else ""
    lines = [f"{claim.file}:{line}:{column}: {head} {named(claim)}{cell}{code}"]
    if claim.snippet:
        lines += ["", *underlined(claim.snippet, options.width)]
    told = told_lines(claim, options)
    close = wrong_step(claim) is not None and claim.verdict is Verdict.ILL_POSED
    return lines + ([""] if told and claim.snippet and not close else []) + told


def named(claim: ClaimRecord) -> str:
    """What the finding is about: the claim, or `step 3 of` it."""
    wrong = wrong_step(claim)
    return f"step {wrong.index} of {claim.id}" if wrong else claim.id


def reason(claim: ClaimRecord) -> str:
    """Why a claim is not as expected, in one line: the counterexample, else the message."""
    example = claim.counterexample
    if example and claim.verdict is Verdict.REFUTED and (claim.code or "").startswith("DC3"):
        if example.kind == "point" and example.left is not None:
            at = assignment(example)
            where = f"at {at}: " if at else ""
            return flat(f"{where}left {example.left}, right {example.right}")
        return flat(example.sentence or claim.message or "")
    return flat(claim.message or "") if not claim.ok else ""


def told_lines(claim: ClaimRecord, options: Options) -> list[str]:
    """Why a claim is not as expected, in full, and what was probably meant."""
    wrong = wrong_step(claim)
    lines = body(claim, options.width, texts=True)
    if wrong and wrong.suggestion and not claim.suggestion:
        lines += ["", *suggestion_lines(wrong.suggestion, options.width, "step")]
    correct = claim.correct
    if claim.code == CORRECTION and correct and correct.counterexample:
        lines += body(correct, options.width, texts=True)
    if claim.erratum and claim.code in (CORRECTION, "DC503"):
        lines += wrapped(f"The erratum says: {claim.erratum.why}", options.width, "  ", "    ")
    if wrong and claim.steps:
        lines += wrapped(later(claim.steps, wrong.index), options.width, "  ")
    return [line for at, line in enumerate(lines) if line or at] + _formula_lines(claim, options)


def _formula_lines(claim: ClaimRecord, options: Options) -> list[str]:
    """Where the notes have the formula of a wrong claim; how to accept one that changed."""
    if claim.code == "DC602":
        return [f"  If the claim still says it: derivcheck accept {quoted(claim)}"]
    told = [f"The formula it transcribes: {where}" for where in formulas(claim)]
    return [line for text in told for line in wrapped(text, options.width, "  ", "    ")]


def formulas(claim: ClaimRecord) -> list[str]:
    """`notes/ridge.md:25 (eq-ridge)`, where the notes have what the claim transcribes."""
    return [f"{each['file']}:{each['line']} ({each['label']})" for each in claim.related]


def wrong_step(claim: ClaimRecord) -> StepRecord | None:
    """The first wrong step, where the finding is about it."""
    if (claim.code or "").startswith(("DC5", "DC6")):
        return None
    return claim.wrong_step


def later(steps: tuple[StepRecord, ...], wrong: int) -> str:
    """`Step 4 is judged from step 2 and follows; steps 5 and 6 follow.`"""
    groups: list[tuple[str, list[int]]] = []
    for step in steps:
        if step.index <= wrong:
            continue
        how = _how(step)
        if groups and groups[-1][0] == how and not how.startswith("judged"):
            groups[-1][1].append(step.index)
        else:
            groups.append((how, [step.index]))
    told = [_sentence(how, numbers) for how, numbers in groups]
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _how(step: StepRecord) -> str:
    follows = {True: "follow", False: "does not follow", None: "is undecided"}[step.follows]
    if step.from_ is not None and step.from_ != step.index - 1:
        said_of = "follows" if step.follows else follows
        return f"judged from step {step.from_} and {said_of}"
    return follows


def _sentence(how: str, numbers: list[int]) -> str:
    one = len(numbers) == 1
    name = f"step{'' if one else 's'} {listed([str(n) for n in numbers])}"
    if how.startswith("judged"):
        return f"{name} is {how}"
    if one:
        return f"{name} {'follows' if how == 'follow' else how}"
    return f"{name} {how.replace('does not', 'do not').replace('is ', 'are ')}"
