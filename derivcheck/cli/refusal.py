"""Wrong use: one sentence on standard error, exit code 2."""

from __future__ import annotations

import click


class Refused(click.ClickException):
    """A command that cannot be carried out as it was given."""

    exit_code = 2
