"""Paths become derivations: folders are walked, other files passed over, links not followed."""

from __future__ import annotations

import os

import pytest

from derivcheck.verify.folders import load
from derivcheck.verify.selection import NothingToCheck, selected

CLAIM = "claims:\n  - id: {0}\n    claim: x = x\n"


@pytest.fixture
def notes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes" / "inner").mkdir(parents=True)
    (tmp_path / "notes" / "b.yaml").write_text(CLAIM.format("b"))
    (tmp_path / "notes" / "a.yml").write_text(CLAIM.format("a"))
    (tmp_path / "notes" / "inner" / "c.yaml").write_text(CLAIM.format("c"))
    return tmp_path / "notes"


def files(*paths):
    return [derivation.file for derivation in load(paths).derivations]


def test_a_folder_is_walked_in_the_order_of_names(notes):
    assert files("notes") == ["notes/a.yml", "notes/b.yaml", "notes/inner/c.yaml"]


def test_a_file_named_twice_is_read_once(notes):
    assert files("notes/b.yaml", "./notes/b.yaml", "notes") == [
        "notes/b.yaml",
        "notes/a.yml",
        "notes/inner/c.yaml",
    ]


def test_files_of_another_kind_are_passed_over_and_submissions_counted(notes):
    (notes / "answers.yaml").write_text("answers: []\n")
    (notes / "questions.yaml").write_text("questions: []\n")
    (notes / "mkdocs.yml").write_text("site: !!python/name:x y\n")
    (notes / "broken.yaml").write_text("a: [\n")
    (notes / "notes.txt").write_text(CLAIM.format("d"))
    (notes / ".hidden").mkdir()
    (notes / ".hidden" / "d.yaml").write_text(CLAIM.format("d"))
    found = load(["notes"])
    assert len(found.derivations) == 3
    assert found.skipped == 1


def test_links_are_not_followed(notes):
    (notes / "link.yaml").symlink_to(notes / "b.yaml")
    (notes / "other").symlink_to(notes / "inner")
    (notes / "inner" / "loop").symlink_to(notes)
    assert len(load(["notes"]).derivations) == 3


def test_a_large_file_without_claims_is_passed_over(notes):
    (notes / "data.yaml").write_text("a: b\n" + "# x\n" * 1_000_000)
    assert len(load(["notes"]).derivations) == 3


def test_a_large_file_with_claims_is_a_problem(notes):
    (notes / "data.yaml").write_text("claims: []\n" + "# x\n" * 1_000_000)
    problems = [p for derivation in load(["notes"]).derivations for p in derivation.problems]
    assert [problem.code for problem in problems] == ["DC105"]


def test_a_claim_is_chosen_by_its_address(notes):
    (notes / "b.yaml").write_text(CLAIM.format("b1") + "  - id: b2\n    claim: y\n")
    found = load(["notes/b.yaml::b2"]).derivations
    assert [claim.id.value for derivation in found for claim in derivation.claims] == ["b2"]


def test_a_malformed_claim_can_be_chosen_and_shows_its_problem_only(notes):
    (notes / "b.yaml").write_text(CLAIM.format("b1") + "  - id: b2\n    clam: y\n  - id: b3\n")
    (derivation,) = load(["notes/b.yaml::b2"]).derivations
    assert derivation.claims == ()
    assert [problem.claim for problem in derivation.problems] == ["b2"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("note", "note: no such file or folder. Did you mean notes?"),
        ("notes/c.yaml", "notes/c.yaml: no such file or folder. Did you mean notes/b.yaml?"),
        ("", ": no such file or folder."),
        (
            "empty",
            "nothing to check in empty: no *.yaml, *.yml or *.md with claims."
            " To write a first file: derivcheck init.",
        ),
        ("notes/b.yaml::c", "notes/b.yaml has no claim c."),
        ("notes/a.yml::aa", "notes/a.yml has no claim aa. Did you mean a?"),
        ("answers.yaml", "nothing to check in answers.yaml: it is a file of kind submission."),
    ],
)
def test_wrong_paths_are_answered_with_what_is_there(notes, path, message):
    (notes.parent / "empty").mkdir()
    (notes.parent / "answers.yaml").write_text("answers: []\n")
    with pytest.raises(NothingToCheck) as error:
        load([path])
    assert str(error.value) == message


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_permission_is_a_problem(notes):
    (notes / "b.yaml").chmod(0)
    problems = [p for derivation in load(["notes"]).derivations for p in derivation.problems]
    assert [problem.message for problem in problems] == [
        "the file cannot be read: Permission denied"
    ]


def test_a_selection_keeps_the_claims_whose_id_matches(notes):
    derivations = load(["notes"]).derivations
    assert [derivation.file for derivation in selected(derivations, ["[bc]"])] == [
        "notes/b.yaml",
        "notes/inner/c.yaml",
    ]
    with pytest.raises(NothingToCheck):
        selected(derivations, ["ridge.*"])
