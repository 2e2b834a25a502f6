"""The commands and their options."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from derivcheck import __version__
from derivcheck.cli.configuration import configured

_FAILED, _USAGE, _INTERNAL, _INTERRUPTED = 1, 2, 3, 130

Decorated = Callable[..., Any]


def main(arguments: list[str] | None = None) -> int:
    """Run the command and give its exit code."""
    try:
        code = commands.main(arguments, "derivcheck", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("\nInterrupted.\n")
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return _FAILED
    return code if isinstance(code, int) else 0


def _deciding(function: Decorated) -> Decorated:
    """The options on which a verdict may depend."""
    for option in (
        click.option("--seed", type=click.IntRange(0), help="Which points are drawn. [0]"),
        click.option("--effort", type=click.IntRange(1), help="How much work a claim may be. [1]"),
        click.option(
            "--timeout", type=click.FloatRange(0, min_open=True), help="Seconds a claim. [10]"
        ),
    ):
        function = option(function)
    return function


def _colour(function: Decorated) -> Decorated:
    choice = click.Choice(["auto", "always", "never"])
    return click.option("--color", type=choice, help="Colour on standard output. [auto]")(function)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="derivcheck")
def commands() -> None:
    """Decide every line of a derivation: proved, or refuted with a counterexample."""


@commands.command()
@click.argument("paths", nargs=-1, metavar="[PATH | FILE::ID]...")
@click.option("--format", "form", default="text", help="text, concise or json. [text]")
@click.option("--output", metavar="FILE", help="Write there instead of standard output.")
@click.option("--report", "reports", multiple=True, metavar="FORMAT=FILE", help="Write also.")
@click.option("-j", "--jobs", metavar="N|auto", help="How many processes. [auto]")
@_deciding
@click.option("--select", multiple=True, metavar="GLOB", help="Only claims with such an id.")
@click.option("--require", type=click.Choice(["proof", "support"]), help="[support]")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever the verdicts are.")
@_colour
@click.option("-q", "quiet", is_flag=True, help="Failures only.")
@click.option("-v", "verbose", is_flag=True, help="One line for every claim.")
def verify(paths: tuple[str, ...], **given: Any) -> int:
    """Check every claim of files and folders.

    Exit code: 0 every claim is as expected, 1 some claim is not or a file is malformed, 2
    wrong use or nothing to check, 3 internal error, 130 interrupted.
    """
    from derivcheck.cli.terminal import parse_report, progress_line, save, wants_colour, write
    from derivcheck.reports import Options, formats, render
    from derivcheck.verify.run import Means, run

    options = _with_configuration(given)
    if given["form"] not in formats():
        raise click.UsageError(f"no format {given['form']}; there are {', '.join(formats())}.")
    targets = [parse_report(each) for each in given["reports"]]
    if given["output"]:
        targets.append(parse_report(f"{given['form']}={given['output']}"))
    verbosity = given["verbose"] - given["quiet"]
    means = Means(
        jobs=_jobs(options.get("jobs")),
        progress=progress_line if sys.stderr.isatty() and not given["quiet"] else None,
    )
    with _usage_errors():
        report = run(paths or options.get("paths") or ["."], _settings(options), means)
    for form, path in targets:
        save(report, form, path, verbosity)
    if not given["output"]:
        colour = wants_colour(options.get("color") or "auto")
        write(render(report, given["form"], Options(colour=colour, verbosity=verbosity)))
    return _exit_code(report.summary.exit_code, given["exit_zero"])


@commands.command()
@click.argument("proposition")
@click.option("-s", "--symbol", "symbols", multiple=True, metavar="'x: TYPE'")
@click.option("-g", "--given", "assumptions", multiple=True, metavar="'x > 0'")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_deciding
@_colour
def check(
    proposition: str, symbols: tuple[str, ...], assumptions: tuple[str, ...], **given: Any
) -> int:
    """Decide one proposition; names that are not declared are real scalars."""
    from derivcheck.cli.terminal import wants_colour, write
    from derivcheck.reports import Options, render
    from derivcheck.verify.oneline import single
    from derivcheck.verify.run import one

    _no_path(proposition)
    options = _with_configuration(given)
    claim = single(proposition, [_symbol(each) for each in symbols], assumptions)
    report = one(claim, _settings(options))
    unreadable = bool(report.problems and report.claims[0].errors)
    if unreadable:
        report = replace(report, summary=replace(report.summary, exit_code=_USAGE))
    if unreadable and given["form"] == "text":
        raise click.ClickException(_unreadable(report))
    colour = wants_colour(options.get("color") or "auto")
    write(render(report, given["form"], Options(colour=colour)))
    return report.summary.exit_code
