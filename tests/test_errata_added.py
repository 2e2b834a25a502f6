"""`derivcheck errata --add`: old notes adopted, with every mistake on record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from derivcheck.cli import adopting, main

DERIVATIONS = Path(__file__).parent.parent / "derivations"

NOTES = """\
# words of the author
symbols:
  x: scalar
  A: matrix[n, m]
claims:
  - id: right
    claim: x + x = 2*x

  - id: wrong      # an old slip
    claim: x + x = 3*x
    note: keep me
  - id: hopeless
    claim: sin(x)^2 = cos(x)^2
  - {id: braces, claim: x - x = x}
  - id: chain
    steps: |
      (x + 1)^2
      = x^2 + 1
      = 1 + x^2
  - id: misfit
    claim: A@A = A
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")


def run(capsys, *arguments):
    code = main(list(arguments))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def test_mistakes_are_put_on_record_and_the_gate_is_green(capsys):
    Path("notes.yaml").write_text(NOTES)
    assert run(capsys, "verify", "notes.yaml")[0] == 1
    code, out, _ = run(capsys, "errata", "--add", "notes.yaml")
    assert code == 0
    assert out.splitlines()[0] == "notes.yaml:10:20: refuted wrong; the correction holds"
    assert out.splitlines()[-1] == (
        "5 errata added to 1 file. What they say: derivcheck errata notes.yaml"
    )
    code, out, _ = run(capsys, "verify", "notes.yaml")
    assert (code, out.splitlines()[0]) == (0, "notes.yaml  6 claims  1 proved  5 errata")


def test_the_layout_of_the_file_stays(capsys):
    Path("notes.yaml").write_text(NOTES)
    Path("notes.yaml").chmod(0o640)
    run(capsys, "errata", "--add", "notes.yaml")
    written = Path("notes.yaml").read_text()
    kept = [line for line in written.splitlines() if line in NOTES.splitlines()]
    expected = [line for line in NOTES.splitlines() if "braces" not in line]
    assert kept == expected
    assert written.count("erratum:") == 5
    assert (
        "    claim: x + x = 3*x\n"
        "    erratum:\n"
        "      why: '3 should be 2; at x = 1: left 2, right 3'"
        "\n      correct: x + x = 2*x\n    note: keep me\n"
    ) in written
    assert Path("notes.yaml").stat().st_mode & 0o777 == 0o640
    assert [each.name for each in Path().iterdir()] == ["notes.yaml"]


def test_a_second_time_nothing_is_added(capsys):
    Path("notes.yaml").write_text(NOTES)
    run(capsys, "errata", "--add", "notes.yaml")
    before = Path("notes.yaml").read_bytes()
    code, out, _ = run(capsys, "errata", "--add", "notes.yaml")
    assert (code, out) == (0, "No mistake was found that is not on record.\n")
    assert Path("notes.yaml").read_bytes() == before


def test_one_claim_is_chosen_by_its_address(capsys):
    Path("notes.yaml").write_text(NOTES)
    code, out, _ = run(capsys, "errata", "--add", "notes.yaml::wrong")
    assert code == 0
    assert "1 erratum added to 1 file" in out
    assert Path("notes.yaml").read_text().count("erratum:") == 1


@pytest.mark.parametrize(
    "claim", ["claim: y = y", "claim: x = = x", "{}", "claim: x = x\n    erratum: {why: once}"]
)
def test_what_is_no_mistake_of_mathematics_gets_no_erratum(capsys, claim):
    source = f"symbols: {{x: scalar}}\nclaims:\n  - id: a\n    {claim}\n"
    Path("notes.yaml").write_text(source)
    code, out, _ = run(capsys, "errata", "--add", "notes.yaml")
    assert code == 1
    assert "1 claim not as expected still: derivcheck verify notes.yaml" in out or "problem" in out
    assert Path("notes.yaml").read_text() == source


def test_a_file_that_changes_meanwhile_is_left_alone(capsys, monkeypatch):
    Path("notes.yaml").write_text(NOTES)
    decide = adopting._met

    def meanwhile(*given):
        Path("notes.yaml").write_text(NOTES + "# more\n")
        return decide(*given)

    monkeypatch.setattr(adopting, "_met", meanwhile)
    code, _, err = run(capsys, "errata", "--add", "notes.yaml")
    assert (code, "changed meanwhile" in err) == (2, True)
    assert Path("notes.yaml").read_text() == NOTES + "# more\n"


def test_a_link_stays_one(capsys):
    Path("real.yaml").write_text(NOTES)
    Path("notes.yaml").symlink_to("real.yaml")
    assert run(capsys, "errata", "--add", "notes.yaml")[0] == 0
    assert Path("notes.yaml").is_symlink()
    assert "erratum:" in Path("real.yaml").read_text()


@pytest.mark.parametrize("name", ["ridge.yaml"])
def test_notes_whose_errata_are_lost_get_them_again(capsys, name):
    source = (DERIVATIONS / name).read_text(encoding="utf-8")
    without = re.sub(r"^    erratum:\n(?:      .*\n)*", "", source, flags=re.MULTILINE)
    Path(name).write_text(without, encoding="utf-8")
    assert run(capsys, "verify", name)[0] == 1
    assert run(capsys, "errata", "--add", name)[0] == 0
    assert run(capsys, "verify", name)[0] == 0
    assert Path(name).read_text().count("erratum:") == source.count("erratum:")
