"""Records that every format is tested on: those of the terminal page of the design."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.verify.record import (
    ClaimRecord,
    Counterexample,
    Edit,
    ErratumRecord,
    Numeric,
    ProblemRecord,
    Snippet,
    StepRecord,
    Suggestion,
    Symbolic,
    Verdict,
)
from derivcheck.verify.report import FileRecord, Report, summarise

RIDGE = "derivations/ridge.yaml"
OPTIMISER = "derivations/optimiser.yaml"
LINE_11 = "    claim: grad(L, theta) = X'@y + X'@X@theta + lambda*theta"


def claim(ident: str, **known) -> ClaimRecord:
    file = known.pop("file", RIDGE)
    fields = {
        "file": file,
        "line": 11,
        "column": 12,
        "end_line": 11,
        "end_column": 61,
        "id": ident,
        "address": f"{file}::{ident}",
        "claim": "grad(L, theta) = X'@y",
        "verdict": Verdict.PROVED,
        "ok": True,
    }
    return ClaimRecord(**(fields | known))


def report(*claims: ClaimRecord, problems=(), command="verify", unread=0, seconds=3.4) -> Report:
    names = list(dict.fromkeys([c.file for c in claims] + [p.file for p in problems]))
    files = tuple(
        FileRecord(file=name, kind="derivation", sha256="", claims=len(claims), unread=unread)
        for name in names
    )
    return Report(
        derivcheck="0.1.0",
        command=command,
        files=files,
        problems=tuple(problems),
        claims=claims,
        summary=summarise(files, problems, claims, seconds=seconds),
    )


PROVED = claim(
    "tanh",
    claim="d(tanh(x), x) = 1 - tanh(x)^2",
    scope="every real x",
    symbolic=Symbolic(
        verdict="proved",
        decider="scalar_normal_form",
        words="both sides are 4*t^2/(t^2 + 1)^2, t = exp(x)",
    ),
    numeric=Numeric(verdict="agrees", points=12, digits=57, exact=False),
    assumed={"x": "scalar"},
)

#: the sign of X'@y is wrong, and the caret stands at the term
SIGN = claim(
    "ridge.gradient",
    verdict=Verdict.REFUTED,
    ok=False,
    code="DC301",
    focus=(11, 29, 11, 33),
    snippet=Snippet(lines=((11, LINE_11),), region=(11, 29, 11, 33)),
    counterexample=Counterexample(
        kind="point",
        sizes={"n": 1, "d": 1},
        assignment={"X": [["1"]], "y": ["1"], "theta": ["0"], "lambda": "1"},
        relation="=",
        left="[-1]",
        right="[1]",
        exact=True,
        left_text="grad(L, theta)",
        right_text="X'@y + X'@X@theta + lambda*theta",
    ),
    suggestion=Suggestion(
        claim="grad(L, theta) = -X'@y + X'@X@theta + lambda*theta",
        edit=Edit(kind="sign", span=(11, 29, 11, 33), from_="X'@y", to="-X'@y"),
        words="the sign of X'@y",
        scope="every n and d",
    ),
)


def step(index: int, verdict: Verdict, origin: int, follows: bool | None, **known) -> StepRecord:
    base = claim("lr.solving", file=OPTIMISER)
    fields = {name: getattr(base, name) for name in ("file", "id", "address", "claim")}
    place = {"line": 37 + index, "column": 7, "end_line": 37 + index, "end_column": 60}
    return StepRecord(
        **fields,
        **(place | known),
        verdict=verdict,
        index=index,
        from_=origin,
        follows=follows,
        text="= b",
    )


STEP_3 = "      = a0'@X@X'@X@w0 - eta*2/n*a0'@X@X'@X@X'@a0 - a0'@X@X'@t"
STEP_4 = "      = a0'@X@X'@X@w0 - eta*2/n*a0'@X@X'@X'@a0 - a0'@X@X'@t"

#: step 3 of a chain has a shape that does not fit; step 4 is judged from step 2
MISFIT = claim(
    "lr.solving",
    file=OPTIMISER,
    kind="chain",
    verdict=Verdict.ILL_POSED,
    ok=False,
    code="DC202",
    message="a0'@X@X' is matrix[1, n] and X' is matrix[d, n]: cannot multiply.",
    focus=(40, 42, 40, 47),
    snippet=Snippet(lines=((39, STEP_3), (40, STEP_4)), region=(40, 42, 40, 47)),
    first_wrong_step=3,
    steps=(
        step(2, Verdict.PROVED, 1, True),
        step(3, Verdict.ILL_POSED, 2, False),
        step(4, Verdict.PROVED, 2, True),
        step(5, Verdict.PROVED, 4, True),
        step(6, Verdict.PROVED, 5, True),
    ),
)

STALE = claim(
    "softsign",
    file="derivations/activations.yaml",
    ok=False,
    expected="refuted",
    code="DC501",
    message="The line above it is now proved: remove the erratum.",
    focus=(58, 5, 58, 12),
    erratum=ErratumRecord(verdict="refuted", step=None, why="abs"),
    snippet=Snippet(lines=((58, "    erratum:"),), region=(58, 5, 58, 12)),
)

ERRATUM = replace(
    SIGN,
    id="ridge.sign",
    address=f"{RIDGE}::ridge.sign",
    ok=True,
    expected="refuted",
    erratum=ErratumRecord(verdict=None, step=None, why="the sign of X'@y is lost"),
    correct=claim("ridge.sign", claim="grad(L, theta) = -X'@y", scope="every n and d"),
)

UNKNOWN = ProblemRecord(
    file=RIDGE,
    line=11,
    column=37,
    end_line=11,
    end_column=43,
    code="DC201",
    severity="error",
    message="unknown name Lambda",
    hint="did you mean lambda?",
    claim="ridge.gradient",
    snippet=Snippet(
        lines=((11, "    claim: grad(L, theta) = -X'@y + Lambda*theta"),),
        region=(11, 37, 11, 43),
    ),
)

COMMA = ProblemRecord(
    file="derivations/hinge.yaml",
    line=3,
    column=14,
    end_line=3,
    end_column=26,
    code="DC107",
    severity="error",
    message="a comma cut this value in two",
    found="read as `scalar in (0`",
    hint="Inside braces YAML splits at commas. Put the type in single quotes:\n"
    "  symbols: {x: 'scalar in (0, 1)'}",
    snippet=Snippet(lines=((3, "symbols: {x: scalar in (0, 1)}"),), region=(3, 14, 3, 26)),
)
