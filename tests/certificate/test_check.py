"""Any change to a certificate is seen, without a network and by no clock."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from operasure.core.errors import UsageError
from operasure.reports.certificate import canonical, create, folder, keys, verifier
from operasure.reports.certificate.case import parse
from operasure.reports.certificate.check import Checked, check, intact, trusted
from operasure.reports.certificate.check import _signatures as signatures
from support.certificate import FIRST, SECOND, STRANGER, case_data, request

SIGNER, OTHER, UNKNOWN = (keys.fingerprint(key.public_key()) for key in (FIRST, SECOND, STRANGER))
NAME = folder.short(FIRST.public_key())
FILES = [
    "statement.json", "MANIFEST", f"{NAME}.sig", f"{NAME}.pub", "certificate.html", "letter.md",
    "letter.docx", "confirmation.html", "evidence/verify.json", "evidence/find-mentions.json",
]  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that no test may change."""
    path = tmp_path_factory.mktemp("certificate") / "sample"
    folder.write(path, create.make(request()).contents)
    return path


@pytest.fixture
def made(sample: Path, tmp_path: Path) -> Path:
    """A copy of the certificate."""
    return Path(shutil.copytree(sample, tmp_path / "made"))


@pytest.fixture
def four_eyes(tmp_path: Path) -> Path:
    """A certificate that needs two signatures, with both."""
    path = tmp_path / "four-eyes"
    case = parse(case_data(second_person="Works council"))
    folder.write(path, create.make(request(case=case)).contents)
    create.sign(path, SECOND)
    return path


def problems(path: Path, *fingerprints: str, **more: Any) -> str:
    """What is wrong, line by line. The verifier of one file must see something wrong too."""
    trusted = fingerprints or [SIGNER]
    found = check(path, trusted, **more).problems
    if not more:
        assert bool(found) == bool(list(verifier.problems(verifier.read(path), trusted)))
    return "\n".join(found)


def test_a_certificate_as_it_was_made(sample: Path) -> None:
    found = check(sample, [SIGNER])
    assert (found.problems, found.signers) == ((), (SIGNER,))
    assert found.predicate is not None
    assert found.predicate["case"]["reference"] == "2026-011"


def test_it_holds_these_files_and_no_others(sample: Path) -> None:
    assert sorted(folder.read(sample)) == sorted(FILES)


def passes(path: Path, key: Ed25519PrivateKey = FIRST) -> bool:
    """Whether every command that is printed for a key ends well in the folder."""
    return not any(
        subprocess.run(["sh", "-c", command], cwd=path, capture_output=True, check=False).returncode
        for command in folder.commands(keys.fingerprint(key.public_key()))
    )


def relisted(path: Path) -> None:
    """Make MANIFEST list the files as they are now."""
    apart = {"MANIFEST", "statement.json", f"{NAME}.sig", f"{NAME}.pub"}
    contents = {n: data for n, data in folder.read(path).items() if n not in apart}
    (path / "MANIFEST").write_bytes(folder.manifest(contents))


def test_the_printed_commands_pass_what_is_as_it_was(sample: Path, four_eyes: Path) -> None:
    assert passes(sample)
    assert passes(four_eyes)
    assert passes(four_eyes, SECOND)
    listed = subprocess.run(
        ["sha256sum", "-c", "MANIFEST"], cwd=sample, capture_output=True, text=True, check=True
    )
    signed = {"MANIFEST", "statement.json", f"{NAME}.sig", f"{NAME}.pub"}
    assert listed.stdout.splitlines() == [f"{name}: OK" for name in sorted({*FILES} - signed)]


def swap(path: Path, name: str) -> None:
    """Exchange a file with its neighbour."""
    other = FILES[(FILES.index(name) + 1) % len(FILES)]
    (path / name).rename(path / "between")
    (path / other).rename(path / name)
    (path / "between").rename(path / other)


FORGERIES: dict[str, Callable[[Path, str], object]] = {
    "a byte more": lambda p, n: (p / n).write_bytes((p / n).read_bytes() + b"\n"),
    "a byte changed": lambda p, n: (p / n).write_bytes(bytes([(p / n).read_bytes()[0] ^ 1])
                                                      + (p / n).read_bytes()[1:]),
    "emptied": lambda p, n: (p / n).write_bytes(b""),
    "removed": lambda p, n: (p / n).unlink(),
    "swapped": swap,
    "a file added beside it": lambda p, n: (p / f"{n}.txt").write_text("x"),
}  # fmt: skip


@pytest.mark.parametrize("consistent", [False, True], ids=["alone", "with its MANIFEST"])
@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.parametrize("name", FILES)
def test_no_forged_file_passes_the_printed_commands(
    made: Path, name: str, forgery: str, consistent: bool
) -> None:
    before = folder.read(made)
    FORGERIES[forgery](made, name)
    if consistent:
        relisted(made)
    if folder.read(made) == before:
        return  # a forged MANIFEST that was mended
    assert not passes(made)
    assert problems(made)


def test_files_of_two_certificates_are_not_mixed(made: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    folder.write(other, create.make(request(case=parse(case_data(contact="Works")))).contents)
    for name in FILES:
        if (other / name).read_bytes() != (made / name).read_bytes():
            mixed = Path(shutil.copytree(made, tmp_path / "mixed"))
            (mixed / name).write_bytes((other / name).read_bytes())
            assert not passes(mixed), name
            assert problems(mixed), name
            shutil.rmtree(mixed)


def test_a_forger_s_own_key_is_another_fingerprint(made: Path) -> None:
    _resigned(made, lambda v: v["predicate"].update(verdict="clear"), STRANGER)
    assert not passes(made)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(made: Path, name: str) -> None:
    (made / name).unlink()
    assert f"{name} is missing" in problems(made)


@pytest.mark.parametrize(
    "name", ["extra.txt", ".hidden", "evidence/cache.json", "evidence/a.sig", "certificate.pdf"]
)
def test_an_additional_file(made: Path, name: str) -> None:
    (made / name).write_text("x")
    assert problems(made) == f"{name!r} does not belong to the certificate"


@pytest.mark.parametrize("name", ["extra", "evidence/extra"])
def test_what_is_no_file_does_not_belong_there(made: Path, name: str) -> None:
    (made / name).mkdir()
    with pytest.raises(UsageError, match="does not belong to a certificate"):
        check(made, [SIGNER])


@pytest.mark.parametrize("name", ["letter.md", "evidence"])
def test_links_are_not_followed(made: Path, name: str) -> None:
    (made / name).rename(made.parent / "elsewhere")
    (made / name).symlink_to(made.parent / "elsewhere")
    with pytest.raises(UsageError, match="does not belong to a certificate"):
        check(made, [SIGNER])


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
def test_any_changed_byte(sample: Path, name: str, data: st.DataObject) -> None:
    contents = folder.read(sample)
    whole = contents[name]
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != whole[at]))
    assert _seen(sample, name, whole[:at] + bytes([byte]) + whole[at + 1 :])


@pytest.mark.parametrize("name", FILES)
def test_cut_off_longer_or_empty(sample: Path, name: str) -> None:
    whole = folder.read(sample)[name]
    for changed in (whole[:-1], whole + b"\n", whole + b" ", b"\n" + whole, b"", whole * 2):
        assert _seen(sample, name, changed)


@pytest.mark.parametrize("name", [f"{NAME}.sig", f"{NAME}.pub"])
def test_every_single_bit_of_signature_and_key(sample: Path, name: str) -> None:
    """Asked where signatures are looked at; that it reaches the whole is held just above."""
    contents = folder.read(sample)
    statement = contents[folder.STATEMENT]
    assert signatures(contents, statement) == ([SIGNER], [])
    for bit in range(len(contents[name]) * 8):
        changed = bytearray(contents[name])
        changed[bit // 8] ^= 1 << bit % 8
        signers, wrong = signatures(contents | {name: bytes(changed)}, statement)
        assert signers == []
        assert wrong


def _seen(sample: Path, name: str, changed: bytes) -> tuple[str, ...]:
    """The problems of the sample with one file of it changed, seen through the same door."""
    with pytest.MonkeyPatch.context() as patch:
        contents = folder.read(sample) | {name: changed}
        patch.setattr(folder, "read", lambda _path: contents)
        assert next(verifier.problems(contents, [SIGNER]), None)
        return check(sample, [SIGNER]).problems


def _resigned(
    path: Path, change: Callable[[dict[str, Any]], object], key: Ed25519PrivateKey
) -> None:
    """What a forger can do: change the statement, and mend all that depends on it."""
    value = json.loads((path / "statement.json").read_bytes())
    change(value)
    statement = canonical.dumps(value)
    for name in (f"{NAME}.sig", f"{NAME}.pub"):
        (path / name).unlink()
    for name, data in folder.signed(key, statement).items():
        (path / name).write_bytes(data)
    (path / "statement.json").write_bytes(statement)


def test_a_forger_has_another_key(made: Path) -> None:
    _resigned(made, lambda v: v["predicate"].update(verdict="clear"), STRANGER)
    said = problems(made)
    assert f"wrong key: nothing is signed with {SIGNER}" in said
    assert f"signed with a key that you did not name with --key: {UNKNOWN}" in said
    assert f"the key that the statement names did not sign: {SIGNER}" in said


def test_a_forger_who_names_their_own_key_in_the_statement(made: Path) -> None:
    def change(value: dict[str, Any]) -> None:
        value["predicate"]["signatures"]["first"] = UNKNOWN

    _resigned(made, change, STRANGER)
    assert problems(made, UNKNOWN) == ""
    assert "wrong key" in problems(made, SIGNER)


def test_a_signature_under_another_key_s_name(made: Path) -> None:
    stranger = folder.signed(STRANGER, (made / "statement.json").read_bytes())
    for suffix in (".sig", ".pub"):
        data = stranger[folder.short(STRANGER.public_key()) + suffix]
        (made / f"{NAME}{suffix}").write_bytes(data)
    assert f"{NAME}.pub was altered: it is not the key of that name" in problems(made)


def test_an_additional_signature_must_be_named(made: Path) -> None:
    create.sign(made, SECOND)
    assert "signed with a key that you did not name" in problems(made)
    assert problems(made, SIGNER, OTHER) == ""


def test_wrong_key(sample: Path) -> None:
    assert f"wrong key: nothing is signed with {OTHER}" in problems(sample, OTHER)
    assert f"wrong key: nothing is signed with {OTHER}" in problems(sample, SIGNER, OTHER)


def test_four_eyes(four_eyes: Path) -> None:
    assert problems(four_eyes, SIGNER, OTHER) == ""
    for suffix in (".sig", ".pub"):
        (four_eyes / f"{folder.short(SECOND.public_key())}{suffix}").unlink()
    assert "1 of 2 signatures" in problems(four_eyes, SIGNER)


def test_the_first_signature_can_not_be_replaced_by_two_others(four_eyes: Path) -> None:
    create.sign(four_eyes, STRANGER)
    for suffix in (".sig", ".pub"):
        (four_eyes / f"{NAME}{suffix}").unlink()
    said = problems(four_eyes, OTHER, UNKNOWN)
    assert said == f"the key that the statement names did not sign: {SIGNER}"


STATEMENTS: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda v: v.update(_type="https://in-toto.io/Statement/v0.1"), "is no statement"),
    (lambda v: v.update(predicateType="https://slsa.dev/provenance/v1"), "is no statement"),
    (lambda v: v["predicate"].update(format=2), "is no statement"),
    (lambda v: v["predicate"].pop("signatures"), "is no statement"),
    (lambda v: v["predicate"]["signatures"].update(required="1"), "is no statement"),
    (lambda v: v["predicate"]["subject"].update(tokens=[{}]), "is no statement"),
    (lambda v: v["subject"].append({"name": "x"}), "is no statement"),
    (lambda v: v["subject"].append({"name": 5, "digest": {"sha256": 5}}), "is no statement"),
    (lambda v: v.update(predicate=None), "is no statement"),
]


@pytest.mark.parametrize(("change", "words"), STATEMENTS)
def test_what_is_no_statement(
    made: Path, change: Callable[[dict[str, Any]], object], words: str
) -> None:
    value = json.loads((made / "statement.json").read_bytes())
    change(value)
    (made / "statement.json").write_bytes(canonical.dumps(value))
    assert words in problems(made)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"null", b"\xff", b'{"a":1.5}', b"[" * 99_999])
def test_a_statement_that_can_not_be_read(made: Path, data: bytes) -> None:
    (made / "statement.json").write_bytes(data)
    found = check(made, [SIGNER])
    assert len(found.problems) == 1
    assert (found.predicate, found.signers) == (None, ())


def test_another_form_of_the_same_json_is_not_what_was_signed(made: Path) -> None:
    value = json.loads((made / "statement.json").read_bytes())
    (made / "statement.json").write_text(json.dumps(value, indent=1), encoding="utf-8")
    assert "statement.json was altered: it is not in its canonical form" in problems(made)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder of a certificate"):
        check(tmp_path / "none", [SIGNER])
    assert check(tmp_path, [SIGNER]) == Checked(("statement.json is missing",), (), None, None)
    for i in range(folder.MOST_FILES + 1):
        (tmp_path / f"{i}").touch()
    with pytest.raises(UsageError, match="more files than a certificate has"):
        check(tmp_path, [SIGNER])


def test_a_chain(sample: Path, made: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    folder.write(second, create.make(request(previous=sample)).contents)
    assert problems(second, SIGNER, previous=sample) == ""
    assert "does not follow" in problems(sample, SIGNER, previous=second)
    (made / "letter.md").write_text("x")
    assert "the certificate before: letter.md was altered" in problems(
        second, SIGNER, previous=made
    )


def test_intact_asks_for_no_key(four_eyes: Path) -> None:
    assert intact(four_eyes).signers == tuple(sorted([OTHER, SIGNER]))
    (four_eyes / "MANIFEST").write_text("")
    with pytest.raises(UsageError, match="is not as it was made: MANIFEST does not list"):
        intact(four_eyes)


def test_a_key_is_trusted_by_file_or_fingerprint(sample: Path, tmp_path: Path) -> None:
    assert trusted(SIGNER) == SIGNER
    path = tmp_path / "known.pub"
    path.write_bytes(keys.public_pem(SECOND.public_key()))
    assert trusted(str(path)) == OTHER
    with pytest.raises(UsageError, match="can't be read"):
        trusted("sha256:abc")
