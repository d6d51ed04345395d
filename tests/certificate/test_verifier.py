"""The verifier of one file: short, of Python alone, as strict as the libraries.

That it agrees on every forged folder is held in test_check.py.
"""

from __future__ import annotations

import ast
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from operasure.cli.certificate import command
from operasure.reports.certificate import create, folder, keys, verifier
from operasure.reports.certificate.case import parse
from support.certificate import FIRST, SECOND, case_data, request

SOURCE = Path(verifier.__file__)
FIRST_KEY = FIRST.public_key().public_bytes_raw()


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """As an authority runs it: nothing but Python."""
    parts = [sys.executable, "-IS", str(SOURCE), *map(str, arguments)]
    return subprocess.run(parts, capture_output=True, text=True, check=False)


def test_it_is_short_and_needs_python_alone() -> None:
    text = SOURCE.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    tree = ast.parse(text, feature_version=(3, 9))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {n.module if isinstance(n, ast.ImportFrom) else n.names[0].name for n in nodes}
    assert {str(name).partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_the_command_prints_it() -> None:
    said = CliRunner().invoke(command, ["verifier"], standalone_mode=False)
    assert said.output == SOURCE.read_text(encoding="utf-8")


def test_a_certificate_with_two_signatures(tmp_path: Path) -> None:
    made = tmp_path / "m\x1b[31made"
    case = parse(case_data(second_person="Works council"))
    folder.write(made, create.make(request(case=case)).contents)
    first, second = (keys.fingerprint(key.public_key()) for key in (FIRST, SECOND))
    assert "1 of 2 signatures" in run(made, first).stdout
    create.sign(made, SECOND)
    ran = run(made, first, second)
    assert (ran.returncode, ran.stdout.partition(": ")[2]) == (0, "as it was signed\n")
    assert "\x1b" not in ran.stdout
    assert "did not name" in run(made, first).stdout
    (made / "let\nter.md").write_text("x", encoding="utf-8")
    ran = run(made, first, second)
    assert (ran.returncode, ran.stdout.count("\n")) == (1, 1)


@pytest.mark.parametrize("arguments", [(), ("x",), ("x", "sha256:12"), ("x", "y" * 71)])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.returncode, ran.stderr[:6], ran.stdout) == (2, "usage:", "")


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    fingerprint = keys.fingerprint(FIRST.public_key())
    for path in (tmp_path / "none", tmp_path):
        ran = run(path, fingerprint)
        assert (ran.returncode, ran.stderr) == (1, "")


def test_the_vector_of_rfc_8032() -> None:
    """Section 7.1, test 3."""
    key = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
    signature = bytes.fromhex(
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    assert verifier.is_signed(key, signature, bytes.fromhex("af82"))
    assert not verifier.is_signed(key, signature, b"")


@settings(max_examples=40)
@given(
    secret=st.binary(min_size=32, max_size=32),
    data=st.binary(max_size=200),
    bit=st.integers(0, 511),
)
def test_it_is_of_one_mind_with_the_library(secret: bytes, data: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw(), key.sign(data)
    assert verifier.is_signed(public, signature, data)
    assert not verifier.is_signed(public, signature, data + b"x")
    changed = bytearray(signature)
    changed[bit // 8] ^= 1 << bit % 8
    assert not verifier.is_signed(public, bytes(changed), data)


def test_a_second_form_of_a_signature_is_none() -> None:
    """S and S + L verify alike where nobody looks (RFC 8032, 5.1.7)."""
    signature = FIRST.sign(b"x")
    larger = int.from_bytes(signature[32:], "little") + verifier.L
    other = signature[:32] + larger.to_bytes(32, "little")
    assert verifier.is_signed(FIRST_KEY, signature, b"x")
    assert not verifier.is_signed(FIRST_KEY, other, b"x")
    for wrong in (b"", signature[:63], signature + b"x"):
        assert not verifier.is_signed(FIRST_KEY, wrong, b"x")


@given(st.binary(min_size=32, max_size=32))
def test_what_is_no_key_has_signed_nothing(key: bytes) -> None:
    assert not verifier.is_signed(key, FIRST.sign(b"x"), b"x") or key == FIRST_KEY


def test_every_single_bit_of_a_key_s_file() -> None:
    """Base64 has bits that say nothing: a file with another one is another file."""
    pem = keys.public_pem(FIRST.public_key())
    whole = verifier._der(pem)
    assert keys.fingerprint(FIRST.public_key()) == f"sha256:{hashlib.sha256(whole).hexdigest()}"
    for bit in range(len(pem) * 8):
        changed = bytearray(pem)
        changed[bit // 8] ^= 1 << bit % 8
        assert verifier._der(bytes(changed)) != whole
