"""Decisions written at the end of `decisions.yaml`; what stands there is never changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from derivcheck.grading.decisions import Ruling
from derivcheck.grading.reading.decisions import decisions_in
from derivcheck.reports._clean import harmless


def entry(
    key: str,
    lines: Sequence[str],
    ruling: Ruling,
    *,
    why: str = "",
    by: str = "",
    audited: str | None = None,
) -> str:
    """A decision as it is written."""
    written = [f"- key: {key}", "  lines:"]
    written += [f"    - {_quoted(line)}" for line in lines]
    written.append(f"  verdict: {ruling}")
    written += [
        f"  {name}: {_quoted(value)}" for name, value in (("why", why), ("by", by)) if value
    ]
    if audited is not None:
        written.append(f"  audit: {audited}")
    return "\n".join(written) + "\n"


def append(path: Path, text: str) -> None:
    """Add an entry; raises `Malformed` and leaves the file alone if it would not be read."""
    before = path.read_bytes() if path.exists() else b""
    joint = b"" if not before or before.endswith(b"\n") else b"\n"
    added = joint + text.encode()
    decisions_in(before + added, path.as_posix())
    with path.open("ab") as stream:
        stream.write(added)


def _quoted(text: str) -> str:
    """A text on one line, in single quotes."""
    flat = " ".join(harmless(text).split())
    return "'" + flat.replace("'", "''") + "'"
