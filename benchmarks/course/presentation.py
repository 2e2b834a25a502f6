"""A sum of monomials written in one of many equal ways."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from benchmarks.course.polynomial import (
    IDENTITY,
    Factor,
    Monomial,
    Polynomial,
    Scalar,
    Word,
    turned,
)


def flat(terms: Polynomial, random: Random) -> str:
    """The monomials one by one, in any order."""
    return joined(shuffled(terms, random), random)


def presented(terms: Polynomial, random: Random) -> str:
    """Flat, or with a common number, sign or factor taken out of the sum or of a part of it."""
    ways = [flat, flat, _number_out, _sign_out, _grouped, _grouped]
    return random.choice(ways)(terms, random) if len(terms) > 1 else flat(terms, random)


def shuffled(terms: Polynomial, random: Random) -> Polynomial:
    """The same terms in another order."""
    return tuple(random.sample(terms, len(terms)))


def joined(terms: Polynomial, random: Random) -> str:
    """The terms as written, joined by their signs."""
    text = ""
    for each in terms:
        sign = "-" if each.coefficient < 0 else "+"
        body = monomial(each.scaled(Fraction(-1)) if each.coefficient < 0 else each, random)
        text = f"{text} {sign} {body}" if text else (f"-{body}" if sign == "-" else body)
    return text or "0"


def monomial(each: Monomial, random: Random) -> str:
    """A monomial with a coefficient that is not negative."""
    above = [(s, p) for s, p in each.scalars if p > 0]
    below = [(s, -p) for s, p in each.scalars if p < 0]
    closed = [(s, p) for s, p in above if isinstance(s, tuple)]
    plain = [_power(s, p, random) for s, p in above if isinstance(s, str)]
    numerator, denominator = each.coefficient.numerator, each.coefficient.denominator
    random.shuffle(plain)
    front = [str(numerator)] if numerator != 1 else []
    front = front + plain if random.random() < 0.7 else plain + front
    words = [_closed(s, p, random, bare=len(closed) == 1 and not each.word) for s, p in closed]
    last = [written(each.word)] if each.word else []
    under = [str(denominator)] if denominator != 1 else []
    under += [_under(s, p, random) for s, p in below]
    behind = bool(under and (words or last)) and random.random() < 0.3
    fraction = "".join(f"/{part}" for part in under)
    if behind:
        return "*".join([*front, *words, *last]) + fraction
    head = "*".join(front) or ("1" if under else "")
    return "*".join(filter(None, [head + fraction, *words, *last])) or "1"


def written(word: Word) -> str:
    """A word as a product."""
    return "@".join(f"{name}'" if transposed else name for name, transposed in word)


def _power(scalar: str, power: int, _random: Random) -> str:
    inner = f"({scalar})" if power > 1 and not scalar.isidentifier() else scalar
    return inner if power == 1 else f"{inner}^{power}"


def _closed(scalar: Scalar, power: int, random: Random, bare: bool) -> str:
    """A word that is one number: either way round, or a squared norm."""
    assert isinstance(scalar, tuple)
    half = len(scalar) // 2
    if scalar == turned(scalar) and power == 1 and random.random() < 0.3:
        return f"norm({written(scalar[half:])})^2"
    text = written(random.choice([scalar, turned(scalar)]))
    if power == 1:
        return text if bare else f"({text})"
    return f"({text})^{power}"


def _under(scalar: Scalar, power: int, random: Random) -> str:
    if isinstance(scalar, tuple):
        return f"({written(scalar)})" + (f"^{power}" if power > 1 else "")
    return _power(scalar, power, random)


def _number_out(terms: Polynomial, random: Random) -> str:
    number = random.choice([Fraction(1, 2), Fraction(2), Fraction(-1)])
    inner = tuple(each.scaled(1 / number) for each in terms)
    front = {Fraction(1, 2): "1/2*", Fraction(2): "2*", Fraction(-1): "-"}[number]
    return f"{front}({joined(inner, random)})"


def _sign_out(terms: Polynomial, random: Random) -> str:
    """A minus before a part of the sum, in brackets."""
    mixed = shuffled(terms, random)
    cut = random.randint(1, len(mixed) - 1)
    kept, turned_round = mixed[:cut], tuple(m.scaled(Fraction(-1)) for m in mixed[cut:])
    if len(turned_round) == 1:
        return joined(mixed, random)
    return f"{joined(kept, random)} - ({joined(turned_round, random)})"


def _grouped(terms: Polynomial, random: Random) -> str:
    """A common first or last array taken out of the terms that share it."""
    shared: dict[tuple[str, Factor], list[Monomial]] = {}
    for each in terms:
        if each.word and each.word != IDENTITY:
            shared.setdefault(("right", each.word[-1]), []).append(each)
            if len(each.word) > 1:
                shared.setdefault(("left", each.word[0]), []).append(each)
    groups = [(key, members) for key, members in shared.items() if len(members) > 1]
    if not groups:
        return flat(terms, random)
    (side, factor), members = random.choice(groups)
    rest = tuple(each for each in terms if each not in members)
    cut = [Monomial(m.coefficient, m.scalars, _cut(m.word, side)) for m in members]
    numbers = not any(each.word for each in cut)
    if not numbers:
        cut = [m if m.word else Monomial(m.coefficient, m.scalars, IDENTITY) for m in cut]
    inner, name = joined(shuffled(tuple(cut), random), random), written((factor,))
    if side == "left":
        group = f"{name}@({inner})"
    else:
        group = f"({inner})*{name}" if numbers else f"({inner})@{name}"
    others = joined(rest, random)
    if not rest:
        return group
    if random.random() < 0.5:
        return f"{group} - {others[1:]}" if others[0] == "-" else f"{group} + {others}"
    return f"{others} + {group}"


def _cut(word: Word, side: str) -> Word:
    return word[:-1] if side == "right" else word[1:]
