"""The reference of the language, written from the tables and docstrings of the package.

`python tests/reference.py` writes `docs/language.md`; `test_reference` compares.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import derivcheck
from derivcheck.language import parsing, parsing_cursor, parsing_numbers, tokens
from derivcheck.language.meanings import ARRAYS, ENTRIES, FORMS, SCALAR, Meaning
from derivcheck.language.parsing_types import KINDS, STRUCTURES
from derivcheck.reports._codes import CODES
from derivcheck.reports._manuals import manuals
from derivcheck.reports.markdown import code, table
from derivcheck.verify.reading import events

PAGE = Path(__file__).parent.parent / "docs" / "language.md"
SCHEMA = Path(derivcheck.__file__).parent / "verify" / "schemas" / "derivation.json"

HEAD = (
    "<!-- Written by tests/reference.py from the tables of the package; change those. -->\n\n"
    "# The language\n\n"
    "A claim file is YAML; a value in it is text in the language below, which is close to how one"
    " types mathematics in plain text. Everything is real, every number exact, every size"
    " symbolic. A claim speaks of every assignment of its symbols at which both sides have a"
    " value.\n"
)

TYPES = {
    "scalar": ("`scalar`", "a real number"),
    "vector": ("`vector[n]`", "a column of n numbers"),
    "matrix": ("`matrix[n, d]`", "n rows and d columns"),
    "index": ("`index`, `index in 1..n`", "an integer, for subscripts and exponents"),
    "size": ("`size`", "a number of rows or columns, at least 1; declared by its first use"),
    "function": (
        "`function(vector[p], scalar) -> scalar`",
        "a smooth function that nothing else is known of",
    ),
}

CONSTRAINTS = (
    "Constraints stand behind the type, on arrays for every entry: `scalar > 0`,"
    " `scalar in (0, 1)`, `scalar in [0, 1) or (2, 3)`, `scalar in {{-1, 1}}`,"
    " `vector[m] in (0, 1)`. A square matrix may be {}. A family has a subscript in its name:"
    " `W[k]: matrix[m[k], m[k-1]] for k in 1..H`; a sequence too: `g[t]: scalar`.\n"
)

OPERATORS = (
    ("`x'`, `x.T`, `a[i, j]`, `A[i, :]`, `f(x)`", "transpose, subscripts from 1, calls"),
    ("`^`, `.^`", "powers, to the right; `A^2` of a square matrix, `x.^2` entry by entry"),
    ("`-x`", "the negative"),
    ("`*`, `/`, `@`, `.*`, `./`", "one level, to the left; `*` needs a scalar on one side, `@` is"
     " the matrix product, `.*` and `./` act entry by entry"),
    ("`+`, `-`", "sums; a scalar is added to every entry of a vector"),
    ("`=`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `as`", "relations, also in a row: `0 <= x <= 1`"),
    ("`not`", "negation"),
    ("`and`", "both"),
    ("`or`", "one of them or both"),
    ("`=>`, `<=>`", "one follows from the other, both have the same solutions"),
)  # fmt: skip


def page() -> str:
    """The whole page."""
    return "\n".join((HEAD, *_files(), *_types(), *_expressions(), *_kinds(), *_rest()))


def _files() -> Iterator[str]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    defined = schema["$defs"]
    yield "## Files\n"
    yield "A file has these keys, of which `claims` alone must be there:\n"
    yield _keys(schema["properties"], defined)
    yield "A claim has an `id` and either `claim` or `steps`:\n"
    yield _keys(defined["claim"]["properties"], defined)
    yield "An `erratum`:\n"
    yield _keys(defined["erratum"]["properties"], defined)
    yield (
        "Scalars are read as text: `0.10` is 1/10, `no` is a name. Anchors, aliases, tags and"
        " several documents are refused. Mathematics that YAML would read as its own signs stands"
        " in single quotes; the lines of a `steps: |` block need none.\n"
    )


def _keys(properties: Mapping[str, dict], defined: Mapping[str, dict]) -> str:
    rows = []
    for name, schema in properties.items():
        reference = schema.get("$ref", "").removeprefix("#/$defs/")
        words = schema.get("description") or defined.get(reference, {}).get("description", "")
        rows.append((code(name), words))
    return table(("key", "what it is"), rows) + "\n"


def _types() -> Iterator[str]:
    yield "## Types\n"
    yield table(("type", "what it is"), [TYPES[kind] for kind in KINDS]) + "\n"
    structures = [code(words) for words in STRUCTURES.values()]
    yield CONSTRAINTS.format(f"{', '.join(structures[:-1])} or {structures[-1]}")


def _expressions() -> Iterator[str]:
    yield "## Operators\n"
    yield "The tightest first.\n"
    yield table(("operators", "what they are"), OPERATORS) + "\n"
    yield "## Functions\n"
    for title, meanings in (
        ("Of scalars, and of arrays entry by entry", SCALAR),
        ("Of all entries of an array", ENTRIES),
        ("Of vectors and matrices", ARRAYS),
        ("With names of their own", FORMS),
    ):
        yield f"### {title}\n"
        yield table(("written", "what it is", "for example"), _meanings(meanings.values())) + "\n"
    yield (
        "Numbers are exact: `1.5` and `1e-3` are rationals; `pi` and `oo` have names. An integer"
        " power `0^0` is 1; a rational power of a negative base has no value. Literal arrays are"
        " `[1, 2]` and `[[1, 2], [3, 4]]`. The examples above are claims, and proved.\n"
    )


def _meanings(meanings: Iterable[Meaning]) -> Iterator[tuple[str, ...]]:
    for meaning in meanings:
        yield (code(meaning.written), meaning.words, code(meaning.example))


def _kinds() -> Iterator[str]:
    yield "## Kinds of claims\n"
    yield "`derivcheck explain KIND` prints these pages.\n"
    for kind, (first, *parts) in manuals().items():
        yield f"### {kind}\n"
        yield f"{first}\n"
        yield from (_part(part) for part in parts)


def _part(part: str) -> str:
    name, sign, text = part.partition(": ")
    return f"*{name}*: {text}\n" if sign else f"{part}\n"


def _rest() -> Iterator[str]:
    yield "## Typed signs\n"
    yield "These are read as their spelling; any other character outside ASCII is an error.\n"
    rows = [(code(sign), code(spelling)) for sign, spelling in _signs()]
    yield table(("sign", "read as"), rows) + "\n"
    yield "What people write instead, and what they are told:\n"
    rows = [(code(wrong), hint) for wrong, hint in tokens.MISTAKES.items()]
    yield table(("written", "answer"), rows) + "\n"
    yield "## Bounds\n"
    yield (
        f"A file has at most {events.LARGEST_FILE:,} bytes, {events.DEEPEST} levels and"
        f" {events.MOST_NODES:,} values; an expression at most {tokens.MAX_CHARACTERS:,}"
        f" characters, {parsing_cursor.MAX_DEPTH} brackets inside each other and"
        f" {parsing.MAX_NODES:,} parts; a number at most {parsing_numbers.MAX_BITS:,} bits.\n"
    )
    yield "## Rule codes\n"
    yield "`derivcheck explain CODE` tells what to do about each.\n"
    rows = [(key, title) for key, (title, _) in CODES.items()]
    yield table(("code", "meaning"), rows) + "\n"


def _signs() -> Iterator[tuple[str, str]]:
    """Signs that stand for the same, together: `·⋅×` for `*`."""
    by_spelling: dict[str, list[str]] = {}
    for sign, spelling in {**tokens.TYPED, **tokens.WORD_SYNONYMS, "∞": "oo"}.items():
        by_spelling.setdefault(spelling, []).append(sign)
    for sign, spelling in tokens.SUPERSCRIPTS.items():
        by_spelling[f"^{spelling}"] = [sign]
    for spelling, signs in by_spelling.items():
        yield " ".join(signs), spelling
    greek = [f"{sign} {name}" for name, sign in tokens.LETTERS.items() if name.islower()]
    yield ", ".join(greek[:3]) + ", ...", ", ".join(each.split()[1] for each in greek[:3]) + ", ..."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
