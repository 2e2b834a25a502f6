"""A question made ready: its names, its fingerprint, and how its claims are written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from derivcheck.grading.assignment import Question
from derivcheck.grading.claims import Claim
from derivcheck.language import syntax
from derivcheck.language.elaboration.calls import table_names
from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Text
from derivcheck.language.printing import show
from derivcheck.language.scope import Scope, read_scope
from derivcheck.language.tokens import WORDS
from derivcheck.verify.reading.events import Malformed
from derivcheck.verify.source import ClaimSource, Derivation, Entries

ANSWER = "<answer>"


@dataclass(frozen=True)
class Prepared:
    """A question with the scope of its names."""

    question: Question
    scope: Scope

    @cached_property
    def context(self) -> str:
        """A fingerprint of all that a verdict on a step may depend on, besides the step."""
        q = self.question
        parts = [
            q.id,
            *(_spelled(each) for each in (q.file_symbols, q.file_define, q.symbols, q.define)),
            [_plain(each) for each in q.given],
            sorted(q.unknown),
            sorted((name, list(sizes)) for name, sizes in q.sizes.items()),
            q.layout.value if q.layout else None,
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @cached_property
    def asked(self) -> str:
        """What is asked, in normal spelling."""
        return show(self.question.tree)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name of the assignment, its sizes included."""
        declared = self.scope.declarations
        tables = self.scope.tables
        return frozenset(
            (
                *(*declared.symbols, *declared.definitions, *declared.sequences),
                *(*tables.sizes, *tables.size_families),
            )
        )

    @cached_property
    def bodies(self) -> Mapping[str, syntax.Expression]:
        """What the plain definitions stand for."""
        found = {}
        for name, definition in self.scope.declarations.definitions.items():
            if definition.body.tree is not None and not (
                definition.parameters or definition.indices
            ):
                found[name] = definition.body.tree
        return found

    def is_name(self, word: str) -> bool:
        """Whether a word has a meaning in this question or in the language."""
        return word in self.names or word in table_names() or word in WORDS

    def claim(
        self,
        *lines: str,
        define: tuple[tuple[str, str], ...] = (),
        readable: bool = True,
    ) -> Claim:
        """A claim about this question."""
        return Claim(self.question.id, self.context, lines, define, readable)

    def source(self, claim: Claim) -> tuple[Derivation, ClaimSource]:
        """The claim as a derivation file would have it."""
        q = self.question
        texts = tuple(
            Text(line, ANSWER, ((0, number, 1),)) for number, line in enumerate(claim.lines, 1)
        )
        extra = tuple((Text(name, ANSWER), Text(value, ANSWER)) for name, value in claim.define)
        source = ClaimSource(
            id=Text("step", ANSWER),
            file=ANSWER,
            place=texts[-1].place(),
            claim=texts[0] if len(texts) == 1 else None,
            steps=texts if len(texts) > 1 else None,
            symbols=q.symbols,
            define=(*q.define, *extra),
            given=q.given,
            unknown=q.unknown,
            sizes=q.sizes,
            layout=q.layout,
        )
        derivation = Derivation(file=ANSWER, symbols=q.file_symbols, define=q.file_define)
        return derivation, source


def prepared(question: Question) -> Prepared:
    """The question with its scope; raises `Malformed` where its names or lines have no meaning."""
    layout = question.layout.value if question.layout else None
    at = question.asked
    try:
        base = read_scope(question.file_symbols, question.file_define, (), (), {}, None)
        scope = read_scope(
            question.symbols,
            question.define,
            question.given,
            question.unknown,
            question.sizes,
            layout,
            base=base,
        )
        _ = scope.assumptions, scope.unknowns
        _elaborated(scope, question.tree)
        if question.start is not None and question.start_tree is not None:
            at = question.start
            _elaborated(scope, question.start_tree)
        for milestone in question.require:
            at = milestone.claim
            scope.elaborate_proposition(milestone.tree)
    except LanguageError as error:
        raise Malformed(error.problem(at)) from None
    return Prepared(question, scope)


def _elaborated(scope: Scope, tree: syntax.Node) -> None:
    if isinstance(tree, syntax.Proposition):
        scope.elaborate_proposition(tree)
    elif isinstance(tree, syntax.Expression):
        scope.check_expression(tree)


def _spelled(entries: Entries) -> list[tuple[str, str]]:
    return [(_plain(heading), _plain(body)) for heading, body in entries]


def _plain(text: Text) -> str:
    return " ".join(text.value.split())
