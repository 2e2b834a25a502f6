"""One module a format: `NAME`, and `render(report, options)` that gives the text.

The folder is the list of formats; modules that start with `_` are shared by them.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from derivcheck.reports._options import Options
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.report import Report

__all__ = ["Options", "formats", "is_brief", "render", "unreadable"]

#: what is told the same of brief records, and up to which verbosity
_BRIEF = {"text": 1, "concise": 0}


def formats() -> list[str]:
    """The names of all formats."""
    modules = Path(__file__).parent.glob("[!_]*.py")
    return sorted(path.stem for path in modules)


def render(report: Report, form: str, options: Options) -> str:
    """The report in a format; raises `ValueError` if there is none of that name."""
    if form not in formats():
        raise ValueError(f"no format {form}; there are {', '.join(formats())}")
    module = import_module(f"derivcheck.reports.{form}")
    text: str = module.render(report, options)
    return text


def is_brief(form: str, verbosity: int) -> bool:
    """Whether `verify` in a format tells the same of brief records as of full ones."""
    return form in _BRIEF and verbosity <= _BRIEF[form]


def unreadable(claim: ClaimRecord) -> str:
    """Why a proposition of the command line cannot be read, with the place underlined."""
    from derivcheck.reports._clean import cleaned
    from derivcheck.reports._finding import problem_details

    problem = cleaned(claim.errors[0])
    lines = problem_details(problem, Options(), numbers=False)
    return "\n".join([f"{problem.message} [{problem.code}]", *lines])
