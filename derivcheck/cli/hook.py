"""The command `derivcheck hook`: `verify` as pre-commit calls it."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    short_help="Check changed files, for pre-commit.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[OPTION | FILE]...")
@click.pass_context
def hook(context: click.Context, arguments: tuple[str, ...]) -> int:
    """Check the files among others that hold claims; the options are those of `verify`.

    A tool that passes every changed file needs no list of which of them are
    derivations. Files without claims are passed over; nothing to check is exit code 0.
    """
    from derivcheck.verify.folders import holds_claims

    assert context.parent is not None
    assert isinstance(context.parent.command, click.Group)
    verify = context.parent.command.commands["verify"]
    with verify.make_context("derivcheck hook", list(arguments)) as inner:
        kept = tuple(
            path
            for path in inner.params["paths"]
            # What is no file is left to `verify`, which says so.
            if not Path(path).is_file() or holds_claims(Path(path))
        )
        inner.params["paths"] = kept
        code: int = verify.invoke(inner) if kept else 0
    return code
