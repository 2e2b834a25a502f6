"""Success decides `not P`, P being about a function as a whole.

One exact failure of P proves it: two points and their midpoint in rational numbers show that a
function is not convex, a feasible point with a smaller value that another is no minimum. A
proof of P refutes it, where the numeric route agrees with P at admissible points. Silence
otherwise, or where a failure was found between enclosures only.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.deciders import ball, deciders
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.terms import Comparison, Order

NAME = "negation"
ROUTE = "symbolic"
COST = 22


def accepts(obligation: Obligation) -> bool:
    """Negations of propositions whose failure shows at points; of limits and orders."""
    return any(
        each.pointwise or isinstance(each.goal, (Comparison, Order)) for each in obligation.denied
    )


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Look for an exact failure of what is denied, then for a proof of it."""
    for denied in (each for each in obligation.denied if each.pointwise):
        found = ball.decide(denied, effort)
        if found.outcome is Outcome.REFUTED:
            if not found.exact or not found.counterexample:
                return silent(NAME, "gave_up", "no exact failure of what is denied was found")
            proves = f"it fails {found.counterexample.sentence}"
            return Finding(NAME, Outcome.PROVED, proves, evidence={"exact": True})
    proofs = [_proof(denied, effort) for denied in obligation.denied]
    if all(proofs):
        words = "; ".join(dict.fromkeys(proofs))
        proves = f"what is denied is true: {words}"
        return Finding(NAME, Outcome.REFUTED, proves, evidence={"confirmed": True})
    return silent(NAME, "gave_up", "no exact failure of what is denied was found")


def _proof(denied: Obligation, effort: Effort) -> str:
    """What proves what is denied, where points agree with it; empty otherwise."""
    for decider in deciders():
        if decider.ROUTE != "symbolic" or not decider.accepts(denied):
            continue
        found: Finding = decider.decide(denied, effort)
        if found.outcome is Outcome.PROVED:
            return found.proves if _seen(denied, effort) else ""
    return ""


def _seen(denied: Obligation, effort: Effort) -> bool:
    """Whether what is denied holds at admissible points, or along sequences of them."""
    known = replace(effort, proved=True)
    numeric = [each for each in deciders() if each.ROUTE == "numeric" and each.accepts(denied)]
    return any(each.decide(denied, known).outcome is Outcome.AGREES for each in numeric)
