"""Different claims by the thousand: families with numbers of their own, one in ten false."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

#: claims of one file
A_FILE = 200

SYMBOLS = """\
symbols:
  x: scalar
  y: scalar > 0
  A: matrix[n, d]
  B: matrix[n, d]
  u: vector[d]
  v: vector[d]
"""


class Claim(NamedTuple):
    """A claim and whether it is true."""

    text: str
    true: bool


def claims(total: int) -> list[Claim]:
    """So many claims, no two alike; one in ten is false."""
    return list(islice(_claims(), total))


def _claims() -> Iterator[Claim]:
    for k in count(1):
        a, b, c = k % 97 + 2, k % 89 + 3, k + 1
        wrong = c + 1
        yield Claim(f"({a}*x + {c})^2 = {a * a}*x^2 + {2 * a * c}*x + {c * c}", True)
        yield Claim(f"d(({a}*x + {c})^3, x) = {3 * a}*({a}*x + {c})^2", True)
        yield Claim(f"norm({a}*u + {c}*v)^2 = {a * a}*u'@u + {2 * a * c}*u'@v + {c * c}*v'@v", True)
        yield Claim(f"grad(norm(A@u)^2/{2 * c}, u) = A'@A@u/{c}", True)
        yield Claim(f"d(exp({c}*x)/{c}, x) = exp({c}*x)", True)
        yield Claim(f"({a}*A + {c}*B)' = {c}*B' + {a}*A'", True)
        yield Claim(f"log(y^{c}) = {c}*log(y)", True)
        yield Claim(f"{a}*x^2 + {c} >= {b}/{b + 1}", True)
        yield Claim(f"tr({a}*A'@B) + {c} = {a}*tr(B@A') + {c}", True)
        yield Claim(f"({a}*x + {c})*({a}*x - {c}) = {a * a}*x^2 - {c * wrong}", False)


def write(folder: Path, total: int) -> None:
    """Claim files below a folder."""
    made = claims(total)
    for start in range(0, total, A_FILE):
        lines = [SYMBOLS, "claims:\n"]
        for at, claim in enumerate(made[start : start + A_FILE], start):
            lines.append(f"  - id: c{at}\n    claim: {claim.text}\n")
        (folder / f"part-{start // A_FILE:03}.yaml").write_text("".join(lines))
