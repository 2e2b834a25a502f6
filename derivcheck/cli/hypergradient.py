"""The command `derivcheck hypergradient`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from derivcheck.cli.refusal import Refused

_COUNTS = (10, 30, 100, 300, 1_000, 3_000, 10_000)


@click.command(short_help="Check the architecture-search hypergradient.")
@click.option("--problem", "names", multiple=True, metavar="NAME", help="Only this problem. [all]")
@click.option("--weights", default=8, metavar="N", help="Architecture weights. [8]")
@click.option("--features", default=4, metavar="N", help="Features of an input. [4]")
@click.option("--pairs", default=6, metavar="N", help="Pairs of every other data set. [6]")
@click.option("--seed", default=0, type=click.IntRange(0), metavar="N", help="First seed. [0]")
@click.option("--seeds", default=3, type=click.IntRange(1), metavar="N", help="How many. [3]")
@click.option("--step-w", type=float, metavar="X", help="xi_W. [of the problem]")
@click.option("--step-v", type=float, metavar="X", help="xi_V. [of the problem]")
@click.option(
    "--estimator", metavar="NAME", help="Print this estimate and its error instead of the checks."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="[text]"
)
@click.option(
    "--plot", metavar="FILE.svg", help="Write the errors there, the costs to FILE-cost.svg."
)
def hypergradient(**given: Any) -> int:
    """Check the architecture-search hypergradient (document 000) in numbers.

    \b
    derivcheck hypergradient
    derivcheck hypergradient --problem network --seeds 20 --plot errors.svg
    derivcheck hypergradient --format html > hypergradient.html
    derivcheck hypergradient --problem logistic --estimator implicit-cg

    Exit code: 0 every equation is as expected, 1 some is not, 2 wrong use.
    """
    from derivcheck.hypergradient import ProblemError

    try:
        return _estimates(given) if given["estimator"] else _study(given)
    except ProblemError as error:
        raise Refused(f"{error}.") from None


def _problems(given: dict[str, Any]) -> Iterator[tuple[int, Any]]:
    from derivcheck.hypergradient import PROBLEMS, Sizes, problem_named

    steps = {
        f"step_{x}": given[f"step_{x.lower()}"]
        for x in "WV"
        if given[f"step_{x.lower()}"] is not None
    }
    sizes = Sizes(given["weights"], given["features"], given["pairs"])
    for name in given["names"] or PROBLEMS:
        for seed in range(given["seed"], given["seed"] + given["seeds"]):
            problem: Any = problem_named(name, sizes, seed)
            yield seed, replace(problem, **steps)


def _study(given: dict[str, Any]) -> int:
    from derivcheck.cli.terminal import write
    from derivcheck.hypergradient import examine
    from derivcheck.hypergradient.costs import MOST_FOR_BRUTE_FORCE
    from derivcheck.hypergradient.report import Study, text, values

    picture = _writable(given["plot"]) if given["plot"] else None
    examinations = []
    for seed, problem in _problems(given):
        _progress(f"{problem.name}, seed {seed}")
        affordable = given["weights"] <= MOST_FOR_BRUTE_FORCE
        examinations.append((seed, examine(problem, reference=affordable)))
    drawn = picture or given["form"] == "html"
    counts = _COUNTS if drawn else (given["weights"],)
    study = Study(examinations, tuple(_costs(given, counts)))
    _progress("")
    if given["form"] == "json":
        import json

        from derivcheck import __version__

        document = {"derivcheck": __version__, "command": "hypergradient", **values(study)}
        write(json.dumps(document, indent=1) + "\n")
    elif given["form"] == "html":
        from derivcheck.hypergradient.page import html

        write(html(study))
    else:
        write(text(study))
    if picture:
        _draw(picture, study)
    return 0 if study.ok else 1


def _costs(given: dict[str, Any], counts: Sequence[int]) -> Iterator[Any]:
    from derivcheck.hypergradient import PROBLEMS, Sizes, problem_named
    from derivcheck.hypergradient.costs import costs

    name = (given["names"] or list(PROBLEMS))[-1]
    for cost in costs(
        lambda count: problem_named(
            name, Sizes(count, given["features"], given["pairs"]), given["seed"]
        ),
        counts,
    ):
        _progress(f"cost of {cost.estimator} at {cost.weights:,} weights")
        yield cost


def _estimates(given: dict[str, Any]) -> int:
    from derivcheck.cli.terminal import write
    from derivcheck.hypergradient import ESTIMATORS, checked, estimate
    from derivcheck.hypergradient.orders import relative

    name = given["estimator"]
    if given["form"] == "html":
        raise Refused("an estimate has no page; --format html shows the checks.")
    if name not in ESTIMATORS:
        raise Refused(f"no estimator {name}; there are {', '.join(ESTIMATORS)}.")
    rows = []
    for seed, problem in _problems(given):
        found = estimate(checked(problem), name)
        rows.append(
            {
                "problem": problem.name,
                "seed": seed,
                "estimator": name,
                "hypergradient": [float(entry) for entry in found.value],
                "difference_from_one_step": relative(
                    found.value, estimate(problem, "one-step").value
                ),
                "evaluations": found.evaluations,
                "seconds": found.seconds,
            }
        )
    if given["form"] == "json":
        import json

        write(json.dumps(rows, indent=1) + "\n")
        return 0
    lines = []
    for row in rows:
        entries = ", ".join(f"{entry:.6g}" for entry in row["hypergradient"][:6])
        more = ", ..." if len(row["hypergradient"]) > 6 else ""
        lines.append(f"{row['problem']}, seed {row['seed']}: [{entries}{more}]")
        lines.append(
            f"  {row['difference_from_one_step']:.1e} from the one-step derivative, relative; "
            f"{row['evaluations']:,} evaluations"
        )
    write("\n".join(lines) + "\n")
    return 0


def _writable(name: str) -> Path:
    path = Path(name)
    if path.suffix != ".svg":
        raise Refused(f"--plot takes a file that ends in .svg, not {name}.")
    if not path.parent.is_dir():
        raise Refused(f"there is no folder {path.parent}.")
    return path


def _draw(path: Path, study: Any) -> None:
    from derivcheck.hypergradient.pictures import cost_picture, error_picture
    from derivcheck.reports.figures import document

    second = path.with_name(f"{path.stem}-cost.svg")
    path.write_text(document(error_picture(study)), encoding="utf-8")
    second.write_text(document(cost_picture(study)), encoding="utf-8")
    sys.stderr.write(f"Pictures: {path} and {second}\n")


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{what}")
        sys.stderr.flush()
