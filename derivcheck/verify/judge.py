"""One claim from its source to its record: read, decide, compare with what is expected."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError, Problem
from derivcheck.language.obligations import Effort
from derivcheck.language.parsing import parse_proposition, parse_step
from derivcheck.language.positions import Text
from derivcheck.language.scope import Scope, read_scope
from derivcheck.language.terms import Condition
from derivcheck.verify import meaning
from derivcheck.verify.chains import JudgedChain, JudgedStep, judge_chain
from derivcheck.verify.chains import reader as chain_reader
from derivcheck.verify.covering import covered
from derivcheck.verify.expectations import expected
from derivcheck.verify.failures import SEARCH_FAILED, report_it
from derivcheck.verify.lines import REFUTED_STEP, fields, judge_line
from derivcheck.verify.record import (
    ClaimRecord,
    ProblemRecord,
    Region,
    StepRecord,
    Suggestion,
    Verdict,
    region_fields,
)
from derivcheck.verify.remarks import remarks
from derivcheck.verify.repair import OutOfTime, suggestion
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import ClaimSource, Derivation, Entries


def judge(derivation: Derivation, claim: ClaimSource, settings: Settings) -> ClaimRecord:
    """Decide a claim, and the correction of its erratum, by the symbolic and numeric routes."""
    started = time.perf_counter()
    effort = Effort(settings.seed, settings.effort)
    if settings.covering:
        return covered(claim, proposition_scope(derivation, claim), effort)
    record = _decided(derivation, claim, effort)
    if claim.erratum is not None and claim.erratum.correct is not None:
        corrected = claim.corrected(claim.erratum.correct)
        record = replace(record, correct=_decided(derivation, corrected, effort))
    record = expected(record, claim, settings)
    wrong = not record.ok and record.verdict in (Verdict.REFUTED, Verdict.ILL_POSED)
    if wrong and settings.repair:
        record = _searched(record, derivation, claim, effort)
    return replace(record, seconds=round(time.perf_counter() - started, 6))


def _decided(derivation: Derivation, claim: ClaimSource, effort: Effort) -> ClaimRecord:
    """The claim as written, without regard to its erratum."""
    record = ClaimRecord.start(claim)
    try:
        scope = proposition_scope(derivation, claim)
    except LanguageError as error:
        return _unreadable(record, error, claim)
    if claim.claim is not None:
        text = claim.claim
        judged = judge_line(lambda: scope.proposition(text.value), scope, effort)
        found = fields(judged, text) | {"shapes": meaning.shapes(judged.goal)}
        if judged.goal is not None:
            sides = meaning.sides(parse_proposition(text.value))
            found |= _told(found, sides, scope)
    else:
        found = _chain(claim, judge_chain(claim.steps or (), scope, effort), scope)
    found["assumed"] = dict.fromkeys(scope.assumed, "scalar")
    found |= {"scope": meaning.assignments(scope, claim.given), "where": meaning.definitions(scope)}
    if not any(problem.severity == "error" for problem in found.get("problems", ())):
        found["problems"] = (*found.get("problems", ()), *remarks(scope, claim))
    return replace(record, **found)


def _searched(
    record: ClaimRecord, derivation: Derivation, claim: ClaimSource, effort: Effort
) -> ClaimRecord:
    """The record of a wrong claim after a search for what was meant, whatever became of that."""
    try:
        return _with_suggestion(record, derivation, claim, effort)
    except OutOfTime:
        return replace(record, limit="time")
    except MemoryError:
        return replace(record, limit="memory")
    except Exception as error:  # noqa: BLE001  (the claim is wrong all the same; it is told)
        message = f"the search for what was meant failed, {report_it(error)}"
        problem = Problem(SEARCH_FAILED, message, claim.place, "warning", claim=claim.id.value)
        return replace(record, problems=(*record.problems, ProblemRecord.of(problem)))


def _with_suggestion(
    record: ClaimRecord, derivation: Derivation, claim: ClaimSource, effort: Effort
) -> ClaimRecord:
    """The record with what was probably meant, if a near edit of the wrong line is proved."""
    scope = proposition_scope(derivation, claim)
    if claim.claim is not None:
        tree = parse_proposition(claim.claim.value)

        def read(node: syntax.Node) -> Condition:
            assert isinstance(node, syntax.Proposition)
            return scope.elaborate_proposition(node)

        meant = suggestion(tree, claim.claim, read, scope, effort)
        return replace(record, suggestion=meant, focus=_changed(meant) or record.focus)
    wrong = record.wrong_step
    if wrong is None or wrong.from_ is None or claim.steps is None:
        return record
    reader = chain_reader(claim.steps, wrong.index, wrong.from_, scope)
    if reader is None:
        return record
    text = claim.steps[wrong.index - 1]
    near = list(_read_lines(claim.steps[: wrong.index - 1]))[::-1]
    meant = suggestion(reader.line, text, reader.read, scope, effort, near)
    steps = tuple(replace(s, suggestion=meant) if s is wrong else s for s in record.steps or ())
    return replace(record, suggestion=meant, steps=steps, focus=_changed(meant) or record.focus)


def _read_lines(lines: Sequence[Text]) -> Iterator[syntax.Step]:
    """The lines of a chain from its first on, without those that cannot be read."""
    for at, line in enumerate(lines):
        with suppress(LanguageError):
            yield parse_step(line.value, at == 0)


def _changed(meant: Suggestion | None) -> Region | None:
    """The part of the line that a repair changes."""
    return meant.edit.span if meant is not None and meant.edit is not None else None


def _unreadable(record: ClaimRecord, error: LanguageError, claim: ClaimSource) -> ClaimRecord:
    """A claim whose symbols, definitions or assumptions cannot be read."""
    problem = error.problem(first_text(claim), claim.id.value)
    return replace(
        record,
        verdict=Verdict.UNDECIDED,
        code=error.code,
        message=error.message,
        problems=(ProblemRecord.of(problem),),
        focus=problem.place.region,
    )


# Chains -----------------------------------------------------------------------------------


def _chain(claim: ClaimSource, chain: JudgedChain, scope: Scope) -> dict[str, Any]:
    """The fields of a chain: those of its first wrong line, or of all lines together."""
    steps = tuple(
        _step(claim, number, step, chain, scope)
        for number, step in enumerate(chain.steps, 1)
        if number > 1
        or step.judged.error
        or (step.judged.decision and step.judged.decision.settled)
    )
    found: dict[str, Any] = {
        "kind": "chain",
        "steps": steps,
        "verdict": chain.verdict,
        "first_wrong_step": chain.first_wrong,
        "problems": tuple(problem for step in steps for problem in step.problems),
    }
    telling = next((s for s in steps if s.verdict is chain.verdict and s.code), None)
    if telling is not None:
        for name in (
            "code",
            "reason",
            "message",
            "limit",
            "counterexample",
            "focus",
            "support",
            "plot",
        ):
            found[name] = getattr(telling, name)
        found["focus"] = telling.caret
    elif chain.ends is not None and chain.ends.verdict is chain.verdict:
        found |= fields(chain.ends, (claim.steps or ())[-1])
        found |= {"kind": "chain", "steps": steps}
        if chain.verdict is Verdict.REFUTED:
            found["message"] = (
                "every line holds where it has a value, but the first and the last differ: "
                "some line has a smaller domain"
            )
    elif chain.verdict is Verdict.SUPPORTED:
        found["support"] = next(step.support for step in steps if step.support)
    if chain.verdict is Verdict.PROVED:
        found |= _together(steps)
    return found


def _together(steps: Sequence[StepRecord]) -> dict[str, Any]:
    """A proved chain's two routes: how the last line was proved, all points counted."""
    symbolic = [step.symbolic for step in steps if step.symbolic]
    numeric = [step.numeric for step in steps if step.numeric]
    if not symbolic or not numeric:
        return {}
    digits = [each.digits for each in numeric if each.digits is not None]
    everywhere = all(each.sizes == "all" for each in symbolic)
    return {
        "symbolic": replace(symbolic[-1], sizes="all" if everywhere else symbolic[-1].sizes),
        "numeric": replace(
            numeric[-1],
            points=sum(each.points for each in numeric),
            rejected=sum(each.rejected for each in numeric),
            exact=all(each.exact for each in numeric),
            digits=min(digits) if digits else None,
        ),
    }


def _step(
    claim: ClaimSource, number: int, step: JudgedStep, chain: JudgedChain, scope: Scope
) -> StepRecord:
    text = step.line.text
    values = fields(step.judged, text, REFUTED_STEP)
    before = chain.steps[step.origin - 1].line.content if step.origin else None
    if step.line.content is not None:
        values |= _told(values, meaning.sides(step.line.content, before), scope)
    return StepRecord(
        **region_fields(text.place()),
        file=claim.file,
        id=claim.id.value,
        address=claim.address,
        claim=text.value,
        index=number,
        relation=step.line.relation,
        text=text.value,
        from_=step.origin,
        follows=step.judged.follows or _follows(step.judged.verdict),
        ok=not step.judged.wrong and step.judged.verdict is not Verdict.UNDECIDED,
        **values,
    )


def _told(found: dict[str, Any], sides: tuple[str, str] | None, scope: Scope) -> dict[str, Any]:
    """The counterexample in the order of the declarations, with both sides as written."""
    example = found.get("counterexample")
    if example is None:
        return {}
    left, right = sides or (None, None)
    ordered = {
        name: meaning.in_order(values, scope)
        for name in ("sizes", "assignment")
        if (values := getattr(example, name)) is not None
    }
    told = replace(example, **ordered, left_text=left, right_text=right)
    return {"counterexample": told}


def _follows(verdict: Verdict) -> bool | None:
    if verdict is Verdict.UNDECIDED:
        return None
    return verdict in (Verdict.PROVED, Verdict.SUPPORTED)


def proposition_scope(derivation: Derivation, claim: ClaimSource) -> Scope:
    """The scope of a claim's lines, on top of its file's.

    Raises `LanguageError` if a declaration or assumption cannot be read.
    """
    return read_scope(
        claim.symbols,
        claim.define,
        claim.given,
        claim.unknown,
        claim.sizes,
        claim.layout.value if claim.layout else None,
        claim.assume_scalars,
        base=_file_scope(*derivation.shared(claim)),
    )


@lru_cache(maxsize=8)
def _file_scope(symbols: Entries, define: Entries) -> Scope:
    """What a file declares; read once for all its claims."""
    return read_scope(symbols, define, (), (), {}, None)


def first_text(claim: ClaimSource) -> Text:
    """The line that stands for the claim where one is needed."""
    return claim.claim or (claim.steps or (claim.id,))[0]
