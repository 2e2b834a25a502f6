"""What a program may not do while it reads untrusted text, noticed by an audit hook.

A hook stays for the life of a process and of those forked from it; what they did is written
to a file that was opened beforehand.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir, mkstemp
from typing import Any

import derivcheck

_PACKAGE = Path(derivcheck.__file__).parent
#: events that no reading, deciding or reporting has a reason for
_NEVER = ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "subprocess.Popen")
_NEVER += ("socket.connect", "socket.bind", "ftplib.", "urllib.", "webbrowser.", "pty.spawn")

#: the canary of the inputs, and attributes by which one climbs out of a sandbox
_FOREIGN = ("canary", "__import__", "__subclasses__")


class Watch:
    """Notes what is done while it is `on`: a line for each thing that must not be."""

    def __init__(self, readable: tuple[Path, ...]) -> None:
        own = (sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"), str(_PACKAGE))
        system = ("/proc/self/", "/proc/", "/dev/null", "/usr/lib", "/lib", "/etc/localtime")
        self._readable = tuple({*own, *system, *map(str, readable), f"{gettempdir()}/derivcheck-"})
        self._pipe, self._path = mkstemp(prefix="derivcheck-watch-")
        self._on = False
        sys.addaudithook(self._hear)

    @contextmanager
    def on(self) -> Iterator[None]:
        """Watch the calls inside."""
        self._on = True
        try:
            yield
        finally:
            self._on = False

    def noted(self) -> list[str]:
        """What was done so far that must not be; asking forgets it."""
        told = Path(self._path).read_text(encoding="utf-8", errors="replace").splitlines()
        os.ftruncate(self._pipe, 0)
        os.lseek(self._pipe, 0, os.SEEK_SET)
        return told

    def close(self) -> None:
        """Remove the file of notes; the hook hears nothing any more."""
        self._on = False
        os.close(self._pipe)
        Path(self._path).unlink()

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._on and (wrong := self._wrong(event, arguments)):
            os.write(self._pipe, f"{wrong}\n".encode("utf-8", "backslashreplace"))

    def _wrong(self, event: str, arguments: tuple[Any, ...]) -> str | None:
        if event.startswith(_NEVER):
            return f"{event}: {arguments!r}"
        if event == "compile" and any(sign in str(arguments[0]) for sign in _FOREIGN):
            return f"compiled: {arguments[0]!r:.200}"
        if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
            path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100  (as named)
            # Verdicts are kept where the user says.
            kept = os.environ.get("DERIVCHECK_CACHE_DIR", "\0")
            if not path.startswith((*self._readable, kept)):
                return f"opened: {path}"
        return None
