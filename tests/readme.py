"""The README's commands and its table of mistakes, run and read again.

`python tests/readme.py` writes what they say today into the README; `test_readme` compares.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import tempfile
from pathlib import Path

from derivcheck import verify
from derivcheck.cli import main
from derivcheck.reports._witnesses import witness_rows
from derivcheck.verify.folders import load
from derivcheck.verify.record import ClaimRecord

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"

_FILE = re.compile(r"<!-- file: (\S+) -->\n(`{3,})\w+\n(.*?)^\2$", re.DOTALL | re.MULTILINE)
_CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_MISTAKES = re.compile(r"(?<=<!-- mistakes -->\n).*?(?=<!-- /mistakes -->)", re.DOTALL)
_TIME = re.compile(r"\b\d+\.\d (?:s|ms)\b")
#: an error of floating-point arithmetic, which depends on the machine
_ROUNDING = re.compile(r"\b\d+e-\d{2}\b")
#: the line that stands for what an excerpt leaves out
_LEFT_OUT = "...\n"


def files(text: str) -> dict[str, str]:
    """The files that the README shows, by name."""
    return {name: content for name, _, content in _FILE.findall(text)}


def sessions(text: str) -> list[str]:
    """The console blocks: commands after `$` and what they print."""
    return _CONSOLE.findall(text)


def replayed(session: str) -> str:
    """A console block with what its commands print now, in the working directory."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)\n", session, re.MULTILINE)
    printed = [f"$ {command}\n{_output(command)}" for command in commands]
    return "\n".join(printed)


def _output(command: str) -> str:
    program, *arguments = shlex.split(command.replace("\\\n", " "))
    assert program == "derivcheck"
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(arguments)
    return out.getvalue()


def timeless(text: str) -> str:
    """The text with every time the same, and no line breaks, which depend on the times."""
    return " ".join(_ROUNDING.sub("1e-16", _TIME.sub("0.0 s", text)).split())


def agrees(shown: str, printed: str) -> bool:
    """Whether a block is what the commands print, or excerpts of it in their order."""
    rest = timeless(printed)
    if _LEFT_OUT not in shown:
        return timeless(shown) == rest
    for part in filter(None, map(timeless, shown.split(_LEFT_OUT))):
        _, found, rest = rest.partition(part)
        if found != part:
            return False
    return True


@contextlib.contextmanager
def a_place_with(shown: dict[str, str]):
    """A fresh working directory that holds the files."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for name, content in shown.items():
            Path(folder, name).write_text(content, encoding="utf-8")
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def mistakes() -> str:
    """A row for every erratum of the notes: its id, what is wrong, and why that is so."""
    folder = ROOT / "derivations"
    read = load([str(folder)]).derivations
    wrong = [claim.id.value for file in read for claim in file.claims if claim.erratum]
    report = verify(folder, select=wrong, timeout=60)
    rows = [
        "| claim | what is wrong | smallest counterexample found, or what does not fit |",
        "|---|---|---|",
    ]
    for claim in report.claims:
        assert claim.ok, claim.message
        assert claim.erratum is not None
        why = claim.erratum.why.replace("*", r"\*").replace("|", r"\|")
        rows.append(f"| {claim.id} | {why} | {_shown(claim)} |")
    return "\n".join(rows) + "\n"


def _shown(claim: ClaimRecord) -> str:
    example = claim.counterexample
    if example is not None and example.kind == "midpoint":
        rows = witness_rows(example) or []
        return f"`{', '.join(f'{label}: {text}' for label, text in rows)}`"
    if example is None and claim.claim.startswith("lim("):
        return "the limit is another value"
    sentence = (example.sentence if example else None) or claim.message or ""
    return f"`{sentence.removeprefix('always: ')}`"


def written_mistakes(text: str) -> str:
    """The table as the README has it."""
    found = _MISTAKES.search(text)
    assert found is not None
    return found.group()


def refreshed(text: str) -> str:
    """The README with what the commands print today."""
    with a_place_with(files(text)):
        text = _CONSOLE.sub(lambda block: _today(block.group()), text)
    return _MISTAKES.sub(lambda _: mistakes(), text)


def _today(session: str) -> str:
    """A block as it is printed now; an excerpt that is no longer printed is left to its test."""
    return session if _LEFT_OUT in session else replayed(session)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
