"""What was found out about a claim: obligations, findings, counterexamples, suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from derivcheck.verify.values import Value

#: line, column, end line, end column, all from 1, the end column exclusive
Region = tuple[int, int, int, int]


#: the reasons for which a claim is undecided, and the codes of the report contract
UNDECIDED_CODES = {
    "unsupported": "DC401",
    "timeout": "DC402",
    "memory": "DC403",
    "gave_up": "DC404",
    "no_point": "DC405",
    "crashed": "DC406",
}


class Verdict(StrEnum):
    """What is said of a claim in the end."""

    PROVED = "proved"
    REFUTED = "refuted"
    SUPPORTED = "supported"
    UNDECIDED = "undecided"
    ILL_POSED = "ill_posed"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Finding(Value):
    """What one decider said about one obligation."""

    decider: str
    outcome: str
    proves: str | None = None
    sizes: Any = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Obligation(Value):
    """One thing a claim obliges to show, and the findings about it."""

    index: int
    kind: str
    text: str
    where: str | None = None
    conditions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Symbolic(Value):
    """The symbolic route: `sizes` is `"all"` or a list of size maps; `words` for people."""

    verdict: str
    decider: str | None = None
    sizes: Any = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Numeric(Value):
    """The numeric route: at how many admissible points both sides were compared, and how."""

    verdict: str
    points: int = 0
    max_residual: str | None = None
    exact: bool | None = None
    digits: int | None = None
    rejected: int = 0
    sizes: tuple[Mapping[str, int], ...] = ()
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Counterexample(Value):
    """An exact admissible point, or what the kind's witness is, where the claim fails.

    `left` and `right` are for people, the values exact. `left_text` and `right_text` are the
    two sides as written; `rows` are pairs (label, text) that show a witness line by line.
    """

    kind: str
    sizes: Mapping[str, int] | None = None
    assignment: Mapping[str, Any] | None = None
    relation: str | None = None
    left: str | None = None
    right: str | None = None
    left_value: Any = None
    right_value: Any = None
    exact: bool | None = None
    entry: tuple[int, ...] | None = None
    witness: Any = None
    sentence: str | None = None
    left_text: str | None = None
    right_text: str | None = None
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Edit(Value):
    """A change of the written line: `kind` is `transpose`, `sign`, `factor`, ..."""

    kind: str
    span: Region
    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Suggestion(Value):
    """What was probably meant: a repaired line that is itself decided.

    `scope` says for what it holds: `every n and d`.
    """

    claim: str
    edit: Edit | None = None
    words: str | None = None
    verdict: Verdict = Verdict.PROVED
    scope: str | None = None
