"""The commands and their options."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from derivcheck import __version__
from derivcheck.cli import completion
from derivcheck.cli.accept import accept
from derivcheck.cli.check import check
from derivcheck.cli.grade import grade
from derivcheck.cli.hook import hook
from derivcheck.cli.hypergradient import hypergradient
from derivcheck.cli.init import init
from derivcheck.cli.options import (
    caching,
    colouring,
    deciding,
    processes,
    settings_of,
    telling,
    usage_errors,
    with_configuration,
)
from derivcheck.cli.refusal import Refused
from derivcheck.cli.report import report

if TYPE_CHECKING:
    from derivcheck.verify.report import Report

_FAILED, _INTERNAL, _INTERRUPTED = 1, 3, 130


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
    except Exception:  # noqa: BLE001  (told in full, with the exit code of internal errors)
        from traceback import print_exc

        print_exc()
        sys.stderr.write("Internal error of derivcheck; please report the lines above.\n")
        return _INTERNAL
    return code if isinstance(code, int) else 0


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="derivcheck")
def commands() -> None:
    """Decide every line of a derivation: proved, or refuted with a counterexample."""


@commands.command(short_help="Check every claim of files and folders.")
@click.argument("paths", nargs=-1, metavar="[PATH | FILE::ID]...", shell_complete=completion.paths)
@telling
@click.option("-j", "--jobs", metavar="N|auto", help="How many processes. [auto]")
@deciding
@click.option("--select", multiple=True, metavar="GLOB", help="Only claims with such an id.")
@click.option(
    "--require",
    type=click.Choice(["proof", "support"]),
    help="What a claim needs to pass. [support]",
)
@click.option("--shard", metavar="I/N", help="Only the I-th of N parts of the claims.")
@click.option("--watch", "watched", is_flag=True, help="Decide again whatever file changes.")
@caching
def verify(paths: tuple[str, ...], **given: Any) -> int:
    """Check every claim of files and folders; of the working directory without a path.

    Exit code: 0 every claim is as expected, 1 some claim is not or a file is malformed, 2
    wrong use or nothing to check, 3 internal error, 130 interrupted.
    """
    from derivcheck.cli.telling import Telling
    from derivcheck.cli.terminal import progress_line
    from derivcheck.verify.run import Means, run

    options = with_configuration(given)
    told = Telling.of(options)
    means = Means(
        jobs=processes(options.get("jobs")),
        progress=progress_line if sys.stderr.isatty() and not given["quiet"] else None,
        cache=not given["no_cache"],
        brief=told.is_brief,
    )
    chosen = paths or options.get("paths") or ["."]

    def decided(paths: Sequence[str]) -> int:
        with told.spooling() as spool:
            each = spool.add if spool is not None else None
            with usage_errors():
                found = run(paths, settings_of(options), replace(means, each=each))
            told.tell(found, spool)
        return 0 if given["exit_zero"] else found.summary.exit_code

    if given["watched"]:
        from derivcheck.cli.watching import watch

        if told.saved:
            raise Refused("--watch shows every run and writes no files.")
        watch(chosen, decided)
    return decided(chosen)


@commands.command(short_help="Tell how a verdict was reached, or what a word means.")
@click.argument(
    "target", metavar="FILE::ID | CODE | KIND | FUNCTION", shell_complete=completion.targets
)
@click.option("--certificate", metavar="FILE", help="Write what rechecks the verdict there.")
@deciding
@caching
@colouring
def explain(target: str, certificate: str | None, **given: Any) -> int:
    """Tell how a verdict was reached, or what a code or a kind of claim means.

    \b
    derivcheck explain derivations/ridge.yaml::dl.ridge.closed-form
    derivcheck explain DC202
    derivcheck explain convexity

    A certificate is rechecked without the engine:
    python -m derivcheck.certificates.replay FILE
    """
    from derivcheck.cli.manual import manual

    if "::" not in target:
        from derivcheck.cli.terminal import write

        if certificate:
            raise Refused("--certificate needs one claim: derivcheck explain FILE::ID")
        write(manual(target))
        return 0
    report = _decided([target], "explain", given)
    if certificate:
        from derivcheck.cli.certifying import save_certificate

        save_certificate(target, report.claims, certificate)
    return report.summary.exit_code


@commands.command(short_help="List the known mistakes.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=completion.paths)
@click.option("--add", is_flag=True, help="Put the mistakes that are found on record.")
@deciding
@caching
@colouring
def errata(paths: tuple[str, ...], add: bool, **given: Any) -> int:
    """List the known mistakes: what is written, why it is wrong, what is right.

    With --add every claim that is refuted or ill-posed gets an `erratum:` in its file, with the
    repair as its correction where that is proved; nothing else of the file is changed.
    """
    if not add:
        return _decided(paths, "errata", given).summary.exit_code
    from derivcheck.cli.adopting import adopt

    options = with_configuration(given)
    with usage_errors():
        return adopt(paths or options.get("paths") or ["."], settings_of(options), _means(options))


@commands.command(short_help="Print JSON Schemas.")
@click.argument("kind", required=False, shell_complete=completion.schemas)
def schema(kind: str | None) -> int:
    """Print the JSON Schema of a derivation file or of a report, or all of them."""
    from derivcheck.cli.manual import schemas
    from derivcheck.cli.terminal import write

    write(schemas(kind))
    return 0


commands.add_command(accept)
commands.add_command(check)
commands.add_command(grade)
commands.add_command(hypergradient)
commands.add_command(report)
commands.add_command(hook)
commands.add_command(init)


def _decided(paths: Sequence[str], command: str, given: dict[str, Any]) -> Report:
    """Decide the claims under some paths and show them as a command does."""
    from derivcheck.cli.terminal import wants_colour, write
    from derivcheck.reports import Options, render
    from derivcheck.verify.run import run

    options = with_configuration(given)
    chosen = paths or options.get("paths") or ["."]
    with usage_errors():
        report = run(chosen, settings_of(options), _means(options), command)
    write(render(report, "text", Options(colour=wants_colour(options.get("color") or "auto"))))
    return report


def _means(options: dict[str, Any]) -> Any:
    """How many processes, and progress on a terminal."""
    from derivcheck.cli.terminal import progress_line
    from derivcheck.verify.run import Means

    progress = progress_line if sys.stderr.isatty() else None
    cache = not options["no_cache"]
    return Means(jobs=processes(options.get("jobs")), progress=progress, cache=cache)
