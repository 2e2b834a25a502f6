"""Sequences: `v[0]: 0`, `v[t]: alpha*v[t-1] - eps*g[t]`.

A member stays a member; what it is stands in the context as a `Recurrence`. Sequences may
refer to one another. A start 0 takes the shape that the step gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from derivcheck.language import syntax
from derivcheck.language.elaboration import definitions
from derivcheck.language.elaboration.complaints import beyond, clash, misuse
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.fitting import fitted, is_zero
from derivcheck.language.elaboration.tables import Sequence
from derivcheck.language.elaboration.types import names_in, signature
from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Span
from derivcheck.language.sizes import SCALAR, Shape, Size
from derivcheck.language.terms import (
    Constant,
    Recurrence,
    SequenceMember,
    Term,
    Variable,
    as_size,
    walk,
)


def member(env: Environment, sequence: Sequence, index: Term, span: Span) -> Term:
    """`v[t]`."""
    env.tables.used.add(sequence.name)
    first = min(sequence.starts)
    if isinstance(index, Constant) and index.value < first:
        raise misuse(f"the sequence {sequence.name} starts at {first}", span)
    if sequence.step is None:
        return _start_alone(env, sequence, index, span)
    if (env.promoted or env.members) and sequence.name not in env.expanding:
        _refuse_promoted(env, sequence, span)
    return SequenceMember(shape_of(env, sequence), sequence.name, index)


def _start_alone(env: Environment, sequence: Sequence, index: Term, span: Span) -> Term:
    start = sequence.starts.get(int(index.value)) if isinstance(index, Constant) else None
    if start is None:
        raise misuse(f"{sequence.name} has starts but no step, such as {sequence.name}[t]", span)
    with start.reading() as tree:
        return replace(env, bound={}).term(tree)


def _refuse_promoted(env: Environment, sequence: Sequence, span: Span) -> None:
    """A sequence is one for the whole claim: it cannot see a definition made a variable."""
    assert sequence.step is not None
    inside = replace(env, bound={}, expanding=(*env.expanding, sequence.name))
    promoted = {variable.name for variable in env.promoted.values()}
    promoted |= {member.variable.name for member in env.members.values()}
    below = walk(_step(inside, sequence)[1])
    if any(isinstance(part, Variable) and part.name in promoted for part in below):
        names = ", ".join(sorted(name.partition("#")[0] for name in promoted))
        raise beyond(
            f"a derivative by the defined {names} does not reach into the sequence {sequence.name}",
            span,
            "declare it under symbols:",
        )


def shape_of(env: Environment, sequence: Sequence) -> Shape:
    """The shape of every member: that of a start, or one that the step keeps."""
    tables = env.tables
    known = tables.sequence_shapes.get(sequence.name) or tables.tentative.get(sequence.name)
    if known is not None:
        return known
    shape = _shape_of_starts(env, sequence) or _kept_by_step(env, sequence)
    if not tables.tentative:
        tables.sequence_shapes[sequence.name] = shape
    return shape


def _shape_of_starts(env: Environment, sequence: Sequence) -> Shape | None:
    declared = env.tables.symbols.get(sequence.name)
    if declared is not None and declared.is_family:
        return signature(env, declared).shape
    env.tables.tentative[sequence.name] = SCALAR
    try:
        for start in sequence.starts.values():
            with start.reading() as tree:
                term = _plain(env).term(tree)
            if not is_zero(term):
                return term.shape
    finally:
        del env.tables.tentative[sequence.name]
    return None


def _kept_by_step(env: Environment, sequence: Sequence) -> Shape:
    """The first shape, of those near, that the step gives back."""
    assert sequence.step is not None
    tentative, level = env.tables.tentative, env.tables.level
    candidates = [SCALAR]
    for candidate in candidates:
        tentative[sequence.name] = candidate
        try:
            found = _step(_plain(env), sequence)[1].shape
        except LanguageError as error:
            if error.code != "DC202":
                raise
            found, env.tables.level = candidate, level
            if candidate is SCALAR:
                candidates += _nearby(env, sequence)
        else:
            if found == candidate:
                return candidate
            candidates += [found] if found not in candidates else []
        finally:
            del tentative[sequence.name]
        if len(candidates) > 20:
            break
    return SCALAR


def _nearby(env: Environment, sequence: Sequence) -> Iterator[Shape]:
    """The shapes of what the step mentions."""
    assert sequence.step is not None
    with sequence.step.body.reading() as tree:
        for name in {node.name for node in _names(tree)}:
            if name in env.tables.symbols:
                yield signature(env, env.tables.symbols[name]).shape
            elif name in env.tables.sequences and name not in env.tables.tentative:
                yield shape_of(env, env.tables.sequences[name])


def _names(node: syntax.Expression) -> Iterator[syntax.Name]:
    match node:
        case syntax.Call(arguments=arguments):
            for argument in arguments:
                yield from _names(argument)
        case syntax.Transpose(operand=operand) | syntax.Negative(operand=operand):
            yield from _names(operand)
        case syntax.Binary(left=left, right=right):
            yield from _names(left)
            yield from _names(right)
        case _:
            yield from names_in(node)


def recurrence(env: Environment, sequence: Sequence) -> Recurrence | None:
    """The starts and the step as terms; None for a sequence that has no step."""
    known = env.tables.recurrences.get(sequence.name)
    if known is not None or sequence.step is None:
        return known
    shape = shape_of(env, sequence)
    starts = []
    for number, start in sorted(sequence.starts.items()):
        with start.reading() as tree:
            term = _of_shape(_plain(env).term(tree), shape, sequence, tree.span)
            if sequence.name in _needed_now(term, Size.of(number)):
                raise misuse(f"{sequence.name}[{number}] is defined by itself", tree.span)
        starts.append((number, term))
    index, term = _step(_plain(env), sequence)
    with sequence.step.body.reading() as tree:
        step = _of_shape(term, shape, sequence, tree.span)
        _check_progress(step, sequence.name, index, tree.span)
    made = Recurrence(sequence.name, shape, tuple(starts), index, step)
    env.tables.recurrences[sequence.name] = made
    return made


def _step(env: Environment, sequence: Sequence) -> tuple[str, Term]:
    """The bound name of the index and the step."""
    assert sequence.step is not None
    inside, index = env.with_index(sequence.step.indices[0][0])
    bound = definitions.bound_indices(sequence.step, (index,))
    with sequence.step.body.reading() as tree:
        return index.name, replace(inside, bound=bound).term(tree)


def _of_shape(term: Term, shape: Shape, sequence: Sequence, span: Span) -> Term:
    fit = fitted(term, shape)
    if fit is None:
        name = sequence.name
        message = f"{name} is {shape} at one index and {term.shape} at another"
        raise clash("=", shape, term.shape, message, span)
    return fit


def _check_progress(step: Term, name: str, index: str, span: Span) -> None:
    if name in _needed_now(step, Size.of(index)):
        raise misuse(f"{name} is defined by itself", span, "a step takes earlier members")


def _needed_now(term: Term, now: Size) -> set[str]:
    """The sequences whose member at the same index (or a later one) a term takes."""
    found = set()
    for part in walk(term):
        if isinstance(part, SequenceMember):
            at = as_size(part.index)
            ahead = None if at is None else (at - now).constant
            if ahead is not None and ahead >= 0:
                found.add(part.sequence)
    return found


def check_order(env: Environment, recurrences: Mapping[str, Recurrence]) -> None:
    """Refuse sequences that need one another at the same index."""
    needs = {r.name: _needed_now(r.step, Size.of(r.index)) for r in recurrences.values()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circle = " -> ".join((*path[path.index(name) :], name))
            step = env.tables.sequences[name].step
            assert step is not None
            with step.body.reading() as tree:
                raise misuse(f"these sequences are defined by each other: {circle}", tree.span)
        if name not in done:
            for other in sorted(needs.get(name, ())):
                visit(other, (*path, name))
            done.add(name)

    for name in recurrences:
        visit(name, ())


def _plain(env: Environment) -> Environment:
    return replace(env, bound={}, promoted={}, members={}, depth=0, expanding=())
