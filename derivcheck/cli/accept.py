"""The command `derivcheck accept`: formulas of the notes, recorded as claims transcribe them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from derivcheck.cli import completion
from derivcheck.cli.options import usage_errors, with_configuration
from derivcheck.cli.refusal import Refused

if TYPE_CHECKING:
    from derivcheck.verify.source import Derivation

_ALL_RECORDED, _SOME_NOT = 0, 1
#: characters of a formula that are shown
_SHOWN = 160


@click.command(short_help="Record the formulas that claims transcribe.")
@click.argument("paths", nargs=-1, metavar="[PATH | FILE::ID]...", shell_complete=completion.paths)
def accept(paths: tuple[str, ...]) -> int:
    """Record the formulas that claims transcribe, as they stand now.

    A claim names its formula by `source: {file: notes/ridge.md, label: eq-ridge}`. The hash of
    the formula is written beside the label, and from then on `derivcheck verify` is red when
    the formula changes. Nothing else in the file is touched.

    Exit code: 0 every formula is recorded, 1 some is gone or a file is malformed, 2 wrong use
    or no claim there points at a formula.
    """
    from derivcheck.cli.terminal import write
    from derivcheck.reports._clean import harmless
    from derivcheck.verify.folders import load

    with usage_errors():
        found = load(paths or with_configuration({}).get("paths") or ["."]).derivations
    errors = [
        str(problem)
        for derivation in found
        for problem in derivation.problems
        if problem.severity == "error"
    ]
    if not errors and not any(derivation.formulas for derivation in found):
        raise Refused("nothing to accept: no claim there has source: {file: ..., label: ...}.")
    write("".join(f"{harmless(line)}\n" for line in errors))
    for derivation in found:
        write("".join(f"{harmless(line)}\n" for line in _accepted(derivation)))
    gone = any(each.digest is None for derivation in found for each in derivation.formulas.values())
    return _SOME_NOT if errors or gone else _ALL_RECORDED


def _accepted(derivation: Derivation) -> list[str]:
    """Record the formulas of one file; a line for each claim that points at one."""
    from textwrap import shorten

    from derivcheck.reports import Options
    from derivcheck.reports._words import wrapped

    before = {
        claim.id.value: reference.sha256.value if reference.sha256 else None
        for claim in derivation.claims
        if (reference := claim.source.formula) is not None
    }
    lines, hashes = [], {}
    for ident, formula in derivation.formulas.items():
        claim, where = f"{derivation.file}::{ident}", f"{formula.file}:{formula.line}"
        if formula.digest is None:
            lines.append(f"gone      {claim}  {formula.message}")
        elif formula.code is None:
            lines.append(f"as before {claim}  {where} ({formula.label})")
        else:
            hashes[ident] = formula.digest
            old = before[ident]
            word, hashed = ("changed", f"{old[:16]} -> ") if old else ("recorded", "")
            lines.append(f"{word:<9} {claim}  {where} ({formula.label})  {hashed}{formula.digest}")
            shown = shorten(formula.text, _SHOWN, placeholder=" ...")
            lines += wrapped(shown, Options().width, " " * 10, " " * 12)
    if hashes:
        _write(derivation, hashes)
    return lines


def _write(derivation: Derivation, hashes: Mapping[str, str]) -> None:
    """Write the hashes into the file that was read."""
    from hashlib import sha256

    from derivcheck.cli.rewriting import content, rewrite
    from derivcheck.verify.accepting import NotWritten, with_hashes

    file = derivation.file
    data = content(file)
    if sha256(data).hexdigest() != derivation.sha256:
        raise Refused(f"{file} was changed meanwhile; nothing is written into it.")
    try:
        rewrite(file, data, with_hashes(data, file, hashes))
    except NotWritten:
        ident, digest = next(iter(hashes.items()))
        hint = f"Write it by hand, sha256: {digest} below the label of {ident}"
        raise Refused(f"{file}: the hash cannot be put beside the label. {hint}.") from None
