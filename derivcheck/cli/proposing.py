"""A command whose argument is mathematics, which may start with a minus."""

from __future__ import annotations

import click

from derivcheck.cli.refusal import Refused


class Proposing(click.Command):
    """Tells how to write a proposition that was taken for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments read; wrong use names the words that start with a minus."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except (click.NoSuchOption, click.MissingParameter):
            for word in given:
                if word.startswith("-") and any(sign in word for sign in " =<>("):
                    hint = f"a proposition that starts with a minus stands after --: -- '{word}'"
                    raise Refused(hint) from None
            raise
