"""The waist: what a claim obliges one to show, and what a decider may answer.

A claim of any kind becomes a few obligations; a decider says which obligations it accepts and
what its answer proves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

from derivcheck.language.terms import Comparison, Condition, Context, Term


@dataclass(frozen=True, slots=True)
class Pointwise:
    """A condition that must hold at every admissible point of its context.

    `extra` are further assumptions on the points (constraints of a minimum). `names` say what
    both sides are called in a counterexample, `witness` which fresh variables to show.
    """

    condition: Condition
    context: Context
    extra: tuple[Condition, ...] = ()
    kind: str = "point"
    witness: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing to show: `goal` under the assumptions of `context`.

    `pointwise` says the same point by point, where that is possible; if all of them hold at
    every admissible point, the goal holds (and a point where one fails refutes the goal).
    `kind` is the claim kind that it comes from.
    """

    kind: str
    goal: Condition
    context: Context
    pointwise: tuple[Pointwise, ...] = ()
    text: str = ""
    #: for `not P`: what P obliges one to show; one failure of it shows the goal
    denied: tuple[Obligation, ...] = ()


class Outcome(Enum):
    """What a decider can answer; SILENT always comes with a reason."""

    PROVED = "proved"
    REFUTED = "refuted"
    AGREES = "agrees"
    SILENT = "silent"


Reason = Literal["unsupported", "timeout", "memory", "crashed", "gave_up", "no_point", "vacuous"]


@dataclass(frozen=True, slots=True)
class Counterexample:
    """An exact admissible point where a claim fails, or what stands for one.

    Fields are those of the report contract; everything is text or JSON-like, so that it can
    be shown and stored without the engine.
    """

    kind: str = "point"
    sizes: Mapping[str, int] = field(default_factory=dict)
    assignment: Mapping[str, Any] = field(default_factory=dict)
    relation: str | None = None
    left: str | None = None
    right: str | None = None
    left_value: Any = None
    right_value: Any = None
    exact: bool = True
    entry: tuple[int, ...] | None = None
    witness: Mapping[str, Any] | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one decider says of one obligation.

    `proves` is a sentence for people. `sizes` is "all" or the sizes that were tried.
    `conditions` are conditions of definedness that the proof used. For the numeric route:
    `points` tried, `rejected` ones, whether all values were `exact`, and else the `digits`
    to which both sides agree.
    """

    decider: str
    outcome: Outcome
    proves: str = ""
    sizes: Literal["all"] | tuple[Mapping[str, int], ...] | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    reason: Reason | None = None
    message: str = ""
    points: int = 0
    rejected: int = 0
    exact: bool = False
    digits: int | None = None
    support: Mapping[str, Any] | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: a seed and a scale of budgets (1 is the default).

    `proved` tells the numeric route that a proof was found, so that it is a cross-check of
    the program at a dozen points and no longer a search for a counterexample; `refuted` tells
    the symbolic route that a counterexample was found, so that it need not search for a proof.
    `brief` asks for proofs alone, without what is told beside them.
    """

    seed: int = 0
    scale: int = 1
    proved: bool = False
    refuted: bool = False
    brief: bool = False


def silent(decider: str, reason: Reason, message: str = "") -> Finding:
    """An answer that says nothing, with its reason."""
    return Finding(decider, Outcome.SILENT, reason=reason, message=message)


def equation(left: Term, right: Term) -> Comparison:
    """`left = right` as a condition."""
    return Comparison("=", left, right)
