"""Options that several commands share, and what they and pyproject.toml come to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from derivcheck.cli import completion
from derivcheck.cli.configuration import configured
from derivcheck.cli.refusal import Refused

Decorated = Callable[..., Any]

_SHARD = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})", re.ASCII)


def _number(name: str, kind: click.ParamType[Any], metavar: str, text: str) -> Decorated:
    return click.option(name, type=kind, metavar=metavar, help=text)


def deciding(function: Decorated) -> Decorated:
    """The options on which a verdict may depend."""
    for option in (
        _number("--seed", click.IntRange(0), "N", "Which points are drawn. [0]"),
        _number("--effort", click.IntRange(1), "N", "How much work a claim may take. [1]"),
        _number(
            "--timeout", click.FloatRange(0, min_open=True), "SECONDS", "Limit of one claim. [10]"
        ),
    ):
        function = option(function)
    return function


def caching(function: Decorated) -> Decorated:
    """The option about what earlier runs found out."""
    return click.option("--no-cache", is_flag=True, help="Decide every claim anew.")(function)


def telling(function: Decorated) -> Decorated:
    """The options about how results are told."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="One line for every claim."),
        click.option("-q", "--quiet", is_flag=True, help="Failures only."),
        colouring,
        click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever the verdicts are."),
        click.option(
            "--report",
            "reports",
            multiple=True,
            metavar="FORMAT=FILE",
            shell_complete=completion.forms,
            help="Write such a report too.",
        ),
        click.option("--output", metavar="FILE", help="Write there instead of standard output."),
        click.option(
            "--format",
            "form",
            default="text",
            metavar="FORMAT",
            shell_complete=completion.forms,
            help="text, html, markdown, concise, json, jsonl, junit, sarif, github or gitlab. "
            "[text]",
        ),
    ):
        function = option(function)
    return function


def colouring(function: Decorated) -> Decorated:
    """The option about colour."""
    choice = click.Choice(["auto", "always", "never"])
    return click.option("--color", type=choice, help="Colour on standard output. [auto]")(function)


def with_configuration(given: dict[str, Any]) -> dict[str, Any]:
    """The options given on the command line on top of those of pyproject.toml."""
    chosen = {key: value for key, value in given.items() if value is not None and value != ()}
    return configured(Path.cwd()) | chosen


def settings_of(options: dict[str, Any]) -> Any:
    """The settings a verdict may depend on."""
    from derivcheck.verify.settings import Settings

    names = ("seed", "effort", "timeout", "require")
    chosen = {name: options[name] for name in names if name in options}
    select, shard = tuple(options.get("select", ())), shard_of(options.get("shard"))
    return Settings(**chosen, select=select, shard=shard)


def shard_of(given: str | None) -> tuple[int, int] | None:
    """`2/5` as numbers."""
    if given is None:
        return None
    match = _SHARD.fullmatch(given)
    if match is None or int(match[1]) > int(match[2]):
        raise Refused(f"--shard takes which part of how many, such as 2/5, not {given}.")
    return int(match[1]), int(match[2])


def processes(jobs: str | int | None) -> int | None:
    """A number of processes; None stands for all processors."""
    if jobs in (None, "auto"):
        return None
    if not str(jobs).isdecimal() or int(str(jobs)) < 1:
        raise Refused(f"--jobs takes a number from 1, or auto, not {jobs}.")
    return int(str(jobs))


@contextmanager
def usage_errors() -> Iterator[None]:
    """A path that does not exist or holds no claims is wrong use: exit code 2."""
    from derivcheck.verify.cache.storage import WrongFolder
    from derivcheck.verify.selection import NothingToCheck

    try:
        yield
    except (NothingToCheck, WrongFolder) as error:
        raise Refused(str(error)) from None
