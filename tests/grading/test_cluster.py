"""A real scheduler and two workers on this machine, one of which is killed on the way."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

import derivcheck

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

ASSIGNMENT = """\
title: Squares
symbols: {x: scalar}
questions:
  - id: q1
    find: d(x^2 + 3*x, x)
    marks: {method: 2, answer: 1}
"""
STEPS = ("= 2*x + 3", "= 3 + 2*x", "= 2*x", "= x*2 + 3 [?]")
STUDENTS = 320
PATIENCE = 120
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(Path(derivcheck.__file__).parent.parent),
    "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
}


def command(*arguments):
    return [sys.executable, "-m", *arguments]


@pytest.fixture
def homework(tmp_path):
    (tmp_path / "hw.yaml").write_text(ASSIGNMENT, encoding="utf-8")
    rows = ["student,question,steps"]
    for number in range(STUDENTS):
        step = STEPS[number % len(STEPS)]
        rows.append(f's{number:03},q1,"d(x^2 + 3*x, x)\n{step}"')
    (tmp_path / "answers.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler, and its two workers."""
    options = {"env": ENVIRONMENT, "cwd": tmp_path, "stderr": subprocess.PIPE, "text": True}
    scheduler = subprocess.Popen(
        command(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"
        ),
        **options,
    )
    started = [scheduler]
    try:
        address = next(
            found.group()
            for line in scheduler.stderr
            if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line))
        )
        options["stderr"] = subprocess.DEVNULL
        for _ in range(2):
            started.append(
                subprocess.Popen(
                    command(
                        "distributed.cli.dask_worker",
                        address,
                        "--nthreads",
                        "1",
                        "--no-nanny",
                        "--no-dashboard",
                    ),
                    **options,
                )
            )
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()
        scheduler.stderr.close()


def results(homework, name, *arguments):
    return subprocess.Popen(
        command("derivcheck", "grade", "hw.yaml", "answers.csv", "--results", name, *arguments),
        cwd=homework,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_lost_worker_loses_nothing(homework, cluster):
    address, workers = cluster
    far = homework / "far.jsonl"
    running = results(homework, far.name, "--cluster", address)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        if far.exists() and far.read_bytes().count(b"\n") > 1:
            break
        time.sleep(0.05)
    assert far.read_bytes().count(b"\n") <= STUDENTS, "all was marked before a worker was killed"
    workers[0].kill()
    said, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 1, said
    near = results(homework, "near.jsonl", "--jobs", "1")
    near.communicate(timeout=PATIENCE)
    lines = far.read_text(encoding="utf-8").splitlines()
    assert len(lines) == STUDENTS + 1
    assert lines == (homework / "near.jsonl").read_text(encoding="utf-8").splitlines()


def test_a_scheduler_that_does_not_answer_is_named(homework):
    running = results(homework, "none.jsonl", "--cluster", "tcp://127.0.0.1:9")
    said, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 2
    assert "no scheduler answers at tcp://127.0.0.1:9" in said
