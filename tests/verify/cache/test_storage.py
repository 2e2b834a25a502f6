"""Entries on disk: whole or absent, the user's own, never those of the tree, and not too many."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from remembering import decided, timeless, verified, written

from derivcheck.cli import main
from derivcheck.verify import engine
from derivcheck.verify.cache import storage
from derivcheck.verify.cache.storage import Storage, WrongFolder, cache_folder, opened

FILE = """\
symbols: {x: scalar}
claims:
  - {id: good, claim: x + 1 = 1 + x}
  - {id: bad, claim: x + 1 = x}
"""
NAME = hashlib.sha256(b"name").hexdigest()


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(FILE)
    return tmp_path


def entries(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


def sealed(path: Path, content: str) -> None:
    """An entry whose hash is right, whatever is in it."""
    name = path.parent.name + path.name
    whole = name.encode() + b"\n" + content.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(whole).hexdigest()
    path.write_bytes(digest.encode() + b"\n" + content.encode("utf-8", "surrogatepass"))


def _content(path: Path) -> str:
    return path.read_text().partition("\n")[2]


def _garbled(path: Path) -> None:
    path.write_bytes(b"\x80\x04\x95garbage\x00" * 9)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _flipped(path: Path) -> None:
    path.write_text(path.read_text().replace("refuted", "proved").replace("1", "2"))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _deep(path: Path) -> None:
    sealed(path, "[" * 100_000 + "]" * 100_000)


def _deep_inside(path: Path) -> None:
    data = json.loads(_content(path)) if _content(path).startswith("{") else {}
    data["support"] = {}
    text = json.dumps(data).replace('"support": {}', '"support": ' + "[" * 5000 + "]" * 5000)
    sealed(path, text)


def _other(path: Path) -> None:
    sealed(path, "[1, 2, 3]")


def _null(path: Path) -> None:
    sealed(path, "null")


def _number(path: Path) -> None:
    sealed(path, '{"claims": 1e999, "line": NaN}')


def _long_number(path: Path) -> None:
    sealed(path, '{"line": ' + "9" * 9000 + "}")


def _wrong_types(path: Path) -> None:
    data = json.loads(_content(path))
    changed = {key: [value] for key, value in data.items()} if isinstance(data, dict) else data
    sealed(path, json.dumps(changed))


def _wrong_places(path: Path) -> None:
    data = json.loads(_content(path))
    if "focus" in data:
        data |= {"focus": [77, -5, 99, 1], "verdict": "proved"}
    sealed(path, json.dumps(data))


def _wrong_example(path: Path) -> None:
    data = json.loads(_content(path))
    if data.get("counterexample"):
        data["counterexample"] |= {"kind": "shape", "witness": {"span": "none"}}
    sealed(path, json.dumps(data))


def _surrogates(path: Path) -> None:
    sealed(path, '{"claim": "\udcff"}')


BROKEN = [
    *(_garbled, _cut, _emptied, _flipped, _folder, _deep, _deep_inside, _other, _null, _number),
    *(_long_number, _wrong_types, _wrong_places, _wrong_example, _surrogates),
]


@pytest.mark.parametrize("breaks", BROKEN, ids=lambda f: f.__name__.strip("_"))
@pytest.mark.parametrize("brief", [False, True])
def test_a_broken_entry_is_decided_again_and_replaced(own_cache, breaks, brief):
    fresh = verified(cache=False)
    verified(brief=True)
    for path in entries(own_cache):
        breaks(path)
    second = verified(brief=brief)
    assert [claim.verdict for claim in second.claims] == ["proved", "refuted"]
    if not brief:
        assert timeless(second) == timeless(fresh)
    if breaks is not _folder:
        assert decided(verified(brief=brief)) == []


def test_the_entry_of_another_claim_is_none(own_cache):
    """Who copies the entry of a proved claim into the place of a refuted one gains nothing."""
    verified("f.yaml::good")
    good = [path for path in entries(own_cache) if '"proved"' in _content(path)]
    verified()
    (bad,) = [path for path in entries(own_cache) if '"refuted"' in _content(path)]
    shutil.copy(good[0], bad)
    report = verified()
    assert [claim.verdict for claim in report.claims] == ["proved", "refuted"]
    assert decided(report) == ["bad"]


def test_a_cache_in_the_tree_is_ignored(own_cache, folder, monkeypatch):
    verified()
    forged = {path.relative_to(own_cache): path.read_bytes() for path in entries(own_cache)}
    shutil.rmtree(own_cache)
    for name in (".derivcheck", ".derivcheck_cache", ".cache/derivcheck", "__pycache__", "cache"):
        for path, data in forged.items():
            target = folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    planted = {path: path.stat().st_mtime_ns for path in entries(folder)}
    assert decided(verified()) == ["good", "bad"]
    assert {path: path.stat().st_mtime_ns for path in entries(folder)} == planted


@pytest.mark.parametrize("chosen", ["cache", ".", "../cache"])
def test_a_relative_folder_is_refused(monkeypatch, capsys, chosen):
    monkeypatch.setenv("DERIVCHECK_CACHE_DIR", chosen)
    with pytest.raises(WrongFolder):
        cache_folder()
    assert main(["verify", "f.yaml"]) == 2
    error = f"Error: DERIVCHECK_CACHE_DIR must be an absolute path, not {chosen}.\n"
    assert capsys.readouterr().err == error
    assert main(["verify", "f.yaml", "--no-cache"]) == 1


def test_the_folder_is_where_the_platform_keeps_caches(monkeypatch, tmp_path):
    monkeypatch.delenv("DERIVCHECK_CACHE_DIR")
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    for platform, place in {
        "linux": "/somewhere/derivcheck",
        "darwin": "/home/ada/Library/Caches/derivcheck",
        "win32": "/home/ada/AppData/Local/derivcheck",
    }.items():
        monkeypatch.setattr(storage.sys, "platform", platform)
        assert cache_folder() == Path(place)
    monkeypatch.setattr(storage.sys, "platform", "linux")
    for unusable in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", unusable)
        assert cache_folder() == Path("/home/ada/.cache/derivcheck")


def test_a_folder_that_cannot_be_written_keeps_nothing_and_harms_nothing(monkeypatch, folder):
    (folder / "file").write_text("")
    monkeypatch.setenv("DERIVCHECK_CACHE_DIR", str(folder / "file"))
    assert decided(verified()) == ["good", "bad"]
    assert decided(verified()) == ["good", "bad"]


def test_the_folder_of_another_user_is_not_believed(own_cache, monkeypatch):
    verified()
    monkeypatch.setattr(os, "geteuid", lambda: own_cache.stat().st_uid + 1)
    assert opened() is None
    assert decided(verified()) == ["good", "bad"]


def test_entries_are_private(tmp_path, monkeypatch):
    monkeypatch.setenv("DERIVCHECK_CACHE_DIR", str(tmp_path / "new"))
    kept = opened()
    kept.write(NAME, "content")
    assert kept.read(NAME) == "content"
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_the_entries_unused_for_longest_go_first(tmp_path, monkeypatch):
    monkeypatch.setattr(storage, "LARGEST", 10_000)
    kept = Storage(tmp_path)
    names = [hashlib.sha256(bytes([at])).hexdigest() for at in range(12)]
    for at, name in enumerate(names):
        kept.write(name, "x" * 1000)
        os.utime(tmp_path / name[:2] / name[2:], (1000 + at, 1000 + at))
    assert kept.read(names[0]) is not None  # used now
    kept.trim()
    there = [at for at, name in enumerate(names) if kept.has(name)]
    assert there == [0, 7, 8, 9, 10, 11]
    again = Storage(tmp_path)
    again.trim()
    assert [at for at, name in enumerate(names) if again.has(name)] == there


@pytest.mark.parametrize("claim", ["hangs", "aborts", "leaves", "raises", "eats"])
def test_what_hit_a_limit_or_crashed_is_never_kept(judge, claim):
    written(f"claims:\n  - {{id: a, claim: {claim}}}\n  - {{id: b, claim: x}}\n")
    for _ in range(2):
        assert "a" in decided(verified(timeout=1))
    assert decided(verified(timeout=1)) == ["a"]


def test_a_refutation_whose_search_for_a_repair_was_cut_is_not_kept(monkeypatch):
    from derivcheck.verify.repair import search

    verified("f.yaml::bad")
    assert decided(verified("f.yaml::bad")) == []
    monkeypatch.setattr(search, "SECONDS", 0.0)
    written(FILE.replace("x + 1 = x", "x + 1 = x - 1"))
    for _ in range(2):
        report = verified()
        assert (report.claims[1].verdict, report.claims[1].limit) == ("refuted", "time")
        assert "bad" in decided(report)


# What decides ------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package in the place of this one."""
    for name in ("deciders/one.py", "verify/two.py", "language/three.py"):
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True)
        path.write_text("a = 1\n")
    monkeypatch.setattr(engine, "_PACKAGE", tmp_path / "package")
    engine._versions.cache_clear()
    yield tmp_path / "package"
    engine._versions.cache_clear()


@pytest.mark.parametrize("name", ["deciders/one.py", "verify/two.py", "language/new.py"])
def test_the_versions_are_known_until_a_module_changes(package, own_cache, name):
    kept = opened()
    before = engine.versions(kept)
    engine._versions.cache_clear()
    assert engine.versions(kept) == before
    path = package / name
    path.write_text("a = 2\n")
    os.utime(path, ns=(1, 1))
    engine._versions.cache_clear()
    after = engine.versions(kept)
    assert after["deciders"] != before["deciders"]
    assert after == engine.versions()
    path.write_text("a = 3\n")
    os.utime(path, ns=(1, 1))
    engine._versions.cache_clear()
    assert engine.versions(kept)["deciders"] not in (before["deciders"], after["deciders"])


def test_versions_that_are_none_are_read_again(package, own_cache):
    kept = opened()
    before = engine.versions(kept)
    (path,) = entries(own_cache)
    for content in ("[]", "{}", '{"deciders": 1}', "[" * 9999, "x"):
        sealed(path, content)
        engine._versions.cache_clear()
        assert engine.versions(kept) == before
