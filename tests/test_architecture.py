"""Imports go one way, and modules stay small."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import derivcheck

PACKAGE = Path(derivcheck.__file__).parent

#: language -> calculus | evaluation -> claims | deciders -> verify -> reports -> ... -> cli:
#: what each part may import of the others
MAY_IMPORT = {
    "language": set(),
    "calculus": {"language"},
    "evaluation": {"language"},
    "claims": {"language", "calculus", "evaluation"},
    "deciders": {"language", "calculus", "evaluation"},
    "verify": {"language", "calculus", "evaluation", "claims", "deciders"},
    "reports": {"language", "verify"},
    "grading": {"language", "verify", "reports"},
    "hypergradient": {"language", "calculus", "evaluation", "reports"},
    "certificates": {"language", "calculus", "evaluation", "verify"},
    "cli": {"verify", "reports", "certificates", "grading", "hypergradient"},
}
LONGEST = 300

MODULES = sorted(PACKAGE.rglob("*.py"))
DECIDER_FOLDERS = sorted(PACKAGE.glob("deciders/_*/"))


def part(path: Path) -> str | None:
    """The part a module belongs to; None for those of the package itself."""
    inner = path.relative_to(PACKAGE).parts
    return inner[0].removesuffix(".py") if len(inner) > 1 else None


def imports(path: Path) -> set[str]:
    """Every module of the package that a module names in an import, wherever it stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            base = node.module or ""
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("derivcheck.")}


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_follow_the_order_of_the_parts(path):
    own = part(path)
    if own is None:
        return
    assert own in MAY_IMPORT, f"{own} is no part of the design"
    wrong = {
        each
        for each in imports(path)
        if (other := each.split(".")[1]) in MAY_IMPORT and other not in MAY_IMPORT[own] | {own}
    }
    assert wrong == set()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_stay_below_the_limit(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_the_numeric_deciders_do_not_import_calculus():
    numeric = [path for path in MODULES if part(path) == "evaluation"]
    numeric += [path for path in MODULES if part(path) == "deciders" and _is_numeric(path)]
    assert numeric
    for path in numeric:
        assert not any(each.startswith("derivcheck.calculus") for each in imports(path)), path


def test_the_folders_of_the_deciders_import_one_way():
    folders = {
        folder.name: {
            other.name
            for path in folder.glob("*.py")
            for each in imports(path)
            for other in DECIDER_FOLDERS
            if other != folder and each.startswith(f"derivcheck.deciders.{other.name}.")
        }
        for folder in DECIDER_FOLDERS
    }
    assert len(list(TopologicalSorter(folders).static_order())) == len(DECIDER_FOLDERS) > 10


def _is_numeric(path: Path) -> bool:
    """A decider says its route: `ROUTE = "numeric"`."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Constant):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {target.id for target in targets if isinstance(target, ast.Name)}
            if "ROUTE" in names and node.value.value == "numeric":
                return True
    return False


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_string_of_a_user_is_ever_run(path):
    forbidden = {"eval", "exec", "sympify", "parse_expr", "lambdify", "compile"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in forbidden, f"{path}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            own = node.func.attr in {"sympify", "parse_expr", "lambdify"}
            assert not own, f"{path}:{node.lineno}"


def test_nothing_is_called_by_a_name_without_meaning():
    banned = {"utils", "helpers", "manager", "engine_manager", "misc", "common"}
    assert not [path for path in MODULES if path.stem.strip("_") in banned]


def test_the_run_reads_as_load_judge_report():
    source = ast.parse((PACKAGE / "verify" / "run.py").read_text(encoding="utf-8"))
    functions = {node.name: node for node in source.body if isinstance(node, ast.FunctionDef)}
    called = [
        node.func.id
        for body in (functions["run"], functions["report_on"])
        for node in ast.walk(body)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    steps = ["load", "judge_all", "Report"]
    assert [step for step in steps if step in called] == steps
