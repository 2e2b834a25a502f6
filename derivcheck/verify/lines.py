"""One line: read it, decide it, and say in the record's fields what came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from derivcheck.language.errors import LanguageError
from derivcheck.language.obligations import Counterexample, Effort, Finding, Outcome
from derivcheck.language.positions import Text
from derivcheck.language.scope import Scope
from derivcheck.language.terms import Condition
from derivcheck.verify import plots
from derivcheck.verify import record as records
from derivcheck.verify.evidence import UNDECIDED_CODES
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import Decision, Settled, decide

#: codes of the report contract
ILL_POSED_CODES = frozenset({"DC202", "DC203", "DC204", "DC205"})
REFUTED_CLAIM, REFUTED_STEP, VACUOUS = "DC301", "DC302", "DC204"


@dataclass(frozen=True, slots=True)
class Judged:
    """A line after deciding: a decision, or why the line has no meaning or cannot be read.

    `follows`: though ill-posed, it is the ill-posed line before it, read as ordered words.
    """

    verdict: Verdict
    decision: Decision | None = None
    error: LanguageError | None = None
    goal: Condition | None = None
    follows: bool = False

    @property
    def wrong(self) -> bool:
        """Whether the line is a mistake of its own."""
        return self.verdict in (Verdict.REFUTED, Verdict.ILL_POSED) and not self.follows

    @property
    def malformed(self) -> bool:
        """Whether the line could not be read at all (no reason of mathematics)."""
        return self.error is not None and self.error.code not in ILL_POSED_CODES


def judge_line(read: Callable[[], Condition], scope: Scope, effort: Effort) -> Judged:
    """Read a proposition and decide it; an error of the language becomes a value."""
    try:
        goal = read()
        decision = decide(goal, scope.context(goal), effort)
    except LanguageError as error:
        posed = error.code not in ILL_POSED_CODES
        return Judged(Verdict.UNDECIDED if posed else Verdict.ILL_POSED, error=error)
    if decision.reason == "vacuous":
        return Judged(Verdict.ILL_POSED, replace(decision, verdict=Verdict.ILL_POSED), goal=goal)
    return Judged(decision.verdict, decision, goal=goal)


def fields(judged: Judged, text: Text, refuted: str = REFUTED_CLAIM) -> dict[str, Any]:
    """The fields of a claim or step record that say how the line came out."""
    if judged.error is not None:
        return _of_error(judged, judged.error, text)
    assert judged.decision is not None
    decision = judged.decision
    found: dict[str, Any] = {
        "verdict": judged.verdict,
        "kind": decision.settled[0].obligation.kind if decision.settled else None,
        "symbolic": _symbolic(decision.settled),
        "numeric": _numeric(decision.settled),
        "obligations": tuple(
            _obligation(number, settled) for number, settled in enumerate(decision.settled, 1)
        ),
        "conditions": _conditions(decision.settled),
    }
    match judged.verdict:
        case Verdict.REFUTED:
            example = decision.counterexample
            found |= {"code": refuted, "counterexample": example and counterexample(example)}
            found["message"] = example.sentence if example else _proof_of_negation(decision)
            found["plot"] = _plot(decision)
        case Verdict.UNDECIDED:
            reason = decision.reason or "gave_up"
            found |= {
                "code": UNDECIDED_CODES[reason],
                "reason": reason,
                "message": decision.message or None,
                "limit": "time" if reason in ("timeout", "gave_up") else None,
            }
        case Verdict.SUPPORTED:
            found["support"] = next(s.numeric.support for s in decision.settled if s.numeric)
        case Verdict.ILL_POSED:
            found |= {"code": VACUOUS, "message": decision.message}
        case Verdict.PROVED:
            pass
    return found


def _of_error(judged: Judged, error: LanguageError, text: Text) -> dict[str, Any]:
    problem = error.problem(text)
    found: dict[str, Any] = {
        "verdict": judged.verdict,
        "code": error.code,
        "message": error.message,
        "focus": problem.place.region,
    }
    if judged.malformed:
        return found | {"problems": (records.ProblemRecord.of(problem),)}
    if error.shapes:
        witness = {**error.shapes, "span": list(found["focus"])}
        found["counterexample"] = records.Counterexample(
            kind="shape", witness=witness, sentence=error.message
        )
    return found


def _plot(decision: Decision) -> plots.Plot | None:
    """Both sides of the obligation that fails."""
    for settled in decision.settled:
        if settled.counterexample is not None:
            return plots.plot(settled.obligation, settled.counterexample)
    return None


def _proof_of_negation(decision: Decision) -> str | None:
    for settled in decision.settled:
        for finding in (settled.symbolic, settled.numeric):
            if finding and finding.outcome is Outcome.REFUTED:
                return finding.proves
    return None


def counterexample(example: Counterexample) -> records.Counterexample:
    """The neutral counterexample as the record holds it."""
    return records.Counterexample(
        kind=example.kind,
        sizes=example.sizes,
        assignment=example.assignment,
        relation=example.relation,
        left=example.left,
        right=example.right,
        left_value=example.left_value,
        right_value=example.right_value,
        exact=example.exact,
        entry=example.entry,
        witness=example.witness,
        sentence=example.sentence,
    )


def _obligation(number: int, settled: Settled) -> records.Obligation:
    return records.Obligation(
        index=number,
        kind=settled.obligation.kind,
        text=settled.obligation.text,
        conditions=_conditions((settled,)),
        findings=tuple(_finding(finding) for finding in settled.findings),
    )


def _finding(finding: Finding) -> records.Finding:
    return records.Finding(
        decider=finding.decider,
        outcome=finding.outcome.value,
        proves=finding.proves or finding.message or None,
        sizes=_sizes(finding),
        evidence=finding.evidence,
        seconds=round(finding.seconds, 6),
    )


def _sizes(finding: Finding) -> Any:
    if finding.sizes is None or finding.sizes == "all":
        return finding.sizes
    return [dict(each) for each in finding.sizes]


def _conditions(settled: tuple[Settled, ...]) -> tuple[str, ...]:
    seen = {c: None for s in settled for finding in s.findings for c in finding.conditions}
    return tuple(seen)


def _symbolic(settled: tuple[Settled, ...]) -> records.Symbolic | None:
    """The symbolic route over all obligations: the least that was shown of any."""
    found = [each.symbolic for each in settled]
    spoken = [finding for finding in found if finding is not None]
    if not spoken:
        return records.Symbolic(verdict="silent")
    refuted = [finding for finding in spoken if finding.outcome is Outcome.REFUTED]
    telling = refuted[0] if refuted else spoken[0]
    verdict = telling.outcome.value if refuted or None not in found else "silent"
    everywhere = all(finding.sizes == "all" for finding in spoken) and None not in found
    return records.Symbolic(
        verdict=verdict,
        decider=telling.decider,
        sizes="all" if everywhere else _sizes(telling) if telling.sizes != "all" else None,
        words=telling.proves or None,
    )


def _numeric(settled: tuple[Settled, ...]) -> records.Numeric | None:
    """The numeric route over all obligations: all points, the fewest digits."""
    spoken = [each.numeric for each in settled if each.numeric is not None]
    if not spoken:
        return records.Numeric(verdict="silent")
    refuted = [finding for finding in spoken if finding.outcome is Outcome.REFUTED]
    digits = [finding.digits for finding in spoken if finding.digits is not None]
    exact = all(finding.exact for finding in spoken)
    sizes = {
        tuple(sorted(each.items())): each
        for finding in spoken
        if isinstance(finding.sizes, tuple)
        for each in finding.sizes
    }
    return records.Numeric(
        verdict="refuted" if refuted else "agrees",
        points=sum(finding.points for finding in spoken),
        max_residual="0" if exact and not refuted else None,
        exact=exact,
        digits=min(digits) if digits else None,
        rejected=sum(finding.rejected for finding in spoken),
        sizes=tuple(sizes.values()),
    )
