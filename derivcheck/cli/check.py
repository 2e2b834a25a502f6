"""The command `derivcheck check`: one proposition from the command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from derivcheck.cli.options import colouring, deciding, settings_of, with_configuration
from derivcheck.cli.proposing import Proposing
from derivcheck.cli.refusal import Refused

_USAGE = 2


@click.command(cls=Proposing, short_help="Decide one proposition.")
@click.argument("proposition")
@click.option(
    "-s", "--symbol", "symbols", multiple=True, metavar="'x: TYPE'", help="Declare a name."
)
@click.option("-g", "--given", "assumptions", multiple=True, metavar="'x > 0'", help="Assume this.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="[text]"
)
@deciding
@colouring
def check(
    proposition: str, symbols: tuple[str, ...], assumptions: tuple[str, ...], **given: Any
) -> int:
    """Decide one proposition; names that are not declared are real scalars.

    \b
    derivcheck check 'd(tanh(x), x) = 1 - tanh(x)^2'
    derivcheck check -s 'X: matrix[n, n]' -g 'det(X) > 0' \\
        "grad(logdet(X), X) = inv(X)'"

    Exit code: 0 proved or supported, 1 refuted, ill-posed or undecided, 2 it cannot be read.
    """
    from derivcheck.cli.terminal import wants_colour, write
    from derivcheck.reports import Options, render, unreadable
    from derivcheck.verify.oneline import single
    from derivcheck.verify.run import one

    _no_path(proposition)
    options = with_configuration(given)
    claim = single(proposition, [_symbol(each) for each in symbols], assumptions)
    report = one(claim, settings_of(options))
    refused = bool(report.claims[0].errors)
    if refused:
        report = replace(report, summary=replace(report.summary, exit_code=_USAGE))
    if refused and given["form"] == "text":
        raise Refused(unreadable(report.claims[0]))
    colour = wants_colour(options.get("color") or "auto")
    write(render(report, given["form"], Options(colour=colour)))
    return report.summary.exit_code


def _symbol(given: str) -> tuple[str, str]:
    """`x: scalar` in two."""
    name, sign, kind = given.partition(":")
    if not sign or not name.strip() or not kind.strip():
        raise Refused(f"--symbol takes 'NAME: TYPE', such as 'x: scalar', not {given!r}.")
    return name.strip(), kind.strip()


def _no_path(proposition: str) -> None:
    """An existing path is no proposition; say which command reads it."""
    try:
        path = Path(proposition or "\0")
        what = "folder" if path.is_dir() else "file" if path.is_file() else None
    except (OSError, ValueError):
        return
    if what:
        message = f"{proposition} is a {what}. To check files: derivcheck verify {proposition}"
        raise Refused(message)
