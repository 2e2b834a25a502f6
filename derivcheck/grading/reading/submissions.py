"""The submissions in a file: YAML, Markdown, CSV or JSON Lines, by the ending of its name.

What cannot be read costs only itself: an answer, a row, a line, or at worst its file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from derivcheck.grading.reading import json_lines, prose_answers, tables
from derivcheck.grading.reading.refusals import unknown_key
from derivcheck.grading.submission import Answer, Submission
from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place
from derivcheck.verify.kinds import LARGEST_FILE
from derivcheck.verify.reading.events import (
    BrokenYaml,
    Malformed,
    decode,
    plain,
    split_lines,
)
from derivcheck.verify.reading.fields import refuse, text
from derivcheck.verify.reading.mishaps import explain
from derivcheck.verify.reading.tree import Mapping as Map
from derivcheck.verify.reading.tree import Node, Scalar, parse

#: bytes of a table or of JSON Lines, which hold many submissions
LARGEST_TABLE = 50_000_000
_FILE = ("student", "transcribed-by", "answers")
_ANSWER = ("page", "transcribed-by", "steps")


def read_submissions(data: bytes, file: str) -> Iterator[Submission]:
    """Every submission of a file; one that cannot be read at all has a problem and no answers."""
    sha256 = hashlib.sha256(data).hexdigest()
    stem, ending = PurePath(file).stem, PurePath(file).suffix.lower()
    try:
        # In JSON a line ends with a newline only.
        read = plain if ending == ".jsonl" else decode
        yield from READERS[ending](read(data, file, largest(ending)), file, sha256)
    except Malformed as error:
        yield Submission(student=stem, file=file, sha256=sha256, problems=(error.problem,))


def largest(ending: str) -> int:
    """How many bytes of a file are read."""
    return LARGEST_TABLE if ending in (".csv", ".jsonl") else LARGEST_FILE


def read_yaml(source: str, file: str, sha256: str) -> Iterator[Submission]:
    """The submission of a YAML file with the key `answers`."""
    try:
        root = parse(source, file)
    except BrokenYaml as error:
        raise Malformed(explain(error, split_lines(source), file)) from None
    top = Place(file, 1, 1, 1, 1)
    if not isinstance(root, Map):
        raise refuse(root or top, "a submission must be a map with the key answers")
    problems: list[Problem] = []
    values = _known(root, _FILE, "a submission", problems)
    answers = values.get("answers")
    if not isinstance(answers, Map):
        raise refuse(answers or top, "a submission needs the key answers, a map of questions")
    read: dict[str, Answer] = {}
    illegible: dict[str, Problem] = {}
    for key, value in answers.pairs:
        name = key.text.value
        try:
            if name in read:
                raise Malformed(Problem("DC103", f"{name} is answered twice", key.place))
            read[name] = _answer(name, value, problems)
        except Malformed as error:
            problems.append(error.problem)
            illegible[name] = error.problem
    yield Submission(
        student=_line(values.get("student"), "student", problems) or PurePath(file).stem,
        file=file,
        sha256=sha256,
        transcriber=_line(values.get("transcribed-by"), "transcribed-by", problems),
        answers=tuple(read.values()),
        illegible=illegible,
        problems=tuple(problems),
    )


def _answer(question: str, node: Node, problems: list[Problem]) -> Answer:
    if isinstance(node, Scalar):
        return Answer(question=question, steps=node.text)
    if not isinstance(node, Map):
        raise refuse(node, f"the answer to {question} must be a block of lines")
    values = _known(node, _ANSWER, f"the answer to {question}", problems)
    steps = values.get("steps")
    if not isinstance(steps, Scalar):
        raise refuse(steps or node, f"the answer to {question} needs steps: and a block of lines")
    return Answer(
        question=question,
        steps=steps.text,
        page=_line(values.get("page"), "page", problems),
        transcriber=_line(values.get("transcribed-by"), "transcribed-by", problems),
    )


def _known(
    node: Map, known: tuple[str, ...], what: str, problems: list[Problem]
) -> Mapping[str, Node]:
    """The values of a map by key; any other key is refused by name and passed over."""
    values: dict[str, Node] = {}
    for key, value in node.pairs:
        name = key.text.value
        if name in values:
            problems.append(Problem("DC103", f"the key {name} stands here twice", key.place))
        elif name not in known:
            problems.append(unknown_key(name, known, what, key.place))
        else:
            values[name] = value
    return values


def _line(node: Node | None, what: str, problems: list[Problem]) -> str | None:
    if node is None:
        return None
    try:
        return text(node, what).value
    except Malformed as error:
        problems.append(error.problem)
        return None


READERS: dict[str, Callable[[str, str, str], Iterator[Submission]]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".md": prose_answers.read_markdown,
    ".csv": tables.read_table,
    ".jsonl": json_lines.read_lines,
}
