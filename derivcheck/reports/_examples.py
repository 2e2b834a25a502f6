"""Counterexamples and suggestions as lines for people."""

from __future__ import annotations

from derivcheck.reports._values import value
from derivcheck.reports._witnesses import shown_names, witness_rows
from derivcheck.reports._words import said, wrapped
from derivcheck.verify.record import ClaimRecord, Counterexample, Suggestion, Verdict

#: the code of a correction that failed: the point that refutes the written line is no news
CORRECTION = "DC502"


def assignment(example: Counterexample) -> str:
    """`n = 1, X = [[1]], y = [1]`, the entry that differs at the end."""
    parts = [f"{name} = {size}" for name, size in (example.sizes or {}).items()]
    parts += [f"{name} = {value(given)}" for name, given in shown_names(example).items()]
    if example.entry:
        parts.append(f"entry {value(example.entry)}")
    return ", ".join(parts)


def example_lines(example: Counterexample, width: int, *, texts: bool) -> list[str]:
    """Where the claim fails: the point and both sides, or the witness line by line.

    With `texts` the two sides are named as they are written.
    """
    if example.rows:
        pad = max(len(label) for label, _ in example.rows)
        return [
            line
            for label, text in example.rows
            for line in wrapped(text, width, f"  {label.ljust(pad)}   ", " " * (pad + 5))
        ]
    at = assignment(example)
    lines = wrapped(f"at {at}", width, "  ", "     ") if at else []
    if (rows := witness_rows(example)) is not None:
        return lines + _columns(rows, width, "     " if lines else "  ")
    if example.kind == "point" and example.left is not None and example.right is not None:
        named = texts and example.left_text is not None and example.right_text is not None
        pad = max(len(example.left_text or ""), len(example.right_text or ""))
        for side, text, result in (
            ("left ", example.left_text, example.left),
            ("right", example.right_text, example.right),
        ):
            told = f"{(text or '').ljust(pad)} = {result}" if named else result
            lines += _side(side, told, width)
        return lines
    if lines and example.left is None and example.kind == "point":
        space = "the vector is outside the space" if example.relation == "in" else None
        return [*lines, f"     {space or 'it does not hold there'}"]
    return wrapped(example.sentence, width, "  ") if example.sentence else []


def _columns(rows: list[tuple[str, str]], width: int, indent: str) -> list[str]:
    """Labels to the left, texts beside them; below each other where that is too wide."""
    pad = max(len(label) for label, _ in rows)
    if any(len(indent) + pad + 3 + len(text) > width for _, text in rows):
        return [
            line
            for label, text in rows
            for line in [*wrapped(label, width, indent), *wrapped(text, width, f"{indent}   ")]
        ]
    return [f"{indent}{label.ljust(pad)}   {text}" for label, text in rows]


def _side(side: str, told: str, width: int) -> list[str]:
    """One side's line; blanks that align it with the other side are kept."""
    first = f"     {side}  {told}"
    if len(first) <= width:
        return [first]
    return wrapped(told, width, f"     {side}  ", " " * 14)


def suggestion_lines(suggestion: Suggestion, width: int, what: str = "line") -> list[str]:
    """`Meant?`, what changes, and that the repaired line is proved."""
    lines = wrapped(suggestion.claim, width, "  Meant?  ", " " * 12)
    scope = f" for {suggestion.scope}" if suggestion.scope else ""
    verdict = f"this {what} is {said(suggestion.verdict)}{scope}."
    words = f"{suggestion.words}; {verdict}" if suggestion.words else verdict
    return lines + wrapped(words, width, " " * 10)


def body(claim: ClaimRecord, width: int, *, texts: bool) -> list[str]:
    """Why a claim is not proved: the counterexample, else the message; then what was meant."""
    example = claim.counterexample
    lines: list[str] = []
    if example and claim.verdict is Verdict.REFUTED and claim.code != CORRECTION:
        lines = example_lines(example, width, texts=texts)
    message = claim.message
    if message and claim.code == CORRECTION and claim.correct and claim.correct.counterexample:
        # The point stands below in full.
        message = message.partition(":")[0]
    if message and not (lines and (claim.code or "DC3").startswith("DC3")):
        lines = wrapped(message, width, "  ") + lines
    if claim.suggestion:
        lines += ["", *suggestion_lines(claim.suggestion, width)]
    return lines
