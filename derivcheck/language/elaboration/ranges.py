"""Sums, products, maxima and minima over a range; the shapes of a product telescope."""

from __future__ import annotations

from derivcheck.language import syntax
from derivcheck.language.elaboration.complaints import clash, misshapen, misuse, written
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.sizes import ONE, SCALAR, Shape, Size
from derivcheck.language.terms import Condition, Index, Iterated, Term, as_size


def iterated(env: Environment, node: syntax.Iterated) -> Term:
    """`sum(a[i]*b[i] for i in 1..n)`, `prod(W[j] for j in H downto k+1)`."""
    inside, index, start, stop, condition = opened(env, node.range)
    body = inside.term(node.body)
    match node.kind:
        case "sum":
            shape = _of_sum(node, body.shape, index)
        case "prod":
            shape = _of_product(node, body.shape, index, start, stop)
        case _:
            shape = SCALAR
            if not body.shape.is_scalar:
                raise misshapen(node.kind, body.shape, "scalars", node.body.span)
    kind = node.kind
    assert kind in ("sum", "prod", "max", "min")
    descending = node.range.descending
    return Iterated(shape, kind, body, index.name, start, stop, descending, condition)  # type: ignore[arg-type]


def opened(
    env: Environment, bounds: syntax.Range
) -> tuple[Environment, Index, Term, Term, Condition | None]:
    """The environment below a range, its index, its ends and the condition on it."""
    for end in (bounds.start, bounds.stop):
        if isinstance(end, syntax.Name) and end.name == "oo":
            hint = "write lim(sum(... for i in 1..n), n -> oo)"
            raise misuse("a range has an end", end.span, hint)
    start = env.integer(bounds.start, "the start of a range")
    stop = env.integer(bounds.stop, "the end of a range")
    inside, index = env.with_index(bounds.index)
    condition = None if bounds.condition is None else inside.condition(bounds.condition)
    return inside, index, start, stop, condition


def _depends(shape: Shape, index: Index) -> bool:
    return index.name in shape.rows.names() | shape.columns.names()


def _of_sum(node: syntax.Iterated, shape: Shape, index: Index) -> Shape:
    if _depends(shape, index):
        following = shape.replace({index.name: Size.of(index.name) + ONE})
        message = f"the terms of this sum are {shape}: their shape changes with {_letter(index)}"
        raise clash("+", shape, following, message, node.body.span)
    return shape


def _of_product(
    node: syntax.Iterated, shape: Shape, index: Index, start: Term, stop: Term
) -> Shape:
    """Rows of the first factor, columns of the last; each factor fits the next."""
    if shape.is_scalar:
        return SCALAR
    here = Size.of(index.name)
    after = here - ONE if node.range.descending else here + ONE
    following = shape.replace({index.name: after})
    if shape.columns != following.rows:
        letter = _letter(index)
        message = (
            f"{written(node.body)} is {shape} and the next factor, {after} for {letter}, is "
            f"{following}: cannot multiply"
        )
        raise clash("@", shape, following, message, node.body.span)
    if not _depends(shape, index):
        return shape
    first, last = as_size(start), as_size(stop)
    if first is None or last is None:
        raise misuse("the shape of this product cannot be told from its range", node.span)
    if node.range.condition is not None:
        raise misuse("factors whose shapes change cannot be skipped", node.range.span)
    return Shape(shape.rows.replace({index.name: first}), shape.columns.replace({index.name: last}))


def _letter(index: Index) -> str:
    return index.name.partition("#")[0]
