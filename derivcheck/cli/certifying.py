"""The certificate of `derivcheck explain --certificate`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from derivcheck.certificates.writing import NoCertificate, certificate
from derivcheck.cli.refusal import Refused
from derivcheck.verify.folders import load
from derivcheck.verify.record import ClaimRecord


def save_certificate(target: str, records: Sequence[ClaimRecord], path: str) -> None:
    """Write the certificate of the one claim of a target; a claim without one is wrong use."""
    found = [(d, claim) for d in load([target]).derivations for claim in d.claims]
    if len(found) != 1 or len(records) != 1:
        raise Refused("--certificate needs one claim: derivcheck explain FILE::ID")
    (derivation, claim), record = found[0], records[0]
    try:
        made = certificate(derivation, claim, record)
    except NoCertificate as reason:
        raise Refused(f"no certificate for {claim.id.value}: {reason}.") from None
    try:
        Path(path).write_text(json.dumps(made) + "\n", encoding="utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None
