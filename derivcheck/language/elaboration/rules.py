"""Every construct of the language and the function that elaborates it."""

from __future__ import annotations

from derivcheck.language import syntax as s
from derivcheck.language.elaboration import (
    arithmetic,
    arrays,
    branches,
    calls,
    conditions,
    names,
    propositions,
    ranges,
    sets,
    subscripts,
    substitution,
)
from derivcheck.language.elaboration.complaints import misuse
from derivcheck.language.elaboration.environment import Environment, Rules
from derivcheck.language.terms import Term


def _out_of_place(_: Environment, node: s.Argmin | s.Subdiff | s.Whole) -> Term:
    match node:
        case s.Argmin():
            raise misuse("argmin stands alone on one side of `=`", node.span)
        case s.Subdiff():
            raise misuse("subdiff stands after `in`, or alone on one side of `=`", node.span)
        case s.Whole():
            raise misuse("`:` stands in a subscript", node.span)


RULES = Rules(
    terms={
        s.Number: arithmetic.number,
        s.Name: names.name,
        s.Negative: arithmetic.negative,
        s.Binary: arithmetic.binary,
        s.Transpose: arithmetic.transposed,
        s.Call: calls.call,
        s.Subscript: subscripts.subscript,
        s.ArrayLiteral: arrays.literal,
        s.Cases: branches.cases,
        s.Indicator: branches.indicator,
        s.Iterated: ranges.iterated,
        s.At: substitution.at,
        s.Limit: sets.limit,
        s.Argmin: _out_of_place,
        s.Subdiff: _out_of_place,
        s.Whole: _out_of_place,
    },
    conditions={
        s.Relation: conditions.relation,
        s.And: conditions.both,
        s.Or: conditions.either,
        s.Not: conditions.negation,
    },
    propositions={
        s.Relation: propositions.relation,
        s.Member: sets.member,
        s.Predicate: sets.predicate,
        s.Not: propositions.negation,
        s.And: propositions.both,
        s.Or: propositions.either,
        s.Implication: propositions.implication,
        s.ForEvery: propositions.for_every,
        s.AsTends: propositions.tends,
    },
)
