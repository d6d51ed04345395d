"""Time stamps of an authority: asked for, checked offline, and by OpenSSL alone."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operasure.cli import run
from operasure.core.errors import UsageError
from operasure.reports.certificate import check, create, folder, keys, stamp
from support.authority import Authority, running
from support.certificate import FIRST, request


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with running(tmp_path_factory.mktemp("authority") / "tsa") as started:
        yield started


@pytest.fixture(scope="module")
def made(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("stamped") / "made"
    folder.write(place, create.make(request(stamp_url=authority.url)).contents)
    return place


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "made"))


def problems(place: Path, ca: Path) -> tuple[str, ...]:
    first = keys.fingerprint(FIRST.public_key())
    return check.check(place, [first], authorities=stamp.roots(ca)).problems


def test_a_stamp_is_checked_offline(made: Path, authority: Authority) -> None:
    before = authority.asked
    assert problems(made, authority.ca) == ()
    found = check.check(made, [], signed=False, authorities=stamp.roots(authority.ca))
    assert found.stamped_at is not None
    assert abs(datetime.now(UTC) - found.stamped_at) < timedelta(hours=1)
    assert authority.asked == before


def test_openssl_alone_checks_it(made: Path, authority: Authority) -> None:
    command = folder.stamp_command().replace("CA.pem", str(authority.ca)).split()
    done = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "OK" in done.stdout + done.stderr


def test_any_changed_byte_is_seen(copy: Path, authority: Authority) -> None:
    whole = (copy / stamp.FILE).read_bytes()
    for place in range(5, len(whole), 97):
        altered = bytearray(whole)
        altered[place] ^= 1
        (copy / stamp.FILE).write_bytes(altered)
        try:
            moment = check.check(
                copy, [], signed=False, authorities=stamp.roots(authority.ca)
            ).stamped_at
        except UsageError:
            continue
        # What the authority did not sign, such as a certificate that nobody needs, may change.
        original = stamp.moment(
            whole, (copy / folder.STATEMENT).read_bytes(), stamp.roots(authority.ca)
        )
        assert moment in {None, original}


def test_a_stamp_of_something_else_or_of_nobody_is_none(
    copy: Path, authority: Authority, tmp_path: Path
) -> None:
    with running(tmp_path / "stranger") as stranger:
        (found,) = problems(copy, stranger.ca)
        assert "none of the authorities of --timestamp-ca" in found
        other = stamp.request(authority.url, b"another statement")
        (copy / stamp.FILE).write_bytes(other)
        assert problems(copy, authority.ca) == ("statement.tsr: it is for another statement",)
    (copy / stamp.FILE).write_bytes(b"nonsense")
    assert problems(copy, authority.ca) == (
        "statement.tsr: it is no answer of RFC 3161 that can be read",
    )
    (copy / stamp.FILE).unlink()
    assert problems(copy, authority.ca) == ("statement.tsr: there is no time stamp",)


def test_nothing_is_written_without_the_answer(authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did not answer"):
        create.make(request(stamp_url="http://127.0.0.1:9/"))
    with pytest.raises(UsageError, match="http or https"):
        create.make(request(stamp_url="file:///etc/passwd"))
    try:
        for garbage, words in ((b"", "RFC 3161"), (b"x" * (stamp.LARGEST + 1), "too long")):
            authority.garbage = garbage
            with pytest.raises(UsageError, match=words):
                create.make(request(stamp_url=authority.url))
        authority.garbage = None
        authority.garbage = stamp.request(authority.url, b"another statement")
        with pytest.raises(UsageError, match="another statement"):
            create.make(request(stamp_url=authority.url))
    finally:
        authority.garbage = None


def test_the_command_says_when_or_that_it_was_not_checked(
    made: Path, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    key = keys.fingerprint(FIRST.public_key())
    checked = ["certificate", "verify", str(made), "--key", key]
    assert run([*checked, "--timestamp-ca", str(authority.ca)]) == 0
    assert "time stamp of 20" in capsys.readouterr().out
    assert run(checked) == 0
    assert "statement.tsr was not checked" in capsys.readouterr().err
    assert run([*checked, "--timestamp-ca", str(made / "letter.md")]) == 2
    assert "holds no certificate" in capsys.readouterr().err


def test_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "rfc3161_client", None)
    with pytest.raises(UsageError, match=r"pip install '\.\[timestamp\]'"):
        stamp.request("http://127.0.0.1:9/", b"x")
    assert replace(request()).stamp_url is None
