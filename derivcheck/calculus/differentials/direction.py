"""The differential of a term along tangents of its variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from derivcheck.calculus.differentials.binders import d_iterated
from derivcheck.calculus.differentials.held import Held, where_same
from derivcheck.calculus.differentials.kinked import d_kinked, is_kinked
from derivcheck.calculus.differentials.pointwise import SLOPES
from derivcheck.calculus.differentials.rules import RULES
from derivcheck.calculus.differentials.sequences import require_independent
from derivcheck.calculus.differentials.tangents import (
    Tangent,
    Tangents,
    UnsupportedDifferential,
    depends,
    names,
    plus,
    spread,
    times,
    zero,
)
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import (
    Apply,
    Constant,
    Derivative,
    Entry,
    Index,
    Iterated,
    Limit,
    Literal2D,
    Pi,
    Piecewise,
    Recurrence,
    SequenceMember,
    SizeOf,
    Substitution,
    T,
    Term,
    Tree,
    Unknown,
    Variable,
    rebuild,
    walk,
)


def differential(
    term: Term,
    tangents: Tangents,
    recurrences: Mapping[str, Recurrence] | None = None,
    sided: bool = False,
) -> Term:
    """The directional derivative of `term` at its variables along their tangents.

    With `recurrences` a sequence whose definition mentions no moving variable has derivative
    zero; without them every member of a sequence is unsupported. With `sided` the slope at a
    kink is left open (`kinked.Side`), and functions that jump are unsupported.
    """
    result = Direction(tangents, recurrences or {}, sided).of(term)
    return zero(term.shape) if result is None else result


def eliminate(node: T, kept: Callable[[Derivative], bool] = lambda _: False) -> T:
    """The term or condition without derivatives along tangents, innermost first.

    Derivatives of unknown functions stay, in the form `at(D(f(z), z, dz), z = ..., dz = ...)`;
    so do gradients and Jacobians, with derivatives inside them eliminated, and `kept` ones.
    """
    result = _eliminated(node, kept)
    assert isinstance(result, type(node)) or isinstance(node, Term)
    return result  # type: ignore[return-value]  # terms become terms and conditions conditions


def _eliminated(node: Tree, kept: Callable[[Derivative], bool]) -> Tree:
    if _is_jet(node) or (isinstance(node, Derivative) and kept(node)):
        return node
    node = rebuild(node, lambda part: _eliminated(part, kept))
    match node:
        case Derivative(kind="along", body=body, variable=variable, tangent=tangent):
            assert tangent is not None
            return differential(body, {variable.name: Tangent(tangent, variable.indices)})
        case Substitution(body=body, bindings=bindings):
            bound = {variable.name for variable, _ in bindings}
            if not any(v.indices for v, _ in bindings) and not _differentiated(body, bound):
                return replaced(body, {variable.name: value for variable, value in bindings})
    return node


def _differentiated(body: Term, bound: set[str]) -> bool:
    return any(isinstance(p, Derivative) and p.variable.name in bound for p in walk(body))


def _is_jet(node: Tree) -> bool:
    """Whether this is a derivative of an unknown function by its placeholders."""
    while isinstance(node, Derivative) and node.kind == "along":
        node = node.body
    return isinstance(node, Unknown) and all(
        isinstance(a, Variable) and a.name.startswith(f"{node.function}.") for a in node.arguments
    )


class Direction:
    """How terms move when variables move along given tangents; None is zero."""

    def __init__(
        self, tangents: Tangents, recurrences: Mapping[str, Recurrence], sided: bool
    ) -> None:
        self.tangents = tangents
        self.recurrences = recurrences
        self.sided = sided
        self.moving = frozenset(tangents)
        self._known: dict[int, tuple[Term, Term | None]] = {}

    def of(self, term: Term) -> Term | None:
        """The differential of the term."""
        known = self._known.get(id(term))
        if known is None:
            known = self._known[id(term)] = (term, self._of(term))
        return known[1]

    def _of(self, term: Term) -> Term | None:
        match term:
            case Constant() | Pi() | Index():
                return None
            case SizeOf():
                self._fixed(term)
                return None
            case Variable():
                return self._variable(term)
            case Apply():
                return self._apply(term)
            case Entry(base=base, row=row, column=column):
                self._fixed(row, column)
                change = self.of(base)
                return None if change is None else replace(term, base=change)
            case Literal2D():
                return self._literal(term)
            case Piecewise():
                return self._piecewise(term)
            case Iterated():
                self._fixed(term.start, term.stop, term.condition)
                taken = [t.value for t in self.tangents.values()]
                taken += [i for t in self.tangents.values() for i in t.indices]
                if self.sided and term.kind in ("max", "min"):
                    raise UnsupportedDifferential(f"{term.kind} over a range across a kink")
                return d_iterated(term, self.of, names(taken))
            case Substitution():
                return self._substitution(term)
            case Derivative():
                return self._derivative(term)
            case Unknown():
                return self._unknown(term)
            case SequenceMember():
                self._fixed(term.index)
                require_independent(term.sequence, self.recurrences, self.moving)
                return None
            case Limit() if not depends(term, self.moving):
                return None
        raise UnsupportedDifferential(f"no rule for {type(term).__name__}")

    def _fixed(self, *parts: Tree | None) -> None:
        for part in parts:
            if part is not None and depends(part, self.moving):
                raise UnsupportedDifferential("a subscript or range depends on the variable")

    def _variable(self, term: Variable) -> Term | None:
        self._fixed(*term.indices)
        tangent = self.tangents.get(term.name)
        if tangent is None:
            return None
        if tangent.is_family:
            assert isinstance(tangent.value, Variable)
            return replace(term, name=tangent.value.name)
        if len(tangent.indices) != len(term.indices):
            raise UnsupportedDifferential(f"{term.name} and its tangent have different subscripts")
        return where_same(term, tangent)

    def _apply(self, term: Apply) -> Term | None:
        self._fixed(term.parameter)
        changes = tuple(self.of(argument) for argument in term.arguments)
        if not any(change is not None for change in changes):
            return None
        if self.sided and is_kinked(term.operator):
            return d_kinked(term, changes)
        if slope := SLOPES.get(term.operator):
            return times(slope(term.arguments[0], term), changes[0])
        if rule := RULES.get(term.operator):
            return rule(term, changes)
        raise UnsupportedDifferential(f"no rule for {term.operator.value}")

    def _literal(self, term: Literal2D) -> Term | None:
        rows = tuple(tuple(self.of(entry) for entry in row) for row in term.rows)
        if all(entry is None for row in rows for entry in row):
            return None
        return Literal2D(
            term.shape,
            tuple(tuple(zero(term.rows[0][0].shape) if e is None else e for e in r) for r in rows),
        )

    def _piecewise(self, term: Piecewise) -> Term | None:
        """Branch by branch, away from the boundaries of the conditions."""
        if self.sided and any(depends(c, self.moving) for c, _ in term.branches):
            raise UnsupportedDifferential("cases that depend on the variable")
        branches = [(condition, self.of(value)) for condition, value in term.branches]
        rest = None if term.otherwise is None else self.of(term.otherwise)
        if rest is None and all(value is None for _, value in branches):
            return None
        whole = zero(term.shape)
        return Piecewise(
            term.shape,
            tuple((c, whole if v is None else spread(v, term.shape)) for c, v in branches),
            None
            if term.otherwise is None
            else (whole if rest is None else spread(rest, term.shape)),
        )

    def _substitution(self, term: Substitution) -> Term | None:
        """d at(e, x = v) = at(d e along what moves inside and x ↦ dx, x = v, dx = dv)"""
        bound = {variable.name for variable, _ in term.bindings}
        inner = {name: t for name, t in self.tangents.items() if name not in bound}
        held = Held(names((term, *(t.value for t in self.tangents.values()))))
        inner = {name: held.outside(tangent, bound) for name, tangent in inner.items()}
        for variable, value in term.bindings:
            if (change := self.of(value)) is not None:
                inner[variable.name] = Tangent(held.named(variable, change), variable.indices)
        change = Direction(inner, self.recurrences, self.sided).of(term.body)
        if change is None:
            return None
        return Substitution(term.shape, change, (*term.bindings, *held.bindings))

    def _derivative(self, term: Derivative) -> Term | None:
        if _is_jet(term):
            return self._jet(term)
        if term.kind == "along":
            eliminated = eliminate(term)
            assert isinstance(eliminated, Term)
            return self.of(eliminated)
        return self._commuted(term)

    def _commuted(self, term: Derivative) -> Term | None:
        """d grad(f, x) = grad(df, x), the tangents held constant; Jacobians likewise"""
        bound = {term.variable.name}
        held = Held(names((term, *(t.value for t in self.tangents.values()))))
        tangents = {name: held.outside(t, bound) for name, t in self.tangents.items()}
        body = Direction(tangents, self.recurrences, self.sided).of(term.body)
        if body is None:
            return None
        changed = replace(term, body=body)
        return Substitution(term.shape, changed, held.bindings) if held.bindings else changed

    def _jet(self, term: Derivative) -> Term | None:
        """d D(f(z), z, dz): linear in dz, and one order higher in z"""
        result: Term | None = None
        node: Term = term
        while isinstance(node, Derivative):
            assert isinstance(node.tangent, Variable)
            if node.tangent.name in self.tangents:
                moved = self.tangents[node.tangent.name].value
                result = plus(result, replaced(term, {node.tangent.name: moved}))
            node = node.body
        assert isinstance(node, Unknown)
        for z in node.arguments:
            assert isinstance(z, Variable)
            if z.name in self.tangents:
                along = self.tangents[z.name].value
                result = plus(result, Derivative(term.shape, "along", term, z, along))
        return result

    def _unknown(self, term: Unknown) -> Term | None:
        """d f(a, b) = at(D(f(y, z), y, dy) + D(f(y, z), z, dz), y = a, z = b, dy = da, dz = db)"""
        if _is_jet(term):
            held: tuple[Variable, ...] = term.arguments  # type: ignore[assignment]  # by _is_jet
            changes = tuple(self.of(a) for a in held)
            bindings: tuple[tuple[Variable, Term], ...] = ()
        else:
            held = tuple(
                Variable(a.shape, f"{term.function}.{place}")
                for place, a in enumerate(term.arguments, 1)
            )
            changes = tuple(self.of(a) for a in term.arguments)
            bindings = tuple(zip(held, term.arguments, strict=True))
        jet = replace(term, arguments=held)
        result: Term | None = None
        for z, change in zip(held, changes, strict=True):
            if change is None:
                continue
            dz = Variable(z.shape, f"{z.name}'")
            if _is_jet(term):
                assert isinstance(change, Variable)
                dz = change
            else:
                bindings += ((dz, change),)
            result = plus(result, Derivative(term.shape, "along", jet, z, dz))
        if result is None or not bindings:
            return result
        return Substitution(term.shape, result, bindings)
