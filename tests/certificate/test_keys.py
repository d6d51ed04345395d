"""Keys: how they are made and kept, and what is not taken for one."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from operasure.core.errors import UsageError
from operasure.reports.certificate import keys, seal

NONE = serialization.NoEncryption()
PEM = serialization.Encoding.PEM


@pytest.fixture
def key(tmp_path: Path) -> Path:
    keys.create_signing(tmp_path / "sign.key")
    return tmp_path / "sign.key"


def openssl(*arguments: str | Path) -> bytes:
    return subprocess.run(["openssl", *arguments], capture_output=True, check=True).stdout


def test_a_signing_key_signs(key: Path) -> None:
    private, public = keys.read_signing(key), keys.read_public(keys.public_path(key))
    assert keys.is_signed(public, private.sign(b"data"), b"data")
    assert not keys.is_signed(public, private.sign(b"data"), b"date")
    assert not keys.is_signed(public, b"short", b"data")


def test_keys_are_readable_by_their_owner_only(key: Path, tmp_path: Path) -> None:
    keys.create_case(tmp_path / "case.key")
    for path in (key, tmp_path / "case.key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_openssl_reads_the_key_and_makes_the_same_fingerprint(key: Path) -> None:
    der = openssl("pkey", "-pubin", "-in", keys.public_path(key), "-outform", "DER")
    from_private = openssl("pkey", "-in", key, "-pubout", "-outform", "DER")
    fingerprint = keys.fingerprint(keys.read_public(keys.public_path(key)))
    assert der == from_private
    assert fingerprint == f"sha256:{hashlib.sha256(der).hexdigest()}"
    assert keys.FINGERPRINT.fullmatch(fingerprint)


def test_a_key_of_openssl_is_read(tmp_path: Path) -> None:
    path = tmp_path / "other.key"
    openssl("genpkey", "-algorithm", "ed25519", "-out", path)
    path.chmod(0o600)
    assert keys.read_signing(path).sign(b"data")


def test_a_passphrase_protects_the_key(tmp_path: Path) -> None:
    path = tmp_path / "sign.key"
    keys.create_signing(path, b"correct horse")
    assert keys.is_protected(path)
    assert keys.read_signing(path, b"correct horse").sign(b"data")
    with pytest.raises(UsageError, match="the passphrase does not open it"):
        keys.read_signing(path, b"wrong")
    with pytest.raises(UsageError, match="give its passphrase"):
        keys.read_signing(path)


@pytest.mark.parametrize("taken", ["sign.key", "sign.key.pub"])
def test_a_key_is_never_overwritten(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("here")
    with pytest.raises(UsageError, match="never overwritten"):
        keys.create_signing(tmp_path / "sign.key")
    assert [p.name for p in tmp_path.iterdir()] == [taken]
    with pytest.raises(UsageError, match="never overwritten"):
        keys.create_case(tmp_path / taken)
    assert (tmp_path / taken).read_text() == "here"


def test_keys_that_others_can_read_are_refused(key: Path, tmp_path: Path) -> None:
    case = tmp_path / "case.key"
    keys.create_case(case)
    for path in (key, case):
        path.chmod(0o640)
    with pytest.raises(UsageError, match="chmod 600"):
        keys.read_signing(key)
    with pytest.raises(UsageError, match="chmod 600"):
        keys.read_case(case)


def test_a_case_key_is_random_and_read_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        keys.create_case(tmp_path / name)
    first, second = (keys.read_case(tmp_path / name) for name in ("a", "b"))
    assert len(first) == len(second) == 32
    assert first != second


def _private(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(data)
    path.chmod(0o600)
    return path


def test_what_is_no_signing_key(tmp_path: Path, key: Path) -> None:
    other = X25519PrivateKey.generate()
    pem = other.private_bytes(PEM, serialization.PrivateFormat.PKCS8, NONE)
    for data, words in (
        (b"", "holds no private key"),
        (b"\x00\xff", "holds no private key"),
        (keys.public_path(key).read_bytes(), "holds no private key"),
        (pem, "no Ed25519 key"),
    ):
        with pytest.raises(UsageError, match=words):
            keys.read_signing(_private(tmp_path, data))


def test_what_is_no_public_key(tmp_path: Path, key: Path) -> None:
    other = X25519PrivateKey.generate().public_key()
    pem = other.public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    for data, words in (
        (b"", "is no public key"),
        (key.read_bytes(), "is no public key"),
        (pem, "no Ed25519 public key"),
    ):
        with pytest.raises(UsageError, match=words):
            keys.read_public(_private(tmp_path, data))


@pytest.mark.parametrize("data", [b"", b"\xff", b"operasure case key 1 ab", b"a" * 90_000])
def test_what_is_no_case_key(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UsageError, match="is no case key"):
        keys.read_case(_private(tmp_path, data))


def test_a_key_that_is_not_there(tmp_path: Path) -> None:
    for read in (keys.read_signing, keys.read_case, keys.read_public):
        with pytest.raises(UsageError, match="can't be read: No such file"):
            read(tmp_path / "none")


@pytest.mark.parametrize("part", [0, 1], ids=["signature", "public key"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "large", "gone"])
def test_a_seal_of_no_files_is_refused_at_once(
    key: Path, tmp_path: Path, part: int, kind: str
) -> None:
    sealed = tmp_path / "evidence.json"
    sealed.write_bytes(b"{}")
    seal.seal(sealed, keys.read_signing(key))
    assert seal.sealed_by(sealed, b"{}")
    other = seal.beside(sealed)[part]
    other.unlink()
    if kind == "pipe":
        os.mkfifo(other)
    elif kind == "folder":
        other.mkdir()
    elif kind == "large":
        other.write_bytes(b"x" * 100_000)
    with pytest.raises(UsageError, match=re.escape(str(other))):
        seal.sealed_by(sealed, b"{}")
