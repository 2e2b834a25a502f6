"""The command `derivcheck init`: a first claim file that runs."""

from __future__ import annotations

import os
from pathlib import Path

import click

from derivcheck.cli.refusal import Refused

#: what editors read beside the file, named by its modeline
SCHEMA = "derivation.schema.json"

FIRST = f"""\
# yaml-language-server: $schema={SCHEMA}
title: Ridge regression
symbols:
  X: matrix[n, d]
  y: vector[n]
  theta: vector[d]
  lambda: scalar > 0
define:
  L: 1/2*norm(y - X@theta)^2 + lambda/2*norm(theta)^2
claims:
  # One line. Every claim has an id, which names it in reports.
  - id: gradient
    claim: grad(L, theta) = -X'@y + X'@X@theta + lambda*theta

  # A chain: every line is judged against the one before it.
  - id: expansion
    steps: |
      L
      = 1/2*(y'@y - 2*y'@X@theta + theta'@X'@X@theta)
        + lambda/2*norm(theta)^2

  # A mistake that is known stays as it was written, and says why it is one.
  - id: normal-equation
    unknown: theta
    claim: grad(L, theta) = 0 <=> X'@y = theta@(X'@X + lambda*I)
    erratum:
      why: the matrix must stand to the left of theta
      correct: grad(L, theta) = 0 <=> X'@y = (X'@X + lambda*I)@theta
"""


@click.command(short_help="Write a first claim file.")
@click.argument("file", default="derivation.yaml")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def init(file: str, force: bool) -> int:
    """Write a first claim file that runs, and the schema by which editors complete it.

    A file that is there is not overwritten without --force.
    """
    from derivcheck.cli.manual import schemas
    from derivcheck.cli.terminal import write

    path = Path(file)
    if path.suffix not in (".yaml", ".yml"):
        raise Refused(f"{file}: a claim file ends in .yaml or .yml.")
    _create(path, FIRST, overwrite=force)
    schema = path.with_name(SCHEMA)
    if not os.path.lexists(schema):
        _create(schema, schemas("derivation"), overwrite=False)
    write(
        f"Wrote {path.as_posix()}, and {schema.as_posix()} for editors.\n"
        f"Next: derivcheck verify {path.as_posix()}\n"
    )
    return 0


def _create(path: Path, text: str, *, overwrite: bool) -> None:
    """A new file; one that is there, or a link, is overwritten only if that is asked for."""
    try:
        with path.open("w" if overwrite else "x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise Refused(f"{path} is there already; --force overwrites it.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None
