"""Files that are nearly claim files: real ones with slips, and nonsense in their language.

Everything is drawn from a generator of random numbers, so that a seed and a number name an
input.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]

#: text that tries to be something else wherever it is shown
MARKUP = (
    "<x-canary onclick=alert(1)>",
    "</script><script>x-canary</script>",
    "</code></pre></details><x-canary>",
    "[x-canary](javascript:alert(1))",
    "![x](http://x-canary.invalid/a.png)",
    "]]></failure><x-canary/>",
    "::error file=x-canary::said",
    "%0A::error::x-canary",
    "@x-canary",
    "```\n<x-canary>\n```",
    "&lt;x-canary&gt;",
    "{{ x-canary }} ${{ x-canary }} $(touch x-canary) `touch x-canary`",
    "[red]x-canary[/red]",
)
#: text that a program must not run, and characters that a terminal must not get
HOSTILE = (
    "__import__('os').system('touch x-canary')",
    "!!python/object/apply:os.system ['touch x-canary']",
    "().__class__.__bases__[0].__subclasses__()",
    "eval('x-canary')",
    "include(/etc/passwd)",
    "/etc/passwd",
    "../../../../etc/passwd",
    "file:///etc/passwd",
    "\x1b[31m",
    "\x1b]0;x-canary\x07",
    "\x9b31m",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\ufffe",
    "\U000e0041",
    "e\u0301",
    "١٢٣",
    "１＋１",
    "x₁²",
    "𝑥",
    "ﬁ",
    "٠",
)
#: what means something to YAML, to Markdown or to the language
SIGNS = (
    *("\n", "\n\n", " ", "  ", "\t", "\r\n", "\r", ": ", ":", " #", "- ", "? ", "|", ">", "|-\n"),
    *("&a ", "*a", "<<: ", "!", "!!str ", "%YAML 1.1\n", "---\n", "...\n", "{", "}", "[", "]", ","),
    *("'", '"', "\\", "\\x41", "\\u0041", "``", "```", "```derivcheck\n", "~~~", "<!--", "-->"),
    *("(", ")", "=", "==", "<=", "=>", "<=>", "!=", "<", "+", "-", "*", "/", "@", "^", "**", ".*"),
    *("./", ".^", ".T", "'", "..", "->", ":=", "0", "1", "2", "1/0", "1e9", "1e-9", "0.1", "1e999"),
    *("9^9^9", "2^4095", "10^100000", "x", "n", "A", "theta", "I", "pi", "oo", "if", "for", "in"),
    *("downto", "otherwise", "every", "and", "or", "not", "d(", "grad(", "sum(", "prod(", "lim("),
    *("at(", "cases(", "argmin(", "subdiff(", "span(", "convex(", "shape(", "O(", "inv(", "det("),
    *("exp(", "log(", "sqrt(", "abs(", "norm(", "max(", "conv2d(", "kron(", "diag(", "ones("),
    *("id: ", "claim: ", "steps: |\n", "symbols:\n", "define:\n", "given: ", "sizes: ", "layout: "),
    *(
        "erratum:\n",
        "why: ",
        "correct: ",
        "claims:\n",
        "title: ",
        "note: ",
        "source: ",
        "unknown: ",
    ),
)
#: files that a claim may name: beside it, elsewhere, over a link, or none
PLACES = (
    *(
        "beside.md",
        "./beside.md",
        "folder/../beside.md",
        "BESIDE.MD",
        "link.md",
        "folder/secret.md",
    ),
    *("/etc/passwd", "/etc/passwd.md", "../../../../etc/passwd", "../outside.md", "~/notes.md"),
    *("..\\outside.md", "C:\\notes.md", "//host/share.md", "file:///etc/passwd.md", "a\0b.md", ""),
    *(".", "..", "folder.md", "https://x-canary.invalid/notes.md", "x" * 300 + ".md"),
)
_TOKEN = re.compile(r"\s+|[A-Za-z_][A-Za-z_0-9]*|\d+(?:\.\d+)?|.", re.DOTALL)


def sources() -> list[str]:
    """The real files that slips are made in."""
    folders = (ROOT / "derivations", ROOT / "tests" / "examples")
    names = sorted(name for folder in folders for name in folder.rglob("*.yaml"))
    return [name.read_text(encoding="utf-8") for name in names]


def one_claim(source: str, random: Random) -> str:
    """A claim file cut down to its head and one of its claims, so that deciding it is quick."""
    head, mark, rest = source.partition("claims:\n")
    claims = re.split(r"^(?=  - )", rest, flags=re.MULTILINE)
    claims = [claim for claim in claims if claim.strip()]
    return head + mark + random.choice(claims) if claims else source


# Slips in a text --------------------------------------------------------------------------

Slip = Callable[[str, Random], str]


def piece(random: Random) -> str:
    """Something to put where it does not belong."""
    pool = random.choices((SIGNS, HOSTILE, MARKUP), (6, 1, 1))[0]
    return random.choice(pool)


def insert(text: str, random: Random) -> str:
    """A piece put somewhere."""
    at = random.randint(0, len(text))
    return text[:at] + piece(random) + text[at:]


def remove(text: str, random: Random) -> str:
    """A few characters lost."""
    at = random.randint(0, len(text))
    return text[:at] + text[at + random.randint(1, 8) :]


def cut(text: str, random: Random) -> str:
    """The rest lost."""
    return text[: random.randint(0, len(text))]


def repeat(text: str, random: Random) -> str:
    """A stretch written many times."""
    at = random.randint(0, len(text))
    return text[:at] + text[at : at + random.randint(1, 12)] * random.choice((2, 3, 70)) + text[at:]


def swap_words(text: str, random: Random) -> str:
    """A word or sign put in the place of another one of the same text."""
    words = _TOKEN.findall(text) or [""]
    words[random.randrange(len(words))] = random.choice(words)
    return "".join(words)


def swap_lines(text: str, random: Random) -> str:
    """Two lines exchanged."""
    lines = text.split("\n")
    a, b = random.randrange(len(lines)), random.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def indent(text: str, random: Random) -> str:
    """A line moved to the side."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    lines[at] = random.choice((lines[at].lstrip(), f"  {lines[at]}", f"\t{lines[at]}"))
    return "\n".join(lines)


def mark_up(text: str, random: Random) -> str:
    """Words for people that are markup."""
    key = random.choice(("title", "note", "why", "id", "quote", "section", "claim", "correct"))
    value = random.choice(MARKUP + HOSTILE)
    written = random.choice((json.dumps(value), "'" + value.replace("'", "''") + "'", value))
    found = list(re.finditer(rf"^(\s*(?:- )?{key}: ).*$", text, re.MULTILINE))
    if not found:
        return f"title: {written}\n{text}"
    at = random.choice(found)
    return f"{text[: at.start()]}{at[1]}{written}{text[at.end() :]}"


def point_at(text: str, random: Random) -> str:
    """A claim that transcribes a formula of some file."""
    file = random.choice(PLACES)
    quoted = "'" + file.replace("'", "''") + "'"
    lines = text.split("\n")
    found = [at for at, line in enumerate(lines) if re.match(r"\s*(?:- )?claim: ", line)]
    if found:
        at = random.choice(found)
        indent = re.match(r"[\s-]*", lines[at])
        before = " " * (indent.end() if indent else 0)
        lines.insert(at + 1, f"{before}source: {{file: {quoted}, label: eq-a}}")
    return "\n".join(lines)


SLIPS: tuple[Slip, ...] = (
    *(insert, remove, cut, repeat, swap_words, swap_words, swap_words, swap_lines, indent),
    *(mark_up, mark_up, point_at),
)


def slipped(text: str, random: Random) -> str:
    """A text with one slip to four."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        text = random.choice(SLIPS)(text, random)
    return text


# Nonsense in the language ------------------------------------------------------------------

_LEAVES = ("0", "1", "2", "1/2", "x", "y", "t", "k", "n", "v", "w", "A", "B", "S", "I", "pi", "z")
_UNARY = (
    *("exp", "log", "sqrt", "abs", "sign", "relu", "sigmoid", "softplus", "sin", "cos", "tan"),
    *("asin", "atan", "tanh", "erf", "gamma", "step", "inv", "pinv", "tr", "det", "logdet", "diag"),
    *("diagonal", "vec", "rank", "norm", "norm1", "norminf", "sum", "mean", "var", "max", "min"),
    *("softmax", "logsumexp", "ones", "zeros", "indicator", "shape", "foo"),
)
_SIGNS = ("+", "-", "*", "/", "@", "^", ".*", "./", ".^")
_RELATIONS = ("=", "<=", "<", ">=", ">", "!=", "=>", "<=>", "in")
_NAMES = ("x", "y", "t", "k", "n", "v", "w", "A", "B", "S", "z")
DECLARED = """\
symbols:
  x: scalar
  y: scalar > 0
  t: scalar in [0, 1)
  k: index >= 0
  v: vector[n]
  w: vector[n]
  A: matrix[n, m]
  B: matrix[n, n] invertible
  S: matrix[n, n] symmetric
"""


def expression(random: Random, depth: int) -> str:
    """An expression that is made like one, whatever it means."""
    if depth == 0 or random.random() < 0.15:
        return random.choice(_LEAVES)
    a, b = (lambda: expression(random, depth - 1)), random.choice(_NAMES)
    match random.randrange(16):
        case 0 | 1 | 2 | 3 | 4:
            return f"{a()} {random.choice(_SIGNS)} {a()}"
        case 5 | 6:
            return f"({a()}){random.choice(_SIGNS)}({a()})"
        case 7 | 8:
            return f"{random.choice(_UNARY)}({a()})"
        case 9:
            return f"-({a()})"
        case 10:
            return f"({a()}){random.choice(chr(39) + '^')}{random.choice(('', '2', 'k', '-1'))}"
        case 11:
            return f"{random.choice(('d', 'grad', 'hess', 'jac', 'deriv'))}({a()}, {b})"
        case 12:
            binder = random.choice(("in 1..n", "in 0..k", "in n downto 1", "in 1..x"))
            return f"{random.choice(('sum', 'prod', 'max'))}({a()} for i {binder})"
        case 13:
            return f"cases({a()} if {a()} {random.choice(_RELATIONS)} {a()}, {a()} otherwise)"
        case 14:
            return f"at({a()}, {b} = {a()})"
        case _:
            return random.choice(
                (f"lim({a()}, {b} -> 0)", f"[{a()}, {a()}]", f"({a()})[1]", f"max({a()}, {a()})")
            )


def proposition(random: Random) -> str:
    """A line that is made like a proposition."""
    depth = random.choice((1, 2, 2, 3))
    a, b = (lambda: expression(random, depth)), random.choice(_NAMES)
    match random.randrange(12):
        case 0:
            return f"{random.choice(('convex', 'concave'))}({a()}, {b})"
        case 1:
            return f"argmin({a()}, {b}) = {a()}"
        case 2:
            return f"{a()} in {random.choice(('subdiff', 'span', 'colspace'))}({a()}, {b})"
        case 3:
            return f"{a()} = {a()} {random.choice(('and', 'or', '=>', '<=>'))} {a()} = {a()}"
        case 4:
            return f"{a()} = {a()} + O({b}^2) as {b} -> 0"
        case 5:
            return f"differentiable({a()}, {b} = {a()})"
        case _:
            return f"{a()} {random.choice(_RELATIONS)} {a()}"


def nonsense(random: Random) -> str:
    """A claim file whose claim means something only by chance."""
    quoted = proposition(random).replace("'", "''")
    given = f"    given: '{proposition(random)!s}'\n" if random.random() < 0.1 else ""
    return f"{DECLARED}claims:\n  - id: a\n{given}    claim: '{quoted}'\n"


_WORDS = (
    "# Notes\n\n",
    "words $x^2$ and\n$$\na = b\n$$ (eq-a)\n",
    "- item\n\n",
    "> quoted\n",
    "---\n",
)
_FENCES = (
    "```derivcheck",
    "```{derivcheck}",
    "~~~ derivcheck",
    "```python",
    "``` derivcheck x=1",
    ":::{note}",
)


def notes(source: str, random: Random) -> str:
    """A Markdown file with claims in fenced blocks, with slips."""
    blocks = []
    for part in (source, *random.sample(_WORDS, 3)):
        opening = random.choice(_FENCES[:2] * 4 + _FENCES)
        sign = opening[:3]
        body = f"{opening}\n{part}\n{sign}\n" if part is source else part
        prefix = random.choice(("", "", "", "> ", "    ", "1. "))
        blocks.append("".join(prefix + line for line in body.splitlines(keepends=True)))
    random.shuffle(blocks)
    text = "\n".join(blocks)
    return slipped(text, random) if random.random() < 0.8 else text


def notebook(source: str, random: Random) -> str:
    """A Jupyter notebook with the cells of a Markdown file, with slips in the file."""
    parts = re.split(r"(?<=\n)\n(?=\S)", notes(source, random))
    cells = [
        {
            "cell_type": random.choice(("markdown", "markdown", "code", "raw")),
            "metadata": {},
            "source": random.choice((part, part.splitlines(keepends=True))),
        }
        for part in parts
    ]
    text = json.dumps({"cells": cells, "nbformat": 4}, indent=random.choice((None, 1)))
    return slipped(text, random) if random.random() < 0.5 else text


def pieces(random: Random) -> str:
    """Signs and words in no order."""
    start = random.choice(("", "claims:\n", "claims:\n  - id: a\n    claim: ", DECLARED))
    return start + "".join(piece(random) for _ in range(random.randint(0, 40)))


def noise(random: Random) -> bytes:
    """Bytes."""
    start = random.choice((b"", b"claims:\n", b"\xef\xbb\xbf", b"\xff\xfe"))
    return start + random.randbytes(random.randint(0, 300))
