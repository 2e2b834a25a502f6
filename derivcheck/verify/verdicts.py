"""From findings to a verdict: the table of the design, section 2.

A claim is proved when every obligation is settled by a symbolic decider and the numeric route
agrees; refuted by a counterexample; supported by agreement alone; otherwise undecided with a
reason. A proof beside a counterexample is an error of the program and never a verdict.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from derivcheck import claims
from derivcheck.deciders import ball, deciders, sequences, slopes
from derivcheck.language.obligations import (
    Counterexample,
    Effort,
    Finding,
    Obligation,
    Outcome,
    silent,
)
from derivcheck.language.terms import Comparison, Condition, Context
from derivcheck.verify.record import Verdict

Decide = Callable[[Obligation, Effort], Finding]

#: the COST up to which symbolic deciders are asked beside a counterexample
CROSS_CHECK = 10


class Contradiction(Exception):
    """A proof and a counterexample of one obligation: a defect of the program."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An obligation with what every decider that was asked said of it."""

    obligation: Obligation
    findings: tuple[Finding, ...]
    verdict: Verdict
    symbolic: Finding | None = None
    numeric: Finding | None = None

    @property
    def counterexample(self) -> Counterexample | None:
        """The refutation's point, if there is one."""
        return next((f.counterexample for f in self.findings if f.counterexample), None)


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on one proposition and how it came about."""

    verdict: Verdict
    settled: tuple[Settled, ...]
    reason: str | None = None
    message: str = ""

    @property
    def counterexample(self) -> Counterexample | None:
        """The refutation's point, if there is one."""
        return next((s.counterexample for s in self.settled if s.counterexample), None)


def decide(goal: Condition, context: Context, effort: Effort) -> Decision:
    """Run the deciders on every obligation of a proposition and combine what they say."""
    settled: list[Settled] = []
    for obligation in claims.obligations(goal, context):
        settled.append(settle(obligation, effort))
        if settled[-1].verdict is Verdict.REFUTED:
            break
    return combine(settled)


Look = tuple[Obligation, Finding | None]


def looks(goal: Condition, context: Context, effort: Effort) -> list[Look] | None:
    """What is seen at points of each obligation; None if one of them fails there.

    Proofs of inequalities are dear, so that counterexamples to them are searched for at once.
    """
    seen: list[Look] = []
    for obligation in claims.obligations(goal, context):
        look = _look(obligation, effort)
        if look is not None and not _fails(look) and _is_order(obligation.goal):
            look = _timed(ball.decide, obligation, effort)
        if look is not None and _fails(look):
            return None
        seen.append((obligation, look))
    return seen


def proof(seen: Sequence[Look], effort: Effort) -> Decision | None:
    """The decision about what was looked at, if it is a proof."""
    settled: list[Settled] = []
    effort = replace(effort, brief=True)
    for obligation, look in seen:
        settled.append(_settled(obligation, effort, look, proof_only=True))
        if settled[-1].verdict is not Verdict.PROVED:
            return None
    return combine(settled)


def _is_order(goal: Condition) -> bool:
    return isinstance(goal, Comparison) and goal.relation not in ("=", "!=")


def proved(goal: Condition, context: Context, effort: Effort) -> bool:
    """Whether the symbolic route alone proves a proposition; points are not looked at."""
    return all(
        any(
            decider.decide(obligation, effort).outcome is Outcome.PROVED
            for decider in deciders()
            if decider.ROUTE == "symbolic" and decider.accepts(obligation)
        )
        for obligation in claims.obligations(goal, context)
    )


def settle(obligation: Obligation, effort: Effort) -> Settled:
    """Ask the deciders, cheapest first, until both routes have spoken.

    A look at a few points comes first. Where the claim fails at one of them, a proof is not
    searched for, and the cheap deciders are asked only as a check of the program. Where it
    holds, that is enough beside a proof; without one more points are tried in the end.
    """
    return _settled(obligation, effort, _first_look(obligation, effort))


def _settled(
    obligation: Obligation, effort: Effort, look: Finding | None, *, proof_only: bool = False
) -> Settled:
    findings: list[Finding] = []
    symbolic: Finding | None = None
    numeric = look if look is not None and look.outcome is Outcome.REFUTED else None
    for decider in deciders():
        spoken = symbolic if decider.ROUTE == "symbolic" else numeric
        if spoken is not None or not decider.accepts(obligation):
            continue
        refuted = numeric is not None and numeric.outcome is Outcome.REFUTED
        if refuted and (CROSS_CHECK if numeric is look else ball.COST) < decider.COST:
            break
        proved = symbolic is not None and symbolic.outcome is Outcome.PROVED
        known = replace(effort, proved=proved, refuted=refuted)
        if decider is ball and look is not None:
            finding = look
        else:
            finding = _timed(decider.decide, obligation, known)
            findings.append(finding)
        if finding.outcome is Outcome.SILENT:
            continue
        if decider.ROUTE == "symbolic":
            symbolic = finding
        else:
            numeric = finding
    proved = symbolic is not None and symbolic.outcome is Outcome.PROVED
    if look is not None and numeric is look and not (proved or proof_only or _fails(look)):
        look = _timed(ball.decide, obligation, effort)
        numeric = None if look.outcome is Outcome.SILENT else look
    if look is not None:
        findings.append(look)
    if numeric is None and symbolic is not None and symbolic.outcome is Outcome.REFUTED:
        numeric = _astray(findings)
    return Settled(obligation, tuple(findings), _verdict(symbolic, numeric), symbolic, numeric)


def _astray(findings: Sequence[Finding]) -> Finding | None:
    """Numbers that speak against a limit or an order: no refutation, but they confirm one."""
    for finding in findings:
        if finding.decider in (sequences.NAME, slopes.NAME) and finding.reason == "gave_up":
            return replace(finding, outcome=Outcome.REFUTED, proves=finding.message)
    return None


def _first_look(obligation: Obligation, effort: Effort) -> Finding | None:
    """What is seen at the points that a proof is checked at, if there are such points.

    A failure is looked for once more, where the small points are.
    """
    look = _look(obligation, effort)
    if look is None or not _fails(look):
        return look
    shown = _timed(ball.decide, obligation, effort)
    return shown if _fails(shown) else ball.first_look(obligation, effort, simple=True)


def _look(obligation: Obligation, effort: Effort) -> Finding | None:
    if not ball.accepts(obligation):
        return None
    look = _timed(ball.first_look, obligation, effort)
    return None if look.outcome is Outcome.SILENT else look


def _fails(finding: Finding) -> bool:
    return finding.outcome is Outcome.REFUTED


def _timed(decide: Decide, obligation: Obligation, effort: Effort) -> Finding:
    started = time.perf_counter()
    finding = decide(obligation, effort)
    return replace(finding, seconds=time.perf_counter() - started)


def _verdict(symbolic: Finding | None, numeric: Finding | None) -> Verdict:
    proved = symbolic is not None and symbolic.outcome is Outcome.PROVED
    refuted = symbolic is not None and symbolic.outcome is Outcome.REFUTED
    agrees = numeric is not None and numeric.outcome in (Outcome.AGREES, Outcome.PROVED)
    fails = numeric is not None and numeric.outcome is Outcome.REFUTED
    if refuted and agrees and _special(symbolic):
        return Verdict.UNDECIDED
    if (proved and fails) or (refuted and agrees):
        raise Contradiction(f"{symbolic} against {numeric}")
    if fails or (refuted and symbolic is not None and _replayed(symbolic)):
        return Verdict.REFUTED
    if proved and agrees:
        return Verdict.PROVED
    return Verdict.SUPPORTED if agrees and _supports(numeric) else Verdict.UNDECIDED


def _special(symbolic: Finding | None) -> bool:
    """Whether a limit or an order fails at parameters that random ones may all have missed."""
    example = None if symbolic is None else symbolic.counterexample
    return example is not None and example.kind == "sequence" and bool(example.assignment)


def _replayed(symbolic: Finding) -> bool:
    """Whether a refutation names the point where it was replayed, or was confirmed by points."""
    return symbolic.counterexample is not None or bool(symbolic.evidence.get("confirmed"))


def _supports(numeric: Finding | None) -> bool:
    return numeric is not None and numeric.support is not None


def combine(settled: Sequence[Settled]) -> Decision:
    """The weakest verdict of the obligations is that of the claim."""
    verdicts = {each.verdict for each in settled}
    for verdict in (Verdict.REFUTED, Verdict.UNDECIDED, Verdict.SUPPORTED):
        if verdict in verdicts:
            break
    else:
        verdict = Verdict.PROVED
    if verdict is not Verdict.UNDECIDED:
        return Decision(verdict, tuple(settled))
    open_ones = [each for each in settled if each.verdict is Verdict.UNDECIDED]
    silence = _telling(open_ones[0].findings)
    return Decision(verdict, tuple(settled), silence.reason, silence.message)


def _telling(findings: Sequence[Finding]) -> Finding:
    """The silence that says most: no admissible point before anything else."""
    quiet = [finding for finding in findings if finding.outcome is Outcome.SILENT]
    for reason in ("vacuous", "no_point", "timeout", "gave_up", "unsupported"):
        for finding in reversed(quiet):
            if finding.reason == reason:
                return finding
    return silent("", "gave_up", "both sides agree wherever they were tried; no proof was found")
