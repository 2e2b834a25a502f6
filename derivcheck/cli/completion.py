"""What a shell offers for the word at the cursor: formats, codes, kinds, files, `FILE::ID`.

The shells are click's: `_DERIVCHECK_COMPLETE=bash_source derivcheck` prints what to source.
"""

from __future__ import annotations

import os
from glob import escape
from itertools import pairwise
from pathlib import Path

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    split_arg_string,
)

#: at which bash splits a word
_BREAKS = (":", "::", "=")


class Bash(BashComplete):
    """bash splits words at `:` and `=`, and puts what is offered behind the last of them."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor and the one at it, put together again."""
        last = int(os.environ["COMP_CWORD"])
        pieces = [*split_arg_string(os.environ["COMP_WORDS"]), ""][: last + 1]
        words = [""]
        for before, piece in pairwise(["", *pieces]):
            joined = piece in _BREAKS or before in _BREAKS
            words[-1:] = [words[-1] + piece] if joined else [words[-1], piece]
        self.kept = words[-1].removesuffix("" if pieces[-1] in _BREAKS else pieces[-1])
        return words[2:-1], words[-1]

    def format_completion(self, item: CompletionItem) -> str:
        """What is offered, without what stands before the last `:` or `=`."""
        shown = CompletionItem(str(item.value).removeprefix(self.kept), type=item.type)
        return super().format_completion(shown)


add_completion_class(Bash)


def paths(_context: click.Context, _param: click.Parameter, word: str) -> list[CompletionItem]:
    """Files and folders, and behind `FILE::` the claims of the file."""
    file, sign, ident = word.rpartition("::")
    if not sign:
        return [CompletionItem(word, type="file")]
    return [CompletionItem(f"{file}::{each}") for each in _ids(file) if each.startswith(ident)]


def targets(context: click.Context, param: click.Parameter, word: str) -> list[CompletionItem]:
    """What `explain` explains: claims, or words where no file has such a name."""
    from derivcheck.reports._codes import CODES
    from derivcheck.reports._manuals import functions, manuals

    if not word or "::" in word or any(Path().glob(f"{escape(word)}*")):
        return paths(context, param, word)
    words = [CompletionItem(code, help=title) for code, (title, _) in CODES.items()]
    words += [CompletionItem(kind) for kind in (*manuals(), *functions())]
    return [each for each in words if each.value.startswith(word)]


def forms(_context: click.Context, param: click.Parameter, word: str) -> list[CompletionItem]:
    """The formats of a report; behind `FORMAT=` files."""
    from derivcheck.reports import formats

    if "=" in word:
        return [CompletionItem(word, type="file")]
    mark = "=" if param.name == "reports" else ""
    return [CompletionItem(f"{each}{mark}") for each in formats() if each.startswith(word)]


def schemas(_context: click.Context, _param: click.Parameter, word: str) -> list[CompletionItem]:
    """The kinds of schemas."""
    from derivcheck.cli.manual import SCHEMAS

    found = sorted(path.stem for path in SCHEMAS.glob("*.json"))
    return [CompletionItem(each) for each in found if each.startswith(word)]


def _ids(file: str) -> list[str]:
    """The ids in a file; none where it cannot be read."""
    from derivcheck.verify.folders import holds_claims, load
    from derivcheck.verify.selection import NothingToCheck

    try:
        if not holds_claims(Path(file)):
            return []
        return [claim.id.value for each in load([file]).derivations for claim in each.claims]
    except (NothingToCheck, OSError, ValueError):
        return []
