"""True claims and false twins: the former proved, the latter proved by nobody."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from derivcheck.deciders import deciders
from derivcheck.language.obligations import Effort, Finding, Outcome
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import combine, settle
from tests.deciders.asked import Entries, ask, obligations

#: a claim, the types of its symbols, its assumptions
Case = tuple[str, Entries, Sequence[str]]


def case(text: str, *given: str, **symbols: str) -> Case:
    """A claim with its assumptions and types; names without a type are real scalars."""
    return text, symbols, given


def proof(decider: ModuleType, claim: Case) -> Finding:
    """What one decider says of a claim."""
    text, symbols, given = claim
    return ask(decider, text, symbols, given=given)


def provers(claim: Case) -> list[str]:
    """The symbolic deciders that prove every obligation's goal, asked without the numeric ones."""
    text, symbols, given = claim
    return [
        decider.NAME
        for obligation in obligations(text, symbols, given=given)
        for decider in deciders()
        if decider.ROUTE == "symbolic"
        and decider.accepts(obligation)
        and decider.decide(obligation, Effort()).outcome is Outcome.PROVED
    ]


def verdict(claim: Case) -> Verdict:
    """The verdict of all deciders together."""
    text, symbols, given = claim
    found = [settle(each, Effort()) for each in obligations(text, symbols, given=given)]
    return combine(found).verdict
