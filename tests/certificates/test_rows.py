"""The certificates of the notes' rows: written, and accepted by the replay."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from derivcheck.certificates.replay import recheck
from derivcheck.certificates.writing import NoCertificate, certificate
from derivcheck.verify.folders import load
from derivcheck.verify.judge import judge
from derivcheck.verify.settings import Settings

ROOT = Path(__file__).parents[2] / "derivations"

#: certificates by file: refuted, proved, and how many of the proved ones show identities
COUNTS = {
    "activations.yaml": (1, 21, 20),
    "adaptive.yaml": (0, 2, 1),
    "batch-norm.yaml": (1, 1, 1),
    "beale.yaml": (1, 3, 3),
    "convolution.yaml": (2, 7, 7),
    "deep-linear.yaml": (1, 8, 8),
    "derivatives.yaml": (2, 9, 9),
    "hinge.yaml": (4, 1, 1),
    "l1.yaml": (0, 1, 1),
    "learning-rate.yaml": (0, 1, 1),
    "min-norm.yaml": (0, 5, 5),
    "net.yaml": (2, 8, 7),
    "optimisers.yaml": (5, 8, 6),
    "quadratic.yaml": (1, 3, 3),
    "ridge.yaml": (0, 2, 2),
    "search.yaml": (1, 0, 0),
    "siamese.yaml": (1, 9, 9),
}


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_the_certificates_of_a_file_are_accepted(name):
    found: Counter[str] = Counter()
    for derivation in load([str(ROOT / name)]).derivations:
        for claim in derivation.claims:
            record = judge(derivation, claim, Settings())
            try:
                made = certificate(derivation, claim, record)
            except NoCertificate:
                continue
            verdict, *told = recheck(json.loads(json.dumps(made)))
            assert verdict == f"accepted: {record.verdict.value}"
            found[record.verdict.value] += 1
            found["identity"] += any("identity" in line for line in told)
    assert (found["refuted"], found["proved"], found["identity"]) == COUNTS[name]
