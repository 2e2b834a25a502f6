"""Rechecks a certificate: `python -m derivcheck.certificates.replay FILE`.

It needs python-flint and four modules beside it, nothing of what decides claims. Accepted means
that what the field `checks` names was done again and came out as the certificate says; the tree
of the claim is printed, for the text of the claim is not read. Exit code: 0 accepted, 1 rejected.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from flint import arb, ctx, fmpq

from derivcheck.certificates.fields import Field
from derivcheck.certificates.infinitesimals import Fails, Rejected
from derivcheck.certificates.operations import ARRAYS, Array, agree, compare, matmul, pairs
from derivcheck.certificates.trees import Claim

__all__ = ["Fails", "Rejected", "digest", "main", "rechecked", "replay"]

#: precision in bits; digits of values that stand in a certificate
_BITS, _STATED = 400, 40


def digest(certificate: dict[str, Any]) -> str:
    """The checksum of everything but the checksum; it notices accidents, not forgers."""
    body = {key: value for key, value in certificate.items() if key != "sha256"}
    text = json.dumps(body, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def replay(certificate: Any) -> list[str]:
    """What was rechecked, in words; raises `Rejected` where something does not come out."""
    if not isinstance(certificate, dict) or certificate.get("certificate") != 1:
        raise Rejected("not a certificate, or one of another format")
    if certificate.get("sha256") != digest(certificate):
        raise Rejected("the checksum differs: the file was changed")
    done = rechecked(certificate)
    if done != certificate.get("checks"):
        raise Rejected(f"it says {certificate.get('checks')}, but what was rechecked is {done}")
    return done


def rechecked(certificate: Any) -> list[str]:
    """What the parts of a certificate show, in words, whatever it says of itself."""
    before, ctx.prec = ctx.prec, _BITS
    try:
        return _verdict(certificate["verdict"], certificate["parts"])
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise Rejected(f"not a certificate: {type(error).__name__}: {error}") from error
    except (ZeroDivisionError, RecursionError, OverflowError) as error:
        raise Rejected(f"a side has no value: {error}") from error
    finally:
        ctx.prec = before


def _verdict(verdict: str, parts: Any) -> list[str]:
    if verdict not in ("proved", "refuted") or not parts:
        raise Rejected("only what is proved or refuted has a certificate")
    if verdict == "refuted":
        if len(parts) != 1 or len(parts[0]["points"]) != 1 or parts[0]["normal_form"]:
            raise Rejected("a refutation is one point")
        if _at_point(parts[0], parts[0]["points"][0]):
            raise Fails("the claim holds at the point")
        return ["point"]
    return [words for part in parts for words in _proved(part)]


def _proved(part: Any) -> list[str]:
    """A part of the claim holds at every point, and its normal form is one on both sides."""
    for point in part["points"]:
        if not _at_point(part, point):
            raise Fails("the claim fails at a point")
    points = len(part["points"])
    if not part["normal_form"]:
        if not points:
            raise Rejected("nothing is checked")
        return [f"evaluation at {points} exact point{'s' if points > 1 else ''}, no proof"]
    return [_same_normal_form(part, part["normal_form"])]


def _at_point(part: Any, point: Any) -> bool:
    """Whether the relation holds at an admissible point, with the values that are stated."""
    claim = Claim(part, _names(part, point))
    _admissible(part, point, claim)
    head, relation, *sides = part["goal"]
    if head != "relation":
        raise Rejected("only relations have a point")
    left, right = map(claim.value, sides)
    _same(left, point["left"])
    _same(right, point["right"])
    truth = compare(relation, left, right)
    if truth is None:
        raise Rejected("the two sides are too near to each other")
    return truth


def _names(part: Any, point: Any) -> dict[str, Any]:
    """Sizes, values and functions by name; closed values such as sqrt(2) are trees."""
    closed = Claim(part, {})
    values = {name: closed.value(["array", rows]) for name, rows in point["values"].items()}
    return {**point["sizes"], **values, **point["functions"]}


def _admissible(part: Any, point: Any, claim: Claim) -> None:
    """Raise unless every value is of its declared type and all assumptions hold."""
    if any(not isinstance(size, int) or size < 1 for size in point["sizes"].values()):
        raise Rejected("a size below 1")
    declared = part["declarations"]
    if any(name in declared for name in point["sizes"]):
        raise Rejected("a size has the name of a symbol")
    if any(declared[name]["kind"] != "function" for name in point["functions"]):
        raise Rejected("a function has the name of another symbol")
    for key in point["values"]:
        name, _, indices = key.rstrip("]").partition("[")
        said = declared[name]
        places = [int(each) for each in indices.split(",")] if indices else []
        if not _typed(said, claim.bound(dict(zip(said["indices"], places, strict=True))), key):
            raise Rejected(f"{key} is not of its declared type")
    for assumption in part["assumptions"]:
        if not claim.holds(assumption):
            raise Rejected("an assumption does not hold at a point")


def _typed(said: Any, claim: Claim, key: str) -> bool:
    array: Array = claim.names[key]
    if [len(array), *{len(row) for row in array}] != [claim.size(size) for size in said["shape"]]:
        return False
    entries = [x for row in array for x in row]
    if said["kind"] == "integer" and any(not isinstance(x, fmpq) or x.q != 1 for x in entries):
        return False
    values = [claim.value(value) for value in said["values"]]
    if values and not all(any(compare("=", [[x]], v) for v in values) for x in entries):
        return False
    if said["pieces"] and not all(_inside(x, said["pieces"], claim) for x in entries):
        return False
    return all(_STRUCTURES[word](array) for word in said["structure"])


def _inside(x: Any, pieces: Any, claim: Claim) -> bool:
    """Whether a number lies in one of some intervals [low, high, closed, closed]."""
    return any(
        (low is None or compare(">=" if a else ">", [[x]], claim.value(low)))
        and (high is None or compare("<=" if b else "<", [[x]], claim.value(high)))
        for low, high, a, b in pieces
    )


def _leading(array: Array) -> list[Array]:
    return [[row[:k] for row in array[:k]] for k in range(1, len(array) + 1)]


def _is_identity(array: Array) -> bool:
    unit = [[fmpq(i == j) for j in range(len(array))] for i in range(len(array))]
    return compare("=", array, unit) is True


#: what an array with a structure satisfies (Sylvester's criterion for positive definite ones)
_STRUCTURES: dict[str, Any] = {
    "symmetric": lambda a: compare("=", a, ARRAYS["'"](a)),
    "diagonal": lambda a: all(x == 0 for i, r in enumerate(a) for j, x in enumerate(r) if i != j),
    "invertible": lambda a: compare("!=", ARRAYS["det"](a), [[fmpq(0)]]),
    "orthogonal": lambda a: _is_identity(matmul(ARRAYS["'"](a), a)),
    "positive definite": lambda a: (
        compare("=", a, ARRAYS["'"](a))
        and all(compare(">", ARRAYS["det"](m), [[fmpq(0)]]) for m in _leading(a))
    ),
}


def _same(found: Array, stated: Any) -> None:
    """Raise unless a value is the stated one: exactly, or to forty digits if no rational."""
    if [len(row) for row in found] != [len(row) for row in stated]:
        raise Rejected("a side has another shape than the certificate says")
    for x, text in (
        (x, y) for a, b in zip(found, stated, strict=True) for x, y in zip(a, b, strict=True)
    ):
        y = arb(text["mid"]) if isinstance(text, dict) else fmpq(*map(int, text.split("/")))
        exact = isinstance(x, fmpq) and isinstance(y, fmpq)
        if not (x == y if exact else agree(x, y, _STATED)):
            raise Rejected("a side has another value than the certificate says")


def _same_normal_form(part: Any, form: Any) -> str:
    """Both sides over the field are the stated elements, and their difference is 0."""
    entries = _entries(part, form)
    signs = {name: _is_nonnegative(part, key) for name, (key, _, _) in entries.items()}
    field = Field(form, frozenset(name for name, sign in signs.items() if sign))
    for name in form["sizes"]:
        said = part["declarations"].get(name)
        if said and said["kind"] != "integer":
            raise Rejected(f"{name} is no size")
    points = []
    for point in part["points"]:
        names = _names(part, point)
        if any(names.get(n) not in (size, [[size]]) for n, size in form["sizes"].items()):
            continue
        places = {entry: names[key][i][j] for entry, (key, i, j) in entries.items()}
        if field.confirm(places):
            points.append(point)
    symbols = {
        name: [[field.symbol(entry) for entry in row] for row in rows]
        for name, rows in form["symbols"].items()
    }
    claim = Claim(part, {**form["sizes"], **symbols}, field.made, field.function)
    head, relation, *sides = part["goal"]
    if (head, relation) != ("relation", "="):
        raise Rejected("only an equality has a normal form")
    left, right = map(claim.value, sides)
    stated = [[[field.read(x) for x in row] for row in form[side]] for side in ("left", "right")]
    for one, other in ((left, stated[0]), (right, stated[1]), (left, right)):
        if not all(gap.is_zero() for row in pairs(one, other, _gap) for gap in row):
            raise Rejected("the normal forms differ")
    if not all(field.laws) and not points:
        raise Rejected("a function without a law is confirmed at no point")
    sizes = ", ".join(f"{name} = {size}" for name, size in form["sizes"].items())
    words = [f"normal form{sizes and ' at '}{sizes}: the difference is 0"]
    if field.laws:
        enclosed = field.laws.count(False)
        words.append(f"{len(field.laws) - enclosed} functions by a law")
        words.append(f"{enclosed} by enclosures at {len(points)} points")
    return "; ".join([*words, f"both sides evaluated at {len(part['points'])} points"])


def _gap(x: Any, y: Any) -> Any:
    return x - y


def _is_nonnegative(part: Any, key: str) -> bool:
    pieces = part["declarations"][key.partition("[")[0]]["pieces"]
    lows = [low and Claim(part, {}).value(low) for low, *_ in pieces]
    return bool(lows) and all(low and compare(">=", low, [[fmpq(0)]]) for low in lows)


def _entries(part: Any, form: Any) -> dict[str, tuple[str, int, int]]:
    """Which entry each generator stands for; different ones, but for mirrored entries."""
    found: dict[str, tuple[str, int, int]] = {}
    for key, rows in form["symbols"].items():
        structure = part["declarations"][key.partition("[")[0]]["structure"]
        mirrored = "symmetric" in structure or "positive definite" in structure
        for i, row in enumerate(rows):
            for j, name in enumerate(row):
                place = (key, j, i) if mirrored and i > j else (key, i, j)
                if found.setdefault(name, place) != place:
                    raise Rejected("a generator stands for two entries")
    return found


def main(arguments: list[str]) -> int:
    """Recheck the certificates that are named."""
    code = 0
    for name in arguments:
        try:
            certificate = json.loads(Path(name).read_text("utf-8"))
            done = replay(certificate)
        except (OSError, ValueError, Rejected) as error:
            sys.stdout.write(f"rejected  {name}: {error}\n")
            code = 1
            continue
        sys.stdout.write(f"accepted  {certificate['verdict']}  {certificate['claim']}\n")
        for part, words in zip(certificate["parts"], done, strict=True):
            sys.stdout.write(f"  {words}\n  {_told(part['goal'])}\n")
    if not arguments:
        sys.stdout.write("usage: python -m derivcheck.certificates.replay FILE...\n")
    return code if arguments else 2


def _told(tree: Any) -> str:
    """A tree as text: the head, then its parts."""
    if not isinstance(tree, list):
        return str(tree)
    if len(tree) == 2 and isinstance(tree[1], str):
        return tree[1]
    if tree and tree[0] in ("variable", "relation", "apply"):
        tree = tree[1:]
    parts = [_told(part) for part in tree if part is not None and part != []]
    head = isinstance(tree[0], str) if tree else False
    if head and len(parts) == 1:
        return parts[0]
    return f"{parts[0]}({', '.join(parts[1:])})" if head else f"{', '.join(parts)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
