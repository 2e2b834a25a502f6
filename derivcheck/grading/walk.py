"""An answer walked through line by line, each judged against the line before it.

After a wrong line the next is judged from what was written: from the line itself, from the
student's own earlier lines about the same thing, and with the student's own value of a name
that was worked out wrongly. What follows in one of these ways costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from derivcheck.grading.abbreviations import Abbreviations, fresh
from derivcheck.grading.claims import Asking, Claim, Judgement
from derivcheck.grading.lines import Line, Sort
from derivcheck.grading.ownlines import OwnLine, resembles, restored, stands
from derivcheck.grading.prepared import Prepared
from derivcheck.grading.steps import Edge, Role, Step, edge_of, own_span
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.printing import show
from derivcheck.verify.evidence import Verdict
from derivcheck.verify.words import follows as words_follow

#: earlier lines of a student that one is compared with, besides the one before it
LOOK_BACK = 4

WORDS = Judgement(
    verdict=Verdict.SUPPORTED,
    message="both lines have shapes that do not fit; as sums of ordered words they are equal",
    words=True,
)


@dataclass(slots=True)
class Chain:
    """A run of expressions: where it starts, how far it got, and whether it went wrong.

    `last` is the last line that has a meaning, `astray` one after it that has none. Of an
    `equation` the sides are not equal as such, but where it holds.
    """

    head: syntax.Expression
    last: syntax.Expression
    relations: list[str] = field(default_factory=list)
    opened: int = 0
    equation: bool = False
    wrong: bool = False
    astray: syntax.Expression | None = None


@dataclass(slots=True)
class Walk:
    """What is known while walking; `blocked` is a line before that nothing can be judged from."""

    ready: Prepared
    steps: list[Step] = field(default_factory=list)
    lets: Abbreviations = field(default_factory=Abbreviations)
    chains: list[Chain] = field(default_factory=list)
    equation: syntax.Proposition | None = None
    equations: list[syntax.Proposition] = field(default_factory=list)
    blocked: str | None = None
    astray: syntax.Proposition | None = None
    own: dict[str, str] = field(default_factory=dict)
    own_lines: list[OwnLine] = field(default_factory=list)

    @property
    def chain(self) -> Chain | None:
        """The chain that the next line may go on with."""
        return self.chains[-1] if self.chains else None

    @property
    def wrong(self) -> bool:
        """Whether some line before did not follow."""
        return any(step.edge is Edge.WRONG for step in self.steps)

    # Claims ---------------------------------------------------------------------------------

    def claim(self, *lines: str, trees: Sequence[syntax.Node]) -> Claim:
        """A claim about some trees, with the abbreviations they keep."""
        return self.ready.claim(*lines, define=self.lets.kept(*trees))

    def judged(
        self, claim: Claim, chain: Chain | None = None
    ) -> Asking[tuple[Claim, Judgement, bool]]:
        """A claim, or where it does not hold the same one with the student's own lines.

        A line of a chain that went wrong goes on from the student's own value already: it is no
        line about the true one.
        """
        found = yield claim
        if found.holds or found.decision or found.unread:
            return claim, found, False
        head = chain.head if chain is not None and chain.wrong else None
        own = [each for each in self.own_lines if each[0] != head]
        others = list(restored(claim, own, self.ready.scope)) if self.wrong else []
        if self.own:
            others.insert(0, replace(claim, define=(*claim.define, *self.own.items())))
        for other in others:
            second = yield other
            if second.holds:
                return other, second, True
        return claim, found, False

    def meaning(self, tree: syntax.Node) -> Asking[tuple[Claim, Judgement]]:
        """Whether an expression or a proposition has a meaning by itself."""
        text = show(tree)
        lines: tuple[str, ...] = (f"{text} = {text}",)
        if isinstance(tree, syntax.Proposition):
            lines = (text, f"<=> {text}")
        claim = self.claim(*lines, trees=(tree,))
        if isinstance(tree, (syntax.Argmin, syntax.Subdiff)):
            return claim, Judgement(verdict=Verdict.PROVED)
        return claim, (yield claim)

    # Lines ----------------------------------------------------------------------------------

    def let(self, line: Line) -> Asking[Step]:
        """An abbreviation of the student's own, under a fresh name."""
        assert line.name is not None
        assert isinstance(line.content, syntax.Expression)
        error = fresh(line.name, self.ready.is_name, self.lets)
        if error is None:
            try:
                self.lets = self.lets.with_name(line.name, line.content)
            except LanguageError as large:
                error = large
        if error is not None:
            return (yield from self.unread(line, error))
        return Step(line=line, role=Role.LET, read_as=f"let {line.name} = {show(line.content)}")

    def unread(self, line: Line, error: LanguageError | None = None) -> Asking[Step]:
        """A line that waits for a person, who may have decided."""
        if error is not None:
            line = replace(line, sort=Sort.UNREAD, error=error)
        raw = " ".join(line.text.value.split())
        claim = self.ready.claim(self.blocked or self.before, raw, readable=False)
        found = yield claim
        if found.irrelevant:
            return Step(line=line, role=Role.REMARK, claim=claim, follows=found)
        self.blocked = raw
        return Step(line=line, role=Role.UNREAD, edge=edge_of(found), claim=claim, follows=found)

    @property
    def before(self) -> str:
        """What stood before, in normal spelling."""
        if self.equation is not None:
            return show(self.equation)
        return show(self.chain.last) if self.chain else self.ready.asked

    def expand(self, line: Line) -> Line:
        """The line with abbreviations written out; raises `LanguageError`."""
        assert line.content is not None
        return replace(line, content=self.lets.written_out(line.content))

    def stopped(self, line: Line, found: Judgement, claim: Claim) -> Asking[Step | None]:
        """What becomes of a line that is irrelevant or turns out to be unreadable."""
        if found.irrelevant:
            return Step(line=line, role=Role.REMARK, claim=claim, follows=found)
        if found.unread:
            error = LanguageError(found.code or "DC104", found.message or "it cannot be read")
            if found.focus:
                error.span = own_span(line, claim.lines[-1], found.focus) or error.span
            return (yield from self.unread(line, error))
        return None

    def past_blocked(self, claim: Claim) -> Asking[tuple[Claim, Judgement, bool]]:
        """A line after one that nothing can be judged from, judged from the last that can.

        What has no meaning after a line without meaning waits: it may be the same mistake.
        """
        claim, found, carried = yield from self.judged(claim)
        if not found.ill_shaped or found.decision:
            return claim, found, carried
        assert self.blocked is not None
        waiting = replace(claim, lines=(self.blocked, claim.lines[-1]), readable=False)
        return waiting, (yield waiting), False

    def same_words(self, astray: syntax.Expression | None, content: syntax.Node) -> bool:
        """Whether an expression is the ill-shaped one before it, as a sum of ordered words."""
        if astray is None or not isinstance(content, syntax.Expression):
            return False
        return words_follow(astray, content, self.ready.scope.is_scalar)

    def unsure(
        self,
        claim: Claim,
        found: Judgement,
        content: syntax.Node,
        head: syntax.Expression,
        linked: Callable[[syntax.Expression], bool],
    ) -> Asking[tuple[Claim, Judgement]]:
        """A line that fails but may be made from a wrong value of something else: it waits.

        Where that value stands in it, its comparison with the true one has told already, unless
        they are not even of one shape.
        """
        if not self.wrong or not found.fails or found.decision:
            return claim, found
        for on, value in reversed(self.wrong_values[-LOOK_BACK:]):
            if on == head:
                continue
            if stands(value, content):
                same = self.claim(show(on), f"= {show(value)}", trees=(on, value))
                doubtful = (yield same).ill_shaped
            else:
                doubtful = resembles(value, content) or linked(on)
            if doubtful:
                waiting = replace(claim, lines=(show(value), claim.lines[-1]), readable=False)
                return waiting, (yield waiting)
        return claim, found

    @property
    def wrong_values(self) -> list[OwnLine]:
        """Where chains that went wrong have come to; `own` tells all of those of a name."""
        named = {*map(syntax.Name, self.ready.bodies), *self.ready.bodies.values()}
        values = [(c.head, c.astray or c.last) for c in self.chains if c.wrong]
        return [(head, value) for head, value in values if value != head and head not in named]

    def remember(self, chain: Chain) -> None:
        """What the student holds an expression to be, and a name that was worked out wrongly."""
        if (value := chain.astray or chain.last) != chain.head:
            self.own_lines.append((chain.head, value))
        for name, body in self.ready.bodies.items():
            if chain.head in (syntax.Name(name), body):
                if chain.wrong and chain.last != chain.head:
                    self.own[name] = show(chain.last)
                elif not chain.wrong:
                    self.own.pop(name, None)
