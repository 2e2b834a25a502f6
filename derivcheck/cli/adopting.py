"""`derivcheck errata --add`: mistakes of old notes put on record.

Every claim that is refuted or ill-posed gets an `erratum:` that says why, with the repair as its
correction where that is proved. An erratum is written only if the claim is then as expected;
every other line of a file stays, and a file is replaced as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from derivcheck.cli.rewriting import content, rewrite
from derivcheck.cli.terminal import write
from derivcheck.reports._clean import harmless
from derivcheck.reports._finding import named, reason
from derivcheck.reports._words import counted, flat, said
from derivcheck.verify.reading import read
from derivcheck.verify.reading.inserting import Mistake, with_errata
from derivcheck.verify.record import ClaimRecord, Suggestion, Verdict
from derivcheck.verify.report import Report
from derivcheck.verify.run import Means, report_on, run
from derivcheck.verify.selection import Found
from derivcheck.verify.settings import Settings

_WRONG = (Verdict.REFUTED, Verdict.ILL_POSED)


@dataclass(frozen=True, slots=True)
class Added:
    """An erratum that was written: the claim before, and what it now says."""

    claim: ClaimRecord
    mistake: Mistake


def adopt(paths: Sequence[str], settings: Settings, means: Means) -> int:
    """Decide the claims under some paths, put their mistakes on record, and tell of it.

    Exit code: 0 if everything is then as expected, else 1.
    """
    report = run(paths, settings, means, "errata")
    added = add_errata(report, settings, means)
    write(told(added, report, " ".join(paths)))
    return 1 if _left(added, report) else 0


def add_errata(report: Report, settings: Settings, means: Means) -> list[Added]:
    """Write the errata of a report into its files."""
    added = []
    for file in dict.fromkeys(claim.file for claim in report.claims if _is_mistake(claim)):
        wrong = [claim for claim in report.claims if claim.file == file and _is_mistake(claim)]
        data = content(file)
        kept = _kept(data, file, wrong, settings, means)
        if kept:
            rewrite(file, data, with_errata(data, file, kept))
        added += [Added(claim, kept[claim.id]) for claim in wrong if claim.id in kept]
    return added


def told(added: list[Added], report: Report, paths: str) -> str:
    """A line for every erratum, their number, and what is still not as expected."""
    lines = []
    for each in added:
        claim = each.claim
        line, column, _, _ = claim.caret
        correct = "; the correction holds" if each.mistake.correct else ""
        place = f"{claim.file}:{line}:{column}"
        lines.append(harmless(f"{place}: {said(claim.verdict)} {named(claim)}{correct}"))
    files = counted(len({each.claim.file for each in added}), "file")
    errata = counted(len(added), "erratum", "errata")
    seen = f"{errata} added to {files}. What they say: derivcheck errata {paths}"
    lines += ["", seen if added else "No mistake was found that is not on record."]
    if left := _left(added, report):
        lines.append(f"{left} not as expected still: derivcheck verify {paths}")
    return "\n".join(lines).lstrip("\n") + "\n"


def _left(added: list[Added], report: Report) -> str:
    done = {each.claim.address for each in added}
    claims = sum(not claim.ok and claim.address not in done for claim in report.claims)
    claims += sum(file.unread for file in report.files)
    problems = report.summary.problems
    return counted(claims, "claim") if claims else counted(problems, "problem") if problems else ""


def _is_mistake(claim: ClaimRecord) -> bool:
    """Whether a claim is wrong for a reason of mathematics, and nobody said so yet."""
    wrong = claim.verdict in _WRONG and not claim.ok and not claim.errors
    return wrong and claim.erratum is None


def _kept(
    data: bytes, file: str, wrong: list[ClaimRecord], settings: Settings, means: Means
) -> dict[str, Mistake]:
    """For every claim the fullest erratum with which it is as expected, if there is one."""
    waiting = {claim.id: _mistakes(claim) for claim in wrong}
    current = {ident: next(offers) for ident, offers in waiting.items()}
    kept: dict[str, Mistake] = {}
    while current:
        met = _met(with_errata(data, file, kept | current), file, set(current), settings, means)
        kept |= {ident: current[ident] for ident in met}
        following = {ident: next(waiting[ident], None) for ident in current if ident not in met}
        current = {ident: offer for ident, offer in following.items() if offer is not None}
    return kept


def _mistakes(claim: ClaimRecord) -> Iterator[Mistake]:
    """What an erratum may say of a claim, the fullest first."""
    why = _why(claim)
    correct = _correct(claim)
    for step in dict.fromkeys((claim.first_wrong_step, None)):
        if correct:
            yield Mistake(why, step, correct)
        yield Mistake(why, step)


def _why(claim: ClaimRecord) -> str:
    """What the repair changes, and the finding."""
    told = reason(claim) or "the line does not hold"
    meant = _suggestion(claim)
    return harmless(flat(f"{meant.words}; {told}" if meant and meant.words else told))


def _correct(claim: ClaimRecord) -> tuple[str, ...]:
    """The repaired line, or the chain with the repaired line in it."""
    meant = _suggestion(claim)
    if meant is None or meant.verdict is not Verdict.PROVED:
        return ()
    if claim.steps is None:
        return (meant.claim,)
    lines = claim.claim.split("\n")
    number = claim.first_wrong_step
    return tuple(meant.claim if at == number else line for at, line in enumerate(lines, 1))


def _suggestion(claim: ClaimRecord) -> Suggestion | None:
    wrong = claim.wrong_step
    return claim.suggestion or (wrong.suggestion if wrong else None)


def _met(data: bytes, file: str, idents: set[str], settings: Settings, means: Means) -> list[str]:
    """The claims that are as expected in an edited file, of which no other claim changed."""
    derivation = read(data, file)
    claims = tuple(claim for claim in derivation.claims if claim.id.value in idents)
    found = Found((replace(derivation, claims=claims, problems=()),))
    decided = report_on(found, replace(settings, select=()), means, "verify").claims
    return [claim.id for claim in decided if claim.ok and claim.erratum is not None]
