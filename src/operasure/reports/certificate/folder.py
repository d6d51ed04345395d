"""The folder of a certificate: its files, their digests, and its signatures.

statement.json              the statement in its canonical form: the bytes that are signed
<key>.sig  <key>.pub        a signature and the public key it is checked with; <key> is the
                            first 16 hexadecimal digits of the key's fingerprint
statement.tsr               the time stamp of a third party on the statement, where asked for
MANIFEST                    the digest of every file below, as sha256sum writes and checks it; its
                            own digest is in the statement, so that the signature binds them all
certificate.html .pdf       the certificate
letter.md                   the letter to the person
evidence/<command>.json     the minimised evidence
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from operasure.core import writing
from operasure.core.errors import UsageError, readable
from operasure.reports.certificate import keys

STATEMENT = "statement.json"
MANIFEST = "MANIFEST"
EVIDENCE = "evidence"
LARGEST = 512 * 1024 * 1024
"""Bytes that a file of a certificate may have."""
MOST_FILES = 64


def short(key: Ed25519PublicKey) -> str:
    """What the files of a key are called."""
    return keys.fingerprint(key).removeprefix("sha256:")[:16]


def commands(fingerprint: str) -> tuple[str, ...]:
    """How to check every file, and who signed, with OpenSSL (3.0 or later) and the tools of a POSIX
    system: each ends with an exit code that is not 0 where something is wrong.

    The signature binds the statement, the statement MANIFEST, and MANIFEST every other file; then
    the key is the one of that fingerprint, and no further file is there.
    """
    hexadecimal = fingerprint.removeprefix("sha256:")
    name, digest = hexadecimal[:16], "openssl dgst -sha256 -r"
    key, listed = f"openssl pkey -pubin -in {name}.pub", f'"$({digest} {MANIFEST} | cut -c1-64)"'
    bound = f"""'{{"digest":{{"sha256":"'{listed}'"}},"name":"{MANIFEST}"}}'"""
    beside = "ls ????????????????.pub ????????????????.sig statement.tsr 2>/dev/null | wc -l"
    number = f'"$(( $(wc -l < {MANIFEST}) + 2 + $({beside}) ))"'
    signed = f"-rawin -in {STATEMENT} -sigfile {name}.sig"
    return (
        f"openssl pkeyutl -verify -pubin -inkey {name}.pub {signed}",
        f"grep -qF {bound} {STATEMENT}",
        f"sha256sum -c --strict {MANIFEST}",
        f'test "$({key} -outform DER | {digest} | cut -c1-64)" = {hexadecimal}',
        f"{key} -pubout | cmp - {name}.pub",
        f'test "$(find . ! -type d | wc -l)" -eq {number}',
    )


def stamp_command() -> str:
    """How to check a time stamp with OpenSSL alone."""
    return f"openssl ts -verify -data {STATEMENT} -in statement.tsr -CAfile CA.pem"


def signed(key: Ed25519PrivateKey, statement: bytes) -> dict[str, bytes]:
    """The two files of a signature."""
    public = key.public_key()
    name = short(public)
    return {f"{name}.sig": key.sign(statement), f"{name}.pub": keys.public_pem(public)}


def manifest(contents: Mapping[str, bytes]) -> bytes:
    """What MANIFEST holds for these files."""
    lines = (f"{hashlib.sha256(contents[name]).hexdigest()}  {name}\n" for name in sorted(contents))
    return "".join(lines).encode()


refuse_existing, write = writing.refuse_existing, writing.write_folder


def add(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Add files to a folder that is there. Raises UsageError; then none of them is left."""
    written: list[Path] = []
    try:
        for name, data in contents.items():
            writing.write(folder / name, data)
            written.append(folder / name)
    except UsageError:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def read(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name. Raises UsageError where the folder can't be read, or
    holds what is neither a file nor the folder of the evidence."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder of a certificate")
    found: dict[str, bytes] = {}
    with readable(folder):
        for path in sorted([*folder.iterdir(), *(folder / EVIDENCE).glob("*")]):
            name = path.relative_to(folder).as_posix()
            if name == EVIDENCE and path.is_dir() and not path.is_symlink():
                continue
            if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
                raise UsageError(f"{folder}: {name!r} does not belong to a certificate")
            found[name] = path.read_bytes()
            if len(found) > MOST_FILES:
                raise UsageError(f"{folder} holds more files than a certificate has")
    return found
