"""What deciding claims took, as far as it is counted."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.verify.record import ClaimRecord, Finding
from derivcheck.verify.values import Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Work(Value):
    """What deciding claims took, as far as it is counted; `sympy` if SymPy was asked."""

    steps: int = 0
    obligations: int = 0
    points: int = 0
    sympy: bool = False

    @classmethod
    def of(cls, claim: ClaimRecord) -> Work:
        """The work of one claim; of a chain that of its lines."""
        parts = claim.steps or (claim,)
        return cls(
            steps=len(claim.steps or ()),
            obligations=sum(len(part.obligations) for part in parts),
            points=sum(part.numeric.points for part in parts if part.numeric),
            sympy=any(finding.decider.startswith("sympy") for finding in findings(claim)),
        )

    @property
    def numbers(self) -> list[int]:
        """The counts in order, as plain values."""
        return [self.steps, self.obligations, self.points, self.sympy]

    def __add__(self, other: Work) -> Work:
        return Work(
            self.steps + other.steps,
            self.obligations + other.obligations,
            self.points + other.points,
            self.sympy or other.sympy,
        )


def findings(claim: ClaimRecord) -> list[Finding]:
    """Every finding about a claim, its steps and its correction."""
    return [f for part in claim.parts for o in part.obligations for f in o.findings]
