"""The statement that is signed: in-toto Statement layout v1 around a predicate of this project.

docs/certificate.md describes every key. The predicate is all that the renderers read; the
statement adds the digests of every file that goes with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from operasure import __version__
from operasure.core.dates import stamp
from operasure.core.errors import UsageError
from operasure.core.model import Result
from operasure.core.typed import plain
from operasure.reports.certificate import acts, canonical, findings, stays
from operasure.reports.certificate.acts import Act
from operasure.reports.certificate.case import StatedCase
from operasure.reports.certificate.connected import connected, is_told
from operasure.reports.certificate.documents import Evidence, looks, verdict
from operasure.reports.certificate.due import add_months, deadline
from operasure.reports.certificate.findings import Group
from operasure.reports.certificate.holding import Holding
from operasure.reports.certificate.uncovered import Uncovered, uncovered

TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:operasure:certificate:1"
FORMAT = 1
SKEW = timedelta(minutes=5)
"""How far the clocks of a server and of this machine may lie apart."""


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
    holding: Sequence[Holding] = ()
    """The files that still hold the person."""


def predicate(case: StatedCase, evidence: Sequence[Evidence], issue: Issue) -> dict[str, Any]:
    """Everything that the certificate says. Raises UsageError where dates contradict each other:
    evidence older than the deletion, or a request that arrived after today."""
    issued_on = issue.issued.astimezone(case.zone).date()
    _refuse_moments(evidence, issue.issued)
    _refuse_contradictions(case, evidence, issued_on, issue.issued)
    looked = looks(evidence)
    groups = findings.groups(looked)
    named, told = connected(looked, case), is_told(looked)
    done = acts.acts(case, evidence)
    stated = [*case.accounts, *(account for e in evidence for account in e.user_ids)]
    ids = list(dict.fromkeys(stated))
    beyond = uncovered(looked, case.elsewhere, named if told else None)
    built = {
        "format": FORMAT,
        "operasure": __version__,
        "language": issue.language,
        "issued_at": stamp(issue.issued),
        "issued_on": issued_on.isoformat(),
        "time_zone": case.time_zone,
        "verdict": verdict(evidence),
        "case": _case(case),
        "subject": {
            "user_id": next(iter(ids), None),
            "user_ids": ids,
            "token": issue.tokens[0]["token"],
            "tokens": list(issue.tokens),
        },
        "deletion": {
            "at": _local(case.deleted_at, case),
            "by": case.deleted_by,
            "method": case.method,
        },
        "acts": [_act(act, case) for act in done],
        "removed": acts.removed(done),
        "deadline": _deadline(case, done, looked, issued_on),
        "evidence": [_evidence(each) for each in evidence],
        "snapshot": issue.snapshot,
        "installation": next(
            dict(e.copy["installation"]) for e in evidence if e.copy["installation"]
        ),
        "totals": findings.total(groups),
        "groups": [_group(group) for group in groups],
        "follow_up": findings.followed_up(looked),
        "left": _left(evidence),
        "reasons": _reasons(case, groups),
        "retained": findings.places(looked, Result.RETAINED),
        "accepted": _accepted(looked),
        "unchecked": findings.places(looked, Result.UNCHECKED),
        "kept_texts": findings.kept_texts(looked),
        "review": _review(case, looked),
        "sample": findings.sampled(looked),
        "recall": findings.recall(evidence),
        "behind": next((e.copy["behind"] for e in looked if e.copy.get("behind")), None),
        "kept": plain(case.kept),
        "holding": plain(issue.holding),
        "recipients": plain(case.recipients),
        "not_covered": plain(beyond),
        "not_looked_for": findings.not_looked_for(looked),
        "not_read": findings.not_read(looked),
        "other_systems": plain(named),
        "cookies": next((e.copy["cookies"] for e in looked if e.copy.get("cookies")), None),
        "signatures": {
            "required": 2 if case.second_person else 1,
            "first": issue.signer,
            "by": case.signed_by,
        },
        "previous": issue.previous,
        "delete_after": _delete_after(case, issued_on).isoformat(),
    }
    state = _state(looked, ids)
    return built | {
        "state": state,
        "fields": _fields(case, built, looked),
        "but_for": stays.but_for(built),
        "levels": _levels(state, beyond),
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


def _refuse_contradictions(
    case: StatedCase, evidence: Sequence[Evidence], today: date, now: datetime
) -> None:
    if case.received_on > today:
        raise UsageError(f"case file: received_on is after today, {today.isoformat()}")
    # Evidence knows whole seconds.
    deleted_at = case.deleted_at.replace(microsecond=0)
    for each in looks(evidence):
        if each.seen < deleted_at:
            raise UsageError(
                f"the document of {each.command} is older than deleted_at of the case file: "
                "look again, or mend the moment"
            )

    if case.deleted_at > now:
        raise UsageError("case file: deleted_at is in the future")
    days = {"destroyed.on": [e.on for e in case.destroyed]}
    days["recipients.told_on"] = [e.told_on for e in case.recipients if e.told_on]
    days["extension.told_on"] = [case.extension.told_on] if case.extension else []
    for key, found in days.items():
        if any(day > today for day in found):
            raise UsageError(f"case file: {key} lies after today, {today.isoformat()}")
    if case.extension and case.extension.told_on < case.received_on:
        raise UsageError("case file: extension.told_on is before received_on")
    ahead = {"kept.until": [e.until for e in case.kept]}
    ahead["left.again_on"] = [e.again_on for e in case.left]
    ahead["recheck_on"] = [case.recheck_on] if case.recheck_on else []
    for key, found in ahead.items():
        if any(day < today for day in found):
            raise UsageError(f"case file: {key} lies before today, {today.isoformat()}")


def _refuse_moments(evidence: Sequence[Evidence], now: datetime) -> None:
    """Refuse documents whose moments can't be: an end before the beginning, or the future."""
    for each in evidence:
        moments = (each.copy["run"][key] for key in ("started_at", "finished_at"))
        started, finished = map(datetime.fromisoformat, moments)
        if finished < started:
            raise UsageError(f"the document of {each.command} finished before it started")
        last = max(finished, each.seen)
        if last > now + SKEW:
            raise UsageError(
                f"the document of {each.command} comes from the future ({stamp(last)}): set the "
                "clocks right and look again"
            )


def _state(looked: Sequence[Evidence], ids: Collection[int]) -> str:
    """`complete`, `part` where nobody looked whether each id is gone, or searched for some of them
    only, or the verdict."""
    found = verdict(looked)
    if found != "clear":
        return found
    verified = {each.user_id for each in looked if each.command == "verify"}
    searched = [each.user_ids for each in looked if each.command != "verify" and each.user_ids]
    every = [verified, *searched]
    return "complete" if verified and all({*own} >= {*ids} for own in every) else "part"


def _fields(
    case: StatedCase, built: Mapping[str, Any], looked: Sequence[Evidence]
) -> dict[str, str | None]:
    """What NIST SP 800-88 and DIN 66398 want named: who verified and when, the deletion class, and
    when it is checked again: as stated, else on the first day on which the controller looks at a
    leftover again, else, with nothing left, when the last of what stays is to be gone."""
    again = [each["again_on"] for each in built["reasons"]]
    untils = [
        each["until"][:10]
        for key in ("retained", "accepted")
        for each in built[key]
        if each["until"]
    ]
    if built["verdict"] != "clear":
        untils = []
    recheck = case.recheck_on.isoformat() if case.recheck_on else None
    return {
        "verified_by": case.verified_by or case.second_person,
        "verified_on": max(e.seen for e in looked).astimezone(case.zone).date().isoformat(),
        "deletion_class": case.deletion_class,
        "recheck_on": recheck or min(again, default=None) or max(untils, default=None),
    }


def _levels(state: str, beyond: Sequence[Uncovered]) -> dict[str, str | None]:
    """How deep the erasure is verified. What stays on disk is searched by nobody: dead rows, the
    write-ahead log, backups, dead entries of a cache. `until` is when the last backup from before
    is gone, as the controller states it."""
    until = next((each.until for each in beyond if each.key == "backups"), None)
    logical = "verified" if state == "complete" else "unverified"
    return {"logical": logical, "physical": "not verified", "until": until}


def _act(act: Act, case: StatedCase) -> dict[str, Any]:
    moments = {"started_at": act.started_at, "finished_at": act.finished_at}
    local = {k: _local(datetime.fromisoformat(m), case) for k, m in moments.items()}
    return {**plain(act), **local}


def _left(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    """What is left, with the reason for which the newest plan left it."""
    why = acts.left_by_plan(evidence)
    found = findings.places(looks(evidence), Result.LEFTOVER)
    return [place | {"plan_left": why.get(place["check"])} for place in found]


def _reasons(case: StatedCase, groups: Sequence[Group]) -> list[dict[str, Any]]:
    """What the controller states of what is left, or not checked, where it still is."""
    open_ = {group.code for group in groups if group.outcome in {"left", "unchecked"}}
    return [plain(e) for e in case.left if (e.group in open_ if e.group else open_)]


def _review(case: StatedCase, looked: Sequence[Evidence]) -> dict[str, Any] | None:
    found = findings.reviewed(looked)
    return None if found is None else found | {"by": case.reviewed_by or found["by"]}


def _case(case: StatedCase) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "received_on": case.received_on.isoformat(),
        "requested_by": case.requested_by,
        "identity_checked": case.identity_checked,
        "legal_basis": case.legal_basis,
        "controller": case.controller,
        "contact": case.contact,
        "second_person": case.second_person,
        "installation": case.installation,
    }


def _deadline(
    case: StatedCase, done: Sequence[Act], looked: Sequence[Evidence], issued_on: date
) -> dict[str, Any]:
    def day(moment: datetime) -> date:
        return moment.astimezone(case.zone).date()

    ends = [datetime.fromisoformat(act.finished_at) for act in done if act.kind != "deletion"]
    counted = deadline(
        case.received_on,
        day(case.deleted_at),
        issued_on,
        case.extension.told_on if case.extension else None,
        case.holidays,
        removed=day(max(ends)) if ends else None,
        seen=day(max(each.seen for each in looked)),
    )
    return {**plain(counted), "extension": plain(case.extension)}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "file": evidence.name,
        "sha256": hashlib.sha256(evidence.written).hexdigest(),
        "original": evidence.original,
        "sealed_by": evidence.sealed_by,
        "command": evidence.command,
        "verdict": evidence.verdict,
        "operasure": evidence.copy["operasure"],
        "run": dict(evidence.copy["run"]),
        "seen_at": stamp(evidence.seen),
        "coverage": evidence.copy["coverage"],
        "controls": findings.controls(evidence),
        "cache": findings.looked_at(evidence),
        "searched": evidence.copy.get("searched"),
    }


def _group(group: Group) -> dict[str, Any]:
    return {**plain(group), "promise": group.promise, "outcome": group.outcome}


def _accepted(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    grounds = findings.accepted_by(evidence)
    found = findings.places(evidence, Result.ACCEPTED)
    return [
        place | {"by": grounds.get(place["check"], {}).get("by"), "ground": place["reason"]}
        for place in found
    ]


def _delete_after(case: StatedCase, issued_on: date) -> date:
    return case.delete_after or add_months(issued_on, 12 * case.keep_years)


def _local(moment: datetime, case: StatedCase) -> str:
    return moment.astimezone(case.zone).isoformat(timespec="seconds")
