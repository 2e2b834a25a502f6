"""A submission in Markdown: headings open questions, fences with the info `steps` hold lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from derivcheck.grading.reading.refusals import unknown_key
from derivcheck.grading.submission import Answer, Submission
from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading.events import BrokenYaml, Malformed, split_lines
from derivcheck.verify.reading.fields import text
from derivcheck.verify.reading.markdown import Fence, Heading, Paragraph, document
from derivcheck.verify.reading.mishaps import explain
from derivcheck.verify.reading.tree import Mapping, parse

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_KNOWN = ("student", "transcribed-by")
_PAGE = re.compile(r"page:\s*(\S.*)")


def read_markdown(source: str, file: str, sha256: str) -> Iterator[Submission]:
    """The submission of a Markdown file."""
    problems: list[Problem] = []
    front = _front_matter(source, file, problems)
    fences: dict[str, list[Text]] = {}
    pages: dict[str, str] = {}
    remarks: dict[str, list[str]] = {}
    headings: dict[str, Place] = {}
    written: dict[str, None] = {}
    question = ""
    for block in document(source, file).blocks:
        match block:
            case Heading(text=title):
                question = (title.value.split() or [""])[0].rstrip(":.)")
                headings.setdefault(question, title.place())
            case Paragraph(text=words):
                page = _PAGE.fullmatch(words.value.strip())
                if page:
                    pages[question] = page[1].strip()
                else:
                    remarks.setdefault(question, []).append(words.value.strip())
                    written[question] = None
            case Fence(info=info) if info.split()[:1] == ["steps"]:
                name = (info.split()[1:2] or [question])[0]
                if not name:
                    message = "these steps stand below no heading with the name of a question"
                    problems.append(Problem("DC101", message, block.place))
                    continue
                if not block.closed:
                    message = "this block of steps is never closed"
                    problems.append(Problem("DC101", message, block.place))
                fences.setdefault(name, []).append(block.text)
            case _:
                written[question] = None
    yield Submission(
        student=front.get("student") or PurePath(file).stem,
        file=file,
        sha256=sha256,
        transcriber=front.get("transcribed-by"),
        answers=tuple(
            Answer(
                question=name,
                steps=_together(texts),
                page=pages.get(name),
                remarks=tuple(remarks.get(name, ())),
            )
            for name, texts in fences.items()
        ),
        illegible={
            name: _without_steps(name, headings[name])
            for name in written
            if name in headings and name not in fences
        },
        problems=tuple(problems),
    )


def _without_steps(question: str, place: Place) -> Problem:
    message = f"the answer to {question} has no block of steps"
    return Problem("DC101", message, place, hint="its lines stand in a block named steps")


def _front_matter(source: str, file: str, problems: list[Problem]) -> dict[str, str]:
    """`student` and `transcribed-by` between the first two lines of dashes."""
    match = _FRONT.match(source)
    if not match:
        return {}
    inside = f"\n{match[1]}"  # the line of dashes keeps its number
    try:
        root = parse(inside, file)
        if not isinstance(root, Mapping):
            return {}
        found = {}
        for key, value in root.pairs:
            name = key.text.value
            if name in _KNOWN:
                found[name] = text(value, name).value
            else:
                problems.append(unknown_key(name, _KNOWN, "a submission", key.place))
    except BrokenYaml as error:
        problems.append(explain(error, split_lines(inside), file))
        return {}
    except Malformed as error:
        problems.append(error.problem)
        return {}
    return found


def _together(texts: Sequence[Text]) -> Text:
    """Several blocks of one question, one below the other."""
    value = ""
    segments: list[tuple[int, int, int]] = []
    for each in texts:
        value += "\n" if value and not value.endswith("\n") else ""
        segments += ((len(value) + offset, line, column) for offset, line, column in each.segments)
        value += each.value
    return Text(value, texts[0].file, tuple(segments))
