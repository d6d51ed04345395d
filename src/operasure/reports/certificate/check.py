"""Is a certificate as it was signed, and by whom? Offline, and by no clock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509

from operasure.core.errors import UsageError
from operasure.reports.certificate import canonical, folder, keys, stamp
from operasure.reports.certificate.statement import FORMAT, PREDICATE_TYPE, TYPE, digest

Contents = Mapping[str, bytes]


@dataclass(frozen=True)
class Checked:
    """What a check of a folder saw. Nothing is wrong with it if `problems` is empty.

    `signers` are the fingerprints of the keys with a good signature; `predicate` is None where the
    statement can't be read.
    """

    problems: tuple[str, ...]
    signers: tuple[str, ...]
    predicate: Mapping[str, Any] | None
    statement: str | None
    """Digest of statement.json."""
    stamped_at: datetime | None = None
    """When a third party saw the statement, if its time stamp was checked (UTC)."""
    has_stamp: bool = False


def trusted(given: str) -> str:
    """The fingerprint that `--key` names: itself, or that of a public key file."""
    if keys.FINGERPRINT.fullmatch(given):
        return given
    return keys.fingerprint(keys.read_public(Path(given)))


def check(
    path: Path,
    fingerprints: Sequence[str],
    previous: Path | None = None,
    *,
    signed: bool = True,
    authorities: Sequence[x509.Certificate] | None = None,
) -> Checked:
    """Check every file of the folder `path`.

    Each of `fingerprints` must have signed, and nobody else. Without `signed`, who signed is not
    asked, nor whether all needed signatures are there. `previous` is the folder of the
    certificate that this one must follow. With `authorities` there must be a time stamp that one of
    them vouches for. Raises UsageError where a folder can't be read at all.
    """
    contents = folder.read(path)
    statement = contents.get(folder.STATEMENT)
    if statement is None:
        return Checked((f"{folder.STATEMENT} is missing",), (), None, None)
    try:
        value = canonical.loads(statement, folder.STATEMENT)
        subject, predicate = _parts(value)
    except UsageError as error:
        return Checked((str(error),), (), None, digest(statement))
    problems = list(_altered(statement, value))
    problems += _files(contents, subject)
    signers, wrong = _signatures(contents, statement)
    problems += wrong
    if signed:
        problems += _unsigned(predicate, signers, fingerprints)
    if previous is not None:
        problems += _chain(predicate, previous)
    stamped_at = None
    if authorities is not None:
        try:
            stamped_at = _stamped(contents, statement, authorities)
        except stamp.Wrong as wrong_stamp:
            problems.append(f"{stamp.FILE}: {wrong_stamp}")
    return Checked(
        tuple(problems),
        tuple(signers),
        predicate,
        digest(statement),
        stamped_at,
        stamp.FILE in contents,
    )


def _stamped(
    contents: Contents, statement: bytes, authorities: Sequence[x509.Certificate]
) -> datetime:
    if stamp.FILE not in contents:
        raise stamp.Wrong("there is no time stamp")
    return stamp.moment(contents[stamp.FILE], statement, authorities)


def intact(path: Path) -> Checked:
    """Check all but who signed. Raises UsageError with the first thing that is wrong."""
    found = check(path, (), signed=False)
    if found.problems:
        raise UsageError(f"{path} is not as it was made: {found.problems[0]}")
    return found


def _parts(value: Any) -> tuple[dict[str, str], Mapping[str, Any]]:
    """Digests by name, and the predicate."""
    wrong = UsageError(f"{folder.STATEMENT} is no statement of a certificate of format {FORMAT}")
    try:
        subject = {each["name"]: each["digest"]["sha256"] for each in value["subject"]}
        predicate = value["predicate"]
        kinds = (value["_type"], value["predicateType"], predicate["format"])
        signatures = predicate["signatures"]
        known = isinstance(signatures["required"], int)
        strings = (
            signatures["first"],
            predicate["case"]["reference"],
            predicate["subject"]["token"],
            *subject,
            *subject.values(),
            *(each[key] for each in predicate["subject"]["tokens"] for key in ("kind", "token")),
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise wrong from error
    if kinds != (TYPE, PREDICATE_TYPE, FORMAT) or not known or not all(map(_is_text, strings)):
        raise wrong
    return subject, predicate


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _altered(statement: bytes, value: object) -> Iterator[str]:
    if canonical.dumps(value) != statement:
        yield f"{folder.STATEMENT} was altered: it is not in its canonical form"


def _files(contents: Contents, subject: Mapping[str, str]) -> Iterator[str]:
    """Every file that the statement names is there as it was, and no other."""
    listed = {n: contents[n] for n in subject if n in contents and n != folder.MANIFEST}
    for name, expected in subject.items():
        if name not in contents:
            yield f"{name} is missing"
        elif name != folder.MANIFEST and hashlib.sha256(contents[name]).hexdigest() != expected:
            yield f"{name} was altered"
    manifest = contents.get(folder.MANIFEST)
    if folder.MANIFEST not in subject:
        yield f"{folder.STATEMENT} does not bind {folder.MANIFEST}"
    elif manifest is not None and (
        hashlib.sha256(manifest).hexdigest() != subject[folder.MANIFEST]
        or manifest != folder.manifest(listed)
    ):
        yield f"{folder.MANIFEST} does not list the files as they are"
    for name in contents:
        known = name in (*subject, folder.STATEMENT, folder.MANIFEST, stamp.FILE)
        if not known and ("/" in name or not name.endswith((".sig", ".pub"))):
            yield f"{name!r} does not belong to the certificate"


def _signatures(contents: Contents, statement: bytes) -> tuple[list[str], list[str]]:
    """The fingerprints of good signatures, and what is wrong with others."""
    names = {
        n.rpartition(".")[0] for n in contents if "/" not in n and n.endswith((".sig", ".pub"))
    }
    signers: list[str] = []
    wrong: list[str] = []
    for name in sorted(names):
        signature, pem = contents.get(f"{name}.sig"), contents.get(f"{name}.pub")
        if signature is None or pem is None:
            wrong.append(f"{name}{'.sig' if signature is None else '.pub'} is missing")
            continue
        try:
            key = keys.parse_public(pem, f"{name}.pub")
        except UsageError:
            wrong.append(f"{name}.pub was altered: it is no public key")
            continue
        if folder.short(key) != name or keys.public_pem(key) != pem:
            wrong.append(f"{name}.pub was altered: it is not the key of that name")
        elif not keys.is_signed(key, signature, statement):
            wrong.append(f"{name}.sig is not a signature of that key over {folder.STATEMENT}")
        else:
            signers.append(keys.fingerprint(key))
    return signers, wrong


def _unsigned(
    predicate: Mapping[str, Any], signers: Sequence[str], fingerprints: Sequence[str]
) -> Iterator[str]:
    """What is missing of the signatures that must be there."""
    needed, first = predicate["signatures"]["required"], predicate["signatures"]["first"]
    if len(signers) < needed:
        yield f"{len(signers)} of {needed} signatures: 'operasure certificate sign' adds one"
    if first not in signers:
        yield f"the key that the statement names did not sign: {first}"
    for fingerprint in fingerprints:
        if fingerprint not in signers:
            yield f"wrong key: nothing is signed with {fingerprint}"
    for signer in signers:
        if signer not in fingerprints:
            yield f"signed with a key that you did not name with --key: {signer}"


def _chain(predicate: Mapping[str, Any], previous: Path) -> Iterator[str]:
    before = check(previous, (), signed=False)
    for problem in before.problems:
        yield f"the certificate before: {problem}"
    if predicate.get("previous") != before.statement:
        yield f"this certificate does not follow the one in {previous}"
