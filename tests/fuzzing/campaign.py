"""Inputs by number, read and decided in batches, and what went wrong with them."""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from harmless import wrongs
from slips import noise, nonsense, notebook, notes, one_claim, pieces, slipped, sources
from watching import Watch

from derivcheck.verify.folders import load
from derivcheck.verify.run import Means, report_on
from derivcheck.verify.selection import Found, NothingToCheck
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import Derivation

#: seconds of the processor for reading one input, and of one claim
READING, DECIDING = 1.0, 2.0
#: a file outside of every folder that is read
SECRET = "/etc/hostname"
#: claims that are decided of one input
CLAIMS = 1

_ENDINGS = {"notes": ".md", "notebook": ".ipynb"}

Making = Callable[[Random], str | bytes]


@dataclass(frozen=True, slots=True)
class Input:
    """A file by the seed of its generator."""

    number: int
    kind: str
    data: bytes

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"f{self.number}{_ENDINGS.get(self.kind.partition('-')[0], '.yaml')}"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What must not have happened, and the inputs it may be due to."""

    what: str
    inputs: tuple[Input, ...]


def makers() -> dict[str, Making]:
    """The kinds of inputs."""
    real = sources()
    return {
        "slipped": lambda random: slipped(one_claim(random.choice(real), random), random),
        "whole": lambda random: slipped(random.choice(real), random),
        "nonsense": nonsense,
        "notes": lambda random: notes(one_claim(random.choice(real), random), random),
        "notes-pieces": pieces,
        "notebook": lambda random: notebook(one_claim(random.choice(real), random), random),
        "notebook-pieces": pieces,
        "pieces": pieces,
        "noise": noise,
    }


def inputs(numbers: Sequence[int], seed: int) -> Iterator[Input]:
    """The inputs of some numbers; an input depends on its number and the seed alone."""
    kinds = makers()
    for number in numbers:
        random = Random(f"{seed}:{number}")
        kind = random.choices(tuple(kinds), (8, 1, 6, 5, 1, 4, 1, 2, 1))[0]
        made = kinds[kind](random)
        data = made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
        yield Input(number, kind, data)


def tried(given: Sequence[Input], watch: Watch, jobs: int = 1) -> Iterator[Wrong]:
    """Read a batch of inputs, decide their claims, tell all of it in every format."""
    with TemporaryDirectory(prefix="derivcheck-fuzz-") as folder, chdir(folder):
        _furnish()
        found: list[Derivation] = []
        lines: dict[str, list[str]] = {}
        by_file: dict[str, Input] = {}
        for each in given:
            path = Path(each.name)
            path.write_bytes(each.data)
            lines[path.as_posix()] = _lines(each.data)
            by_file[path.as_posix()] = each
            derivations, wrong = _read(path, watch)
            found += [_few(derivation, each.number) for derivation in derivations]
            if wrong:
                yield Wrong(wrong, (each,))
        yield from _decided(found, lines, by_file, watch, jobs)
        yield from (Wrong(done, tuple(given)) for done in watch.noted())


def _furnish() -> None:
    """What claims may point at: a file that they may read, and links to one that they may not."""
    Path("beside.md").write_text("# Notes\n\n$$\na = b\n$$ (eq-a)\n", encoding="utf-8")
    Path("link.md").symlink_to(SECRET)
    Path("folder.md").mkdir()
    Path("folder").symlink_to(Path(SECRET).parent)


def _read(path: Path, watch: Watch) -> tuple[Sequence[Derivation], str | None]:
    """The derivation in a file, and what went wrong."""
    started = time.process_time()
    try:
        with watch.on():
            found = load([str(path)]).derivations
    except NothingToCheck:
        return (), None
    except Exception:  # noqa: BLE001  (whatever it is, it must not be)
        return (), traceback.format_exc()
    seconds = time.process_time() - started
    return found, f"read in {seconds:.1f} s" if seconds > READING else None


def _decided(
    found: list[Derivation],
    lines: dict[str, list[str]],
    by_file: dict[str, Input],
    watch: Watch,
    jobs: int,
) -> Iterator[Wrong]:
    settings = Settings(timeout=DECIDING)
    everything = tuple(by_file.values())
    try:
        with watch.on():
            report = report_on(Found(tuple(found)), settings, Means(jobs=jobs), "verify")
            told = list(wrongs(report, lines))
    except Exception:  # noqa: BLE001  (whatever it is, it must not be)
        yield Wrong(traceback.format_exc(), everything)
        return
    for what in told:
        named = [each for file, each in by_file.items() if file in what]
        yield Wrong(what, tuple(named) or everything)


def _few(derivation: Derivation, number: int) -> Derivation:
    """The derivation with few of its claims, others for other inputs."""
    start = number % max(len(derivation.claims) - CLAIMS + 1, 1)
    return replace(derivation, claims=derivation.claims[start : start + CLAIMS])


def _lines(data: bytes) -> list[str]:
    """The lines of a file, where a byte that is no text counts as one character."""
    text = data.decode("utf-8-sig", "replace")
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
