"""Entries on disk: one small file each, in the user's cache folder and never in the tree.

An entry is its content below the hash of it. Files are written beside their place and moved
there, so that another run sees the whole of an entry or none; what is broken counts as absent.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: bytes of all entries together, above which the oldest go; and the share that stays then
LARGEST, KEPT = 200_000_000, 0.7
#: bytes of one entry that are read at most
_LONGEST = 20_000_000
#: seconds after which the use of an entry is noted
_DAY = 86_400.0


class WrongFolder(ValueError):
    """DERIVCHECK_CACHE_DIR names no folder that may be used (exit code 2)."""


@dataclass(slots=True, eq=False, repr=False)
class Storage:
    """A folder with entries; `written` counts the bytes that this run added."""

    folder: Path
    written: int = 0

    def read(self, name: str) -> str | None:
        """The content of an entry, None if it is absent or broken."""
        path = self._path(name)
        try:
            with path.open("rb") as stream:
                data = stream.read(_LONGEST + 1)
            digest, _, content = data.partition(b"\n")
            if digest.decode("ascii", "replace") != _digest(name, content):
                return None
            _note_use(path)
            return content.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def has(self, name: str) -> bool:
        """Whether there is an entry of this name, broken or not."""
        return self._path(name).exists()

    def write(self, name: str, content: str) -> None:
        """Keep an entry; a folder that cannot be written keeps none."""
        path, data = self._path(name), content.encode("utf-8")
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        data = _digest(name, data).encode("ascii") + b"\n" + data
        if len(data) > _LONGEST:
            return
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(path)
            self.written += len(data)

    def trim(self) -> None:
        """Let the entries go that were not used for longest, if there are too many."""
        if not self.written:
            return
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        if total <= LARGEST:
            return
        for _, size, path in entries:
            if total <= LARGEST * KEPT:
                return
            with suppress(OSError):
                path.unlink()
                total -= size

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name[2:]

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """When each file was last used, its bytes, and its path."""
        for part in self.folder.glob("[0-9a-f][0-9a-f]"):
            for path in part.iterdir():
                with suppress(OSError):
                    known = path.stat()
                    yield known.st_mtime, known.st_size, path


def _digest(name: str, content: bytes) -> str:
    """The hash of an entry, which also holds it in its place."""
    return hashlib.sha256(name.encode("ascii") + b"\n" + content).hexdigest()


def _note_use(path: Path) -> None:
    """Mark an entry as used, once a day."""
    from time import time

    now = time()
    if now - path.stat().st_mtime > _DAY:
        os.utime(path, (now, now))


def opened() -> Storage | None:
    """The user's cache; None where there is no folder for it that is this user's own.

    Raises `WrongFolder` where DERIVCHECK_CACHE_DIR is no absolute path.
    """
    folder = cache_folder()
    if folder is None:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.stat().st_uid
    except OSError:
        return None
    if hasattr(os, "geteuid") and owner != os.geteuid():
        return None
    return Storage(folder)


def cache_folder() -> Path | None:
    """DERIVCHECK_CACHE_DIR, else `derivcheck` where the platform keeps a user's caches.

    A relative path would lead into the tree that is checked, whose entries nobody may believe.
    """
    chosen = os.environ.get("DERIVCHECK_CACHE_DIR")
    if chosen:
        if not Path(chosen).is_absolute():
            raise WrongFolder(f"DERIVCHECK_CACHE_DIR must be an absolute path, not {chosen}.")
        return Path(chosen)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    if not base.is_absolute():
        base = home / ".cache"
    return base / "derivcheck" if base.is_absolute() else None
