"""Names: bound ones first, then what the claim declares, then pi and the identity."""

from __future__ import annotations

from derivcheck.language import syntax
from derivcheck.language.elaboration import definitions
from derivcheck.language.elaboration.complaints import misuse, unknown_name
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.fitting import open_identity
from derivcheck.language.elaboration.types import signature
from derivcheck.language.sizes import SCALAR, Size
from derivcheck.language.terms import Pi, SizeOf, Term, Variable


def name(env: Environment, node: syntax.Name) -> Term:
    """What a name that stands alone means here."""
    local = env.bound.get(node.name)
    if local is not None:
        env.count(local.weight, node)
        return local.term
    promoted = env.promoted.get(node.name)
    if promoted is not None:
        return promoted
    return _declared(env, node)


def _declared(env: Environment, node: syntax.Name) -> Term:
    tables = env.tables
    tables.used.add(node.name)
    if node.name in tables.definitions:
        definition = tables.definitions[node.name]
        if definition.parameters:
            example = f"{definition.name}({', '.join(definition.parameters)})"
            raise misuse(f"{node.name} is a function: write {example}", node.span)
        if definition.indices:
            raise misuse(f"{node.name} needs its subscript: {node.name}[...]", node.span)
        return definitions.value(env, definition, node)
    if node.name in tables.sequences:
        raise misuse(f"{node.name} is a sequence: write {node.name}[t]", node.span)
    if node.name in tables.symbols and tables.symbols[node.name].kind != "size":
        return symbol(env, node)
    if node.name in tables.sizes:
        return SizeOf(SCALAR, Size.of(node.name))
    if node.name in tables.size_families:
        raise misuse(f"{node.name} is a family of sizes: write {node.name}[k]", node.span)
    return _constant(env, node)


def symbol(env: Environment, node: syntax.Name) -> Variable:
    """A declared symbol, or in the one-line check a name that is read as a real scalar."""
    declared = env.tables.symbols.get(node.name)
    if declared is None:
        return undeclared(env, node)
    env.tables.used.add(node.name)
    sign = signature(env, declared)
    if sign.kind == "function":
        raise misuse(f"{node.name} is a function: write {node.name}(...)", node.span)
    if declared.is_family:
        raise misuse(f"{node.name} is a family: write {node.name}[k]", node.span)
    return Variable(sign.shape, node.name)


def undeclared(env: Environment, node: syntax.Name) -> Variable:
    """A real scalar where the command line allows it, else an error."""
    if not env.tables.assume_scalars:
        raise unknown_name(node.name, node.span, (*env.bound, *env.tables.names()))
    env.tables.assumed.setdefault(node.name)
    return Variable(SCALAR, node.name)


def _constant(env: Environment, node: syntax.Name) -> Term:
    match node.name:
        case "pi":
            return Pi(SCALAR)
        case "I":
            env.tables.open_sizes += 1
            return open_identity(env.tables.open_sizes)
        case "oo":
            raise misuse("oo stands only in limits and at the ends of intervals", node.span)
        case _:
            return undeclared(env, node)
