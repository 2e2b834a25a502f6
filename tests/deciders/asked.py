"""Obligations from text, and what one decider says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType

from derivcheck import claims
from derivcheck.language.obligations import Effort, Finding, Obligation
from derivcheck.language.positions import Text
from derivcheck.language.scope import Scope, read_scope
from derivcheck.language.terms import Term

Entries = Mapping[str, str]


def scope(
    symbols: Entries | None = None,
    given: Sequence[str] = (),
    define: Entries | None = None,
    unknown: Sequence[str] = (),
) -> Scope:
    """The scope of a claim; names that nobody declares are real scalars."""
    return read_scope(
        [(Text(name), Text(kind)) for name, kind in (symbols or {}).items()],
        [(Text(name), Text(body)) for name, body in (define or {}).items()],
        [Text(each) for each in given],
        unknown,
        {},
        None,
        assume_scalars=True,
    )


def term(text: str, symbols: Entries | None = None) -> Term:
    """An expression by itself."""
    return scope(symbols).expression(text)


def obligations(text: str, symbols: Entries | None = None, **rest) -> tuple[Obligation, ...]:
    """What a proposition obliges one to show."""
    names = scope(symbols, **rest)
    goal = names.proposition(text)
    return claims.obligations(goal, names.context(goal))


def obligation(text: str, symbols: Entries | None = None, **rest) -> Obligation:
    """The only obligation of a proposition."""
    (found,) = obligations(text, symbols, **rest)
    return found


def ask(
    decider: ModuleType,
    text: str,
    symbols: Entries | None = None,
    *,
    effort: Effort = Effort(),  # noqa: B008  # frozen
    **rest,
) -> Finding:
    """What a decider says of a proposition that it accepts."""
    asked = obligation(text, symbols, **rest)
    assert decider.accepts(asked), f"{decider.NAME} does not accept {text}"
    return decider.decide(asked, effort)


def accepts(decider: ModuleType, text: str, symbols: Entries | None = None, **rest) -> bool:
    """Whether a decider accepts the only obligation of a proposition."""
    return bool(decider.accepts(obligation(text, symbols, **rest)))
