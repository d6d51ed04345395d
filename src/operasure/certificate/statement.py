"""The statement that is signed: in-toto Statement layout v1 around a predicate of this project.

docs/certificate.md describes every key. The predicate is all that the renderers read; the
statement adds the digests of every file that goes with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from operasure import __version__
from operasure.certificate import canonical, findings
from operasure.certificate.case import Case
from operasure.certificate.connected import connected, is_told
from operasure.certificate.documents import Evidence, verdict
from operasure.certificate.due import add_months, deadline
from operasure.certificate.findings import Group
from operasure.certificate.uncovered import uncovered
from operasure.errors import UsageError
from operasure.model import Result

TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:operasure:certificate:1"
FORMAT = 1


@dataclass(frozen=True)
class Issue:
    """What goes with a certificate besides the case and its evidence. `issued` is in UTC,
    `signer` the fingerprint of the first signing key, `previous` the digest of the statement of
    the case's last certificate, `snapshot` that of the file made before the deletion."""

    issued: datetime
    language: str
    signer: str
    tokens: Sequence[Mapping[str, str]]
    previous: str | None = None
    snapshot: str | None = None


def predicate(case: Case, evidence: Sequence[Evidence], issue: Issue) -> dict[str, Any]:
    """Everything that the certificate says. Raises UsageError where dates contradict each other:
    evidence older than the deletion, or a request that arrived after today."""
    issued_on = issue.issued.astimezone(case.zone).date()
    _refuse_contradictions(case, evidence, issued_on)
    groups = findings.groups(evidence)
    named, told = connected(evidence, case), is_told(evidence)
    return {
        "format": FORMAT,
        "operasure": __version__,
        "language": issue.language,
        "issued_at": _stamp(issue.issued),
        "issued_on": issued_on.isoformat(),
        "time_zone": case.time_zone,
        "verdict": verdict(evidence),
        "case": _case(case),
        "subject": {
            "user_id": next((e.user_id for e in evidence if e.user_id is not None), None),
            "token": issue.tokens[0]["token"],
            "tokens": list(issue.tokens),
        },
        "deletion": {
            "at": _local(case.deleted_at, case),
            "by": case.deleted_by,
            "method": case.method,
        },
        "deadline": _deadline(case, issued_on),
        "evidence": [_evidence(each) for each in evidence],
        "snapshot": issue.snapshot,
        "installation": next(
            dict(e.copy["installation"]) for e in evidence if e.copy["installation"]
        ),
        "totals": findings.total(groups),
        "groups": [_group(group) for group in groups],
        "follow_up": findings.followed_up(evidence),
        "left": findings.places(evidence, Result.LEFTOVER),
        "retained": findings.places(evidence, Result.RETAINED),
        "accepted": _accepted(evidence),
        "unchecked": findings.places(evidence, Result.UNCHECKED),
        "kept_texts": findings.kept_texts(evidence),
        "kept": [_plain(each) for each in case.kept],
        "recipients": [_plain(each) for each in case.recipients],
        "not_covered": [
            asdict(each) for each in uncovered(evidence, case.elsewhere, named if told else None)
        ],
        "other_systems": [asdict(each) for each in named],
        "cookies": next((e.copy["cookies"] for e in evidence if e.copy.get("cookies")), None),
        "signatures": {"required": 2 if case.second_person else 1, "first": issue.signer},
        "previous": issue.previous,
        "delete_after": _delete_after(case, issued_on).isoformat(),
    }


def statement(predicate: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """The statement in its canonical form: the bytes that are signed. `files` are all that go with
    it, by name."""
    subject = [
        {"name": name, "digest": {"sha256": hashlib.sha256(files[name]).hexdigest()}}
        for name in sorted(files)
    ]
    return canonical.dumps(
        {
            "_type": TYPE,
            "subject": subject,
            "predicateType": PREDICATE_TYPE,
            "predicate": predicate,
        }
    )


def digest(data: bytes) -> str:
    """`sha256:` and the digest in hexadecimal digits."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _refuse_contradictions(case: Case, evidence: Sequence[Evidence], today: date) -> None:
    if case.received_on > today:
        raise UsageError(f"case file: received_on lies after today, {today.isoformat()}")
    # Evidence knows whole seconds.
    deleted_at = case.deleted_at.replace(microsecond=0)
    for each in evidence:
        if each.seen < deleted_at:
            raise UsageError(
                f"the document of {each.command} is older than deleted_at of the case file: "
                "look again, or mend the moment"
            )


def _case(case: Case) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "received_on": case.received_on.isoformat(),
        "requested_by": case.requested_by,
        "identity_checked": case.identity_checked,
        "legal_basis": case.legal_basis,
        "controller": case.controller,
        "contact": case.contact,
        "second_person": case.second_person,
    }


def _deadline(case: Case, issued_on: date) -> dict[str, Any]:
    told = case.extension.told_on if case.extension else None
    deleted_on = case.deleted_at.astimezone(case.zone).date()
    counted = deadline(case.received_on, deleted_on, issued_on, told, case.holidays)
    return _plain(counted) | {"extension": _plain(case.extension) if case.extension else None}


def _plain(value: Any) -> dict[str, Any]:
    """A dataclass with its dates as text."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(value).items()}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "file": evidence.name,
        "sha256": hashlib.sha256(evidence.written).hexdigest(),
        "original": evidence.original,
        "command": evidence.command,
        "verdict": evidence.verdict,
        "operasure": evidence.copy["operasure"],
        "run": dict(evidence.copy["run"]),
        "seen_at": _stamp(evidence.seen),
        "coverage": evidence.copy["coverage"],
        "controls": findings.controls(evidence),
        "cache": findings.looked_at(evidence),
        "erasure": findings.erased(evidence),
    }


def _group(group: Group) -> dict[str, Any]:
    return asdict(group) | {
        "promise": group.promise,
        "outcome": group.outcome,
        "mentions": dict(group.mentions),
    }


def _accepted(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    grounds = findings.accepted_by(evidence)
    found = findings.places(evidence, Result.ACCEPTED)
    return [
        place | {"by": grounds.get(place["check"], {}).get("by"), "ground": place["reason"]}
        for place in found
    ]


def _delete_after(case: Case, issued_on: date) -> date:
    return case.delete_after or add_months(issued_on, 12 * case.keep_years)


def _local(moment: datetime, case: Case) -> str:
    return moment.astimezone(case.zone).isoformat(timespec="seconds")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
