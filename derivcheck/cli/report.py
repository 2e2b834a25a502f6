"""The command `derivcheck report`: results of earlier runs joined and told in any format."""

from __future__ import annotations

from typing import Any

import click

from derivcheck.cli.options import telling, with_configuration
from derivcheck.cli.refusal import Refused


@click.command(short_help="Join results of earlier runs and tell them in any format.")
@click.argument("results", nargs=-1, required=True, metavar="RESULTS.json...")
@telling
def report(results: tuple[str, ...], **given: Any) -> int:
    """Join results of `verify --format json` or `jsonl`, and tell them in any format.

    \b
    derivcheck verify derivations --shard 1/2 --format json --output 1.json
    derivcheck verify derivations --shard 2/2 --format json --output 2.json
    derivcheck report 1.json 2.json

    The results must be of one program with one seed and the same settings. The exit code is that
    of `verify`, and 2 if they cannot be read or joined.
    """
    from derivcheck.cli.telling import Telling
    from derivcheck.verify.joining import CannotJoin, joined
    from derivcheck.verify.results import NoResults, results_in

    told = Telling.of(with_configuration(given))
    try:
        whole = joined([(path, results_in(path)) for path in results])
    except (NoResults, CannotJoin) as error:
        raise Refused(f"{error}.") from None
    try:
        told.tell(whole)
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
        # Fields that may hold anything are looked into when they are told, and not before.
        what = f"{type(error).__name__}: {error}"
        raise Refused(f"the results hold what derivcheck never wrote ({what}).") from None
    return 0 if given["exit_zero"] else whole.summary.exit_code
