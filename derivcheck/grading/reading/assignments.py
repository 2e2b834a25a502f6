"""An assignment read from its file; it is the instructor's, so one problem refuses it whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

from derivcheck.grading.assignment import Assignment, Kind, Marks, Milestone, Question
from derivcheck.grading.reading.numbers import exact_number
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_expression, parse_proposition, parse_step
from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading.claims import read_id, read_layout, read_sizes
from derivcheck.verify.reading.events import BrokenYaml, Malformed, decode, split_lines
from derivcheck.verify.reading.fields import entries, fields, prose, refuse, text, texts
from derivcheck.verify.reading.mishaps import explain
from derivcheck.verify.reading.sources import read_source
from derivcheck.verify.reading.tree import Listing, Node, Scalar, parse
from derivcheck.verify.source import Entries

_FILE = ("title", "note", "source", "symbols", "define", "given", "questions")
_QUESTION = (
    *("id", "title", "symbols", "define", "given", "sizes", "layout", "unknown", "note", "source"),
    *("find", "prove", "solve", "start", "marks", "require", "form", "solution"),
)
_MILESTONE = ("id", "claim", "marks", "kind")
_SOLVED = re.compile(r"solved for (\S+)")

N = TypeVar("N", bound=syntax.Node)


def read_assignment(data: bytes, file: str) -> Assignment:
    """The assignment in a file; raises `Malformed`."""
    source = decode(data, file)
    lines = split_lines(source)
    try:
        root = parse(source, file)
    except BrokenYaml as error:
        raise Malformed(explain(error, lines, file)) from None
    if root is None:
        raise refuse(Place(file, 1, 1, 1, 1), "the file is empty")
    values = fields(root, _FILE, "an assignment")
    items = values.get("questions")
    if items is None:
        raise refuse(Place(file, 1, 1, 1, 1), "no key questions in the file")
    if not isinstance(items, Listing) or not items.items:
        raise refuse(items, "questions must be a list, each entry starting with - id:")
    symbols = entries(values.get("symbols"), "symbols")
    define = entries(values.get("define"), "define")
    given = texts(values.get("given"), "given")
    read_source(values.get("source"), of_claim=False)
    questions: dict[str, Question] = {}
    for item in items.items:
        question = _question(item, questions, (symbols, define, given))
        questions[question.id] = question
    return Assignment(
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        questions=tuple(questions.values()),
        title=prose(values.get("title"), "title"),
        note=prose(values.get("note"), "note"),
        lines=lines,
    )


def _question(
    node: Node,
    before: Mapping[str, Question],
    shared: tuple[Entries, Entries, tuple[Text, ...]],
) -> Question:
    values = fields(node, _QUESTION, "a question")
    ident = read_id(node, values, before, "this question")
    asked = [key for key in ("find", "prove", "solve") if key in values]
    if len(asked) != 1:
        raise refuse(ident.place(), f"{ident.value} needs exactly one of find, prove and solve")
    kind = Kind(asked[0])
    written = text(values[kind], kind)
    tree = _asked(kind, written)
    marks = _marks(values.get("marks"), ident)
    start = text(values["start"], "start") if "start" in values else None
    form, solved_for = _form(values.get("form"), kind)
    unknown = tuple(name.value for name in texts(values.get("unknown"), "unknown"))
    if isinstance(tree, syntax.Argmin) and not unknown:
        unknown = tuple(sorted(syntax.names(tree.variable)))
    if kind is Kind.SOLVE and not unknown:
        raise refuse(ident.place(), f"{ident.value} has solve: and no unknown:")
    symbols, define, given = shared
    return Question(
        id=ident.value,
        kind=kind,
        asked=written,
        tree=tree,
        marks=marks,
        place=ident.place(),
        title=prose(values.get("title"), "title"),
        start=start,
        start_tree=_parsed(start, lambda line: parse_step(line, True).content) if start else None,
        file_symbols=symbols,
        file_define=define,
        symbols=entries(values.get("symbols"), "symbols"),
        define=entries(values.get("define"), "define"),
        given=(*given, *texts(values.get("given"), "given")),
        unknown=unknown,
        sizes=read_sizes(values.get("sizes")),
        layout=read_layout(values.get("layout")),
        require=_milestones(values.get("require"), marks),
        form=form,
        solved_for=solved_for,
        solution=_block(values.get("solution"), "the solution"),
        note=prose(values.get("note"), "note"),
        source=read_source(values.get("source"), of_claim=False),
    )


def _asked(kind: Kind, written: Text) -> syntax.Expression | syntax.Proposition:
    if kind is Kind.FIND:
        return _parsed(written, parse_expression)
    tree = _parsed(written, parse_proposition)
    sided = isinstance(tree, syntax.Implication) or (
        isinstance(tree, syntax.Relation) and len(tree.relations) == 1
    )
    if kind is Kind.PROVE and not sided:
        message = "what is to be proved must have two sides, such as A = B or E1 <=> E2"
        raise refuse(written.place(), message)
    return tree


def _parsed(written: Text, read: Callable[[str], N]) -> N:
    try:
        return read(written.value)
    except LanguageError as error:
        raise Malformed(error.problem(written)) from None


def _form(node: Node | None, kind: Kind) -> tuple[str, str | None]:
    if node is None:
        return "any", None
    form = text(node, "form").value
    match = _SOLVED.fullmatch(form)
    if match and kind is Kind.SOLVE:
        return "solved", match[1]
    if match:
        raise refuse(node, "only the answer of solve: can be solved for something")
    if form not in ("any", "expanded"):
        raise refuse(node, "form must be any, expanded or solved for NAME")
    return form, None


def _marks(node: Node | None, ident: Text) -> Marks:
    """`{method: 4, answer: 2, error: 1}`, or a number of which the answer takes 1."""
    if node is None:
        raise refuse(ident.place(), f"{ident.value} has no marks", hint="Add marks: and a number")
    if isinstance(node, Scalar):
        whole = exact_number(text(node, "marks"))
        if whole < 1:
            raise refuse(node, "marks must be 1 or more, or say method: and answer:")
        return Marks(whole - 1, Fraction(1))
    values = fields(node, ("method", "answer", "error"), "marks")
    numbers = {key: exact_number(text(value, key)) for key, value in values.items()}
    if "method" not in numbers or "answer" not in numbers:
        raise refuse(node, "marks needs both method: and answer:")
    return Marks(**numbers)


def _milestones(node: Node | None, marks: Marks) -> tuple[Milestone, ...]:
    if node is None:
        return ()
    if not isinstance(node, Listing):
        raise refuse(node, "require must be a list, each entry starting with - id:")
    found: dict[str, Milestone] = {}
    for item in node.items:
        values = fields(item, _MILESTONE, "a milestone")
        ident = read_id(item, values, found, "this milestone").value
        missing = next((key for key in ("claim", "marks") if key not in values), None)
        if missing:
            raise refuse(item, f"the milestone {ident} has no {missing}:")
        claim = text(values["claim"], "claim")
        kind = text(values["kind"], "kind").value if "kind" in values else "M"
        if kind not in ("M", "B"):
            raise refuse(values["kind"], "kind must be M or B")
        found[ident] = Milestone(
            id=ident,
            claim=claim,
            tree=_parsed(claim, parse_proposition),
            marks=exact_number(text(values["marks"], "marks")),
            independent=kind == "B",
        )
    if sum(each.marks for each in found.values()) > marks.method:
        raise refuse(node, "the milestones have more marks than the method")
    return tuple(found.values())


def _block(node: Node | None, what: str) -> Text | None:
    if node is None:
        return None
    if not isinstance(node, Scalar):
        raise refuse(node, f"{what} must be a block of lines", hint="Write it below a |")
    return node.text if node.text.value.strip() else None
