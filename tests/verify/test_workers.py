"""A claim that hangs, crashes or eats memory costs that claim and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import subprocess
import sys
import time

import pytest

from derivcheck.verify import pool, workers
from derivcheck.verify.pool import PATIENCE
from derivcheck.verify.reading import read
from derivcheck.verify.record import Verdict
from derivcheck.verify.settings import Settings
from derivcheck.verify.workers import Workers

TROUBLE = {
    "hangs": ("timeout", "DC402", "time", "stopped after 2 s"),
    "aborts": ("crashed", "DC406", None, "the process that decided it died (signal SIGABRT)"),
    "leaves": ("crashed", "DC406", None, "the process that decided it died (exit code 7)"),
    "eats": ("memory", "DC403", "memory", "stopped when it needed more than 2 GB"),
    "raises": ("crashed", "DC901", None, "please report it: KeyError: 'no such rule'"),
}


def calls(*claims, timeout=10):
    lines = [f"  - id: c{at}\n    claim: {claim}\n" for at, claim in enumerate(claims)]
    derivation = read(f"claims:\n{''.join(lines)}".encode(), "f.yaml")
    settings = Settings(timeout=timeout)
    return enumerate((derivation, claim, settings) for claim in derivation.claims)


def decided(asked, timeout=10, processes=2):
    """The answers to some calls by their numbers, from fresh processes."""
    with Workers(processes, timeout) as each:
        return dict(each.decided(asked))


def records(*claims, timeout=10, processes=2):
    """The records of the claims in their order."""
    answers = decided(calls(*claims, timeout=timeout), timeout, processes)
    return [answers[at].record for at in range(len(claims))]


@pytest.mark.parametrize("word", TROUBLE)
def test_trouble_with_one_claim_is_told_and_the_others_are_decided(judge, word):
    reason, code, limit, message = TROUBLE[word]
    found = records("x", word, "y", timeout=2)
    assert [record.verdict for record in found] == [
        Verdict.PROVED,
        Verdict.UNDECIDED,
        Verdict.PROVED,
    ]
    bad = found[1]
    assert (bad.reason, bad.code, bad.limit, bad.ok) == (reason, code, limit, False)
    assert bad.message.startswith(message)


def test_results_come_in_the_order_of_the_claims_with_any_number_of_processes(judge):
    claims = ["x", "aborts", "wrong", "hangs", "raises", "y", "leaves", "maybe"] * 3
    one = records(*claims, timeout=1, processes=1)
    many = records(*claims, timeout=1, processes=8)
    assert [record.id for record in one] == [f"c{at}" for at in range(24)]
    assert one == many


def test_hanging_claims_run_side_by_side(judge):
    records("x")
    started = time.perf_counter()
    records(*["hangs"] * 4, timeout=1, processes=4)
    # one after the other they would take four times as long
    assert time.perf_counter() - started < 2 * PATIENCE * 1


def test_a_call_is_taken_when_a_worker_is_near(judge):
    taken = []

    def listed():
        for number, call in calls(*"abcdefgh"):
            taken.append(number)
            yield number, call

    with Workers(1, 10) as each:
        for _, _ in each.decided(listed()):
            break
    assert taken == [0, 1, 2]


def test_a_worker_makes_room_for_a_fresh_one(monkeypatch):
    """What a process remembers of its claims ends with it, however many claims there are."""
    monkeypatch.setattr(pool, "RENEWED", 3)
    assert sizes(processes(7)) == [3, 3, 1]
    assert sizes(processes(2, 3)) == [3, 2]


def test_a_worker_that_waited_goes_on_and_one_that_died_meanwhile_is_replaced():
    found = pool.Pool(os.getpid, 1, 10, lambda: None)
    ((_, first),) = found.outcomes(iter([(0, ())]))
    ((_, second),) = found.outcomes(iter([(0, ())]))
    assert first == second
    os.kill(second.value, signal.SIGKILL)
    for process in multiprocessing.active_children():
        process.join()
    ((_, third),) = found.outcomes(iter([(0, ())]))
    assert isinstance(third, pool.Returned)
    assert third != second
    found.close()
    assert not found.close.alive


def test_workers_end_with_a_parent_that_is_killed():
    """Each holds the writing end of a pipe, which is at its end when all of them are gone."""
    script = (
        "import os\n"
        "from derivcheck.verify.pool import Pool\n"
        "found = Pool(os.getpid, 2, 10, str)\n"
        "ids = [each.value for _, each in found.outcomes(iter([(0, ()), (1, ())]))]\n"
        "print(*ids, flush=True)\n"
        "input()\n"
    )
    ending, held = os.pipe()
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=[held],
    )
    os.close(held)
    with parent:
        ids = [int(each) for each in parent.stdout.readline().split()]
        parent.kill()
    gone, _, _ = select.select([ending], [], [], 5)
    os.close(ending)
    if not gone:
        for each in ids:
            os.kill(each, signal.SIGKILL)
    assert len(set(ids)) == 2
    assert gone


def processes(*runs):
    """Which process answered each call, in runs of so many calls."""
    found = pool.Pool(os.getpid, 1, 10, lambda: None)
    ids = []
    for count in runs:
        answers = dict(found.outcomes(iter([(number, ()) for number in range(count)])))
        ids += [answers[number].value for number in range(count)]
    found.close()
    return ids


def sizes(ids):
    return [ids.count(each) for each in dict.fromkeys(ids)]


def test_nothing_to_decide_starts_nothing(judge):
    assert decided(iter(())) == {}


def test_what_would_be_the_same_another_time_comes_with_its_json(judge):
    answers = decided(calls("x", "raises", "aborts", "hangs", "wrong", timeout=2), 2)
    assert [answers[at].entry is not None for at in range(5)] == [True, False, False, False, True]


def test_a_caller_with_threads_gets_the_same_records(judge, monkeypatch, tmp_path):
    """The fresh interpreter imports the judge that stands first on the caller's path."""
    script = tmp_path / "caller.py"
    script.write_text(
        "import threading, conftest\n"
        "from derivcheck.verify import workers\n"
        "from test_workers import records\n"
        "found = []\n"
        "def work():\n"
        "    found.extend(records('x', 'wrong'))\n"
        "thread = threading.Thread(target=work)\n"
        "thread.start(); thread.join()\n"
        "print([str(r.verdict) for r in found])\n"
    )
    fake = tmp_path / "sitecustomize.py"
    fake.write_text(
        "import sys, types\n"
        "def judge(derivation, claim, settings):\n"
        "    from conftest import scripted\n"
        "    return scripted(derivation, claim, settings)\n"
        "module = types.ModuleType('derivcheck.verify.judge')\n"
        "module.judge = judge\n"
        "sys.modules['derivcheck.verify.judge'] = module\n"
        "from derivcheck.verify import workers\n"
        "workers.import_deciders = lambda: None\n"
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "['proved', 'refuted']\n", done.stderr


def test_the_number_of_processors_is_at_least_one():
    assert workers.available() >= 1
