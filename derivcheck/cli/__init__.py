"""The command `derivcheck`: arguments in, exit code out; no checking here."""

from derivcheck.cli.commands import main

__all__ = ["main"]
