"""Options that several commands share, and what they and pyproject.toml come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from derivcheck.cli.configuration import configured
from derivcheck.cli.refusal import Refused

Decorated = Callable[..., Any]


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
    return Settings(**chosen, select=tuple(options.get("select", ())))


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
    from derivcheck.verify.selection import NothingToCheck

    try:
        yield
    except NothingToCheck as error:
        raise Refused(str(error)) from None
