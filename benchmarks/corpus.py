"""Files of true claims and false twins: verdicts, and seconds with and without repair.

A claim is true unless it has an `erratum`, or says otherwise under `expect`. Every claim is
judged in this process, once as a gate would (of a false one the mistake is known, so that no
repair is searched for) and once as a reader would who does not know. Times are those of the
processor.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from derivcheck.deciders import deciders
from derivcheck.language.positions import Place, Text
from derivcheck.verify.judge import judge
from derivcheck.verify.record import ClaimRecord, Verdict
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import ClaimSource, Derivation, Erratum

#: what `expect` says of a claim that is not true
FALSE = frozenset({"refuted", "ill_posed"})
GOOD = frozenset({Verdict.PROVED, Verdict.SUPPORTED})
BAD = frozenset({Verdict.REFUTED, Verdict.ILL_POSED})


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, whether it is true, and what came out."""

    id: str
    holds: bool
    record: ClaimRecord
    alone: float
    repaired: float

    @property
    def decided(self) -> bool:
        """Whether it is called what it is, a true one by a proof."""
        verdict = self.record.verdict
        return verdict is Verdict.PROVED if self.holds else verdict in BAD

    @property
    def wrong(self) -> bool:
        """Whether it is called the opposite."""
        return self.record.verdict in (BAD if self.holds else GOOD)


def claims(path: str) -> Iterator[tuple[ClaimSource, bool]]:
    """The claims of a file and whether they are true."""
    text = Path(path).read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=yaml.CBaseLoader)["claims"]  # noqa: S506  (texts only)
    for entry in entries:
        expected = entry.get("expect", "refuted" if "erratum" in entry else "proved")
        yield source(entry, path), expected not in FALSE


def source(entry: Mapping[str, Any], path: str) -> ClaimSource:
    """An entry as the reader of claim files would give it, without places."""
    unknown = entry.get("unknown", ())
    layout = entry.get("layout")
    return ClaimSource(
        id=Text(entry["id"], path),
        file=path,
        place=Place(path, 1, 1, 1, 2),
        claim=Text(entry["claim"], path),
        symbols=tuple(
            (Text(name, path), Text(kind, path)) for name, kind in entry.get("symbols", {}).items()
        ),
        define=tuple(
            (Text(name, path), Text(body, path)) for name, body in entry.get("define", {}).items()
        ),
        given=tuple(Text(condition, path) for condition in entry.get("given", ())),
        unknown=(unknown,) if isinstance(unknown, str) else tuple(unknown),
        layout=None if layout is None else Text(layout, path),
    )


def measured(claim: ClaimSource) -> tuple[ClaimRecord, float]:
    """The record and its seconds."""
    started = time.process_time()
    record = judge(Derivation(file=claim.file), claim, Settings())
    return record, time.process_time() - started


def judged(path: str) -> Iterator[Judged]:
    """Every claim of a file, both ways."""
    for claim, holds in claims(path):
        known = None if holds else Erratum(claim.place, "known")
        _, alone = measured(replace(claim, erratum=known))
        record, repaired = measured(claim)
        yield Judged(claim.id.value, holds, record, alone, repaired)


def row(path: str, found: Sequence[Judged]) -> str:
    """One line of the table."""
    true = [each for each in found if each.holds]
    false = [each for each in found if not each.holds]
    proved = [each.record for each in true if each.decided]
    everywhere = sum(r.symbolic is not None and r.symbolic.sizes == "all" for r in proved)
    cells = [Path(path).name]
    for part in (true, false):
        cells += [f"{sum(each.decided for each in part)} of {len(part)}"]
    cells += [str(sum(each.wrong for each in found)), f"{everywhere} of {len(proved)}"]
    cells += [str(sum(each.record.suggestion is not None for each in false))]
    for times in ([each.alone for each in found], [each.repaired for each in found]):
        cells += [f"{1000 * statistics.median(times):.1f} ms", f"{1000 * high(times):.0f} ms"]
    return f"| {' | '.join(cells)} |"


def high(times: Sequence[float]) -> float:
    """The 99th percentile."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]


def main(paths: Sequence[str]) -> None:
    """The table, and the claims that were called the opposite of what they are."""
    deciders()
    print(
        "| file | true: proved | false: refuted or ill-posed | wrong | for all sizes | repaired "
        "| median | 99 of 100 | with repair: median | 99 of 100 |\n" + "|---" * 10 + "|"
    )
    wrong: list[str] = []
    every: list[Judged] = []
    for path in paths:
        found = list(judged(path))
        every += found
        print(row(path, found), flush=True)
        wrong += [f"WRONG {each.id}: {each.record.verdict}" for each in found if each.wrong]
    if len(paths) > 1:
        print(row("all", every))
    print("\n".join(wrong))


if __name__ == "__main__":
    main(sys.argv[1:])
