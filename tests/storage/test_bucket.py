"""A bucket: a real server of the protocol, and faults of one that is not."""

from __future__ import annotations

import copy
import errno
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from operasure.cli import run
from operasure.core.errors import UsageError
from operasure.looks.files import bucket
from operasure.looks.files.bucket import Bucket, Settings, settings
from operasure.looks.files.model import ListedFile, Skipped, Unread
from support import s3
from support.databases import MakeDatabase
from support.instances import reduced
from support.s3 import ACCESS, BUCKET, S3, SECRET
from support.storage import NAME, Site, pdf, picture

KEYS = {
    "OPENPROJECT_FOG_CREDENTIALS_AWS__ACCESS__KEY__ID": ACCESS,
    "OPENPROJECT_FOG_CREDENTIALS_AWS__SECRET__ACCESS__KEY": SECRET,
}
PAGE = (
    b'<?xml version="1.0"?><ListBucketResult><IsTruncated>true</IsTruncated>'
    b"<NextContinuationToken>more</NextContinuationToken><Contents><Key>uploads/attachment/file/1/a"
    b"</Key><Size>1</Size></Contents></ListBucketResult>"
)


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[S3]:
    """A server with an empty bucket."""
    with s3.running(tmp_path / "s3") as started:
        yield started


def reading(remote: S3, **values: object) -> Bucket:
    given = {"endpoint": remote.endpoint, "access_key": ACCESS, "secret_key": SECRET, **values}
    return Bucket(Settings(BUCKET, path_style=True, **given))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _few_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket, "_ATTEMPTS", 1)
    monkeypatch.setattr(bucket, "_TIMEOUT", 20)


def test_a_bucket_is_compared_and_read(
    remote: S3,
    make_database: MakeDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = Site(make_database(reduced("after")), remote.root / "uploads")
    site.clear()
    named = site.add("minutes.pdf", pdf(f"by {NAME}"))
    photo = site.add("Größe.jpg", picture(), author=3)
    orphan = site.add("left.txt", b"x", row=False)
    gone = site.add("gone.txt", None)
    remote.put("backups/other.txt", NAME.encode())
    for key, value in KEYS.items():
        monkeypatch.setenv(key, value)
    where = ["--s3-bucket", BUCKET, "--s3-endpoint", remote.endpoint, "--s3-path-style"]
    who = ["--user-id", "42", "--name", NAME, "--database-url", site.url, "--jobs", "1"]
    sheet = tmp_path / "sheet.html"
    also = ["--digests", "--contact-sheet", str(sheet), "--format", "json"]
    assert run(["files", *where, *who, *also]) == 1
    document = json.loads(capsys.readouterr().out)
    assert {e["kind"]: e["attachment_id"] for e in document["files"]} == {
        "orphan": orphan, "missing": gone, "picture": photo
    }  # fmt: skip
    assert [(m["row_id"], m["kind"]) for m in document["mentions"]] == [(named, "text")]
    assert (document["storage"]["place"], document["storage"]["files"]) == ("a bucket", 3)
    assert "data:image/jpeg" in sheet.read_text()
    site.close()


def test_every_page_of_the_list_is_read(remote: S3) -> None:
    for number in range(1, 1203):
        remote.put(f"uploads/attachment/file/{number}/a", b"x")
    listed = list(reading(remote).listed())
    assert {each.key for each in listed if isinstance(each, ListedFile)} == {
        b"attachment/file/%d/a" % number for number in range(1, 1203)
    }
    assert len(listed) == 1202


def test_an_object_that_is_too_large_or_gone(remote: S3) -> None:
    remote.put("uploads/attachment/file/1/a", bytes(2000))
    storage = copy.copy(reading(remote))  # as another process gets it
    with storage.open(b"attachment/file/1/a", 2000) as file:
        assert file.read() == bytes(2000)
        assert file.seek(10) == 10
    with pytest.raises(Unread, match="more than 0 MB"):
        storage.open(b"attachment/file/1/a", 1999)
    with pytest.raises(Unread, match="it was removed"):
        storage.open(b"attachment/file/1/b", 2000)


def test_no_room_for_a_copy(remote: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    remote.put("uploads/attachment/file/1/a", b"x" * 100)

    class Full:
        def write(self, _: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self) -> None:
            self.write(b"")

    monkeypatch.setattr(bucket, "SpooledTemporaryFile", lambda _: Full())
    with pytest.raises(Unread, match=f"^{bucket.NO_ROOM}$"):
        reading(remote).open(b"attachment/file/1/a", 2**20)


def test_wrong_keys_are_told(remote: S3) -> None:
    for values, words in (
        ({"secret_key": "wrong"}, "secret key is wrong"),
        ({"access_key": "wrong"}, "access key|denied|secret key"),
    ):
        with pytest.raises(UsageError, match=words) as raised:
            reading(remote, **values).check()
        assert "wrong" not in str(raised.value).replace("key is wrong", "")


def test_no_server_no_bucket_no_credentials(
    remote: S3, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="no connection"):
        reading(remote, endpoint="http://127.0.0.1:9").check()
    missing = Bucket(Settings("none", remote.endpoint, None, ACCESS, SECRET, path_style=True))
    with pytest.raises(UsageError, match="no such bucket"):
        missing.check()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(UsageError, match="there are no credentials"):
        reading(remote, access_key=None, secret_key=None).check()


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (403, b"<Error><Code>AccessDenied</Code></Error>", "access is denied"),
        (400, b"<Error><Code>ExpiredToken</Code></Error>", "have expired"),
        (400, b"<Error><Code>A B\x1b[31m</Code></Error>", "answered with error 400"),
        (418, b"<Error><Code>Teapot</Code></Error>", "answered with error Teapot"),
        (200, b"no XML at all", "answered with error 500"),
        (503, b"<Error><Code>SlowDown</Code></Error>", "overloaded"),
    ],
)
def test_what_servers_say_no_with(status: int, body: bytes, words: str) -> None:
    with (
        s3.faulty(status, body) as endpoint,
        pytest.raises(UsageError, match=words) as raised,
    ):
        Bucket(Settings(BUCKET, endpoint, None, ACCESS, SECRET, path_style=True)).check()
    assert str(raised.value).isprintable()


def test_a_list_that_breaks_off_is_never_complete(
    make_database: MakeDatabase,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = Site(make_database(reduced("after")), Path("/nowhere"))
    site.clear()
    site.add("a", None, id=1, filesize=1)
    site.add("b", None)
    site.close()
    for key, value in KEYS.items():
        monkeypatch.setenv(key, value)
    broken = b"<Error><Code>InternalError</Code></Error>"
    pages = {"continuation-token": broken, "list-type": PAGE, "/1/a": b"x"}
    with s3.faulty(500, broken, after=pages) as endpoint:
        listed = list(
            Bucket(Settings(BUCKET, endpoint, None, ACCESS, SECRET, path_style=True)).listed()
        )
        assert listed[0] == ListedFile(b"attachment/file/1/a", 1)
        assert isinstance(listed[-1], Skipped)
        assert listed[-1].ends
        where = ["--s3-bucket", BUCKET, "--s3-endpoint", endpoint, "--s3-path-style"]
        who = ["--user-id", "42", "--database-url", site.url, "--jobs", "1", "--format", "json"]
        assert run(["files", *where, *who]) == 3
    document = json.loads(capsys.readouterr().out)
    reasons = {c["reason"] for c in document["checks"] if c["outcome"] == "unchecked"}
    assert any(str(reason).startswith("the list of files ended early") for reason in reasons)
    # What is not on the list may be there all the same.
    assert not [entry for entry in document["files"] if entry["kind"] == "missing"]


FOG = {
    **KEYS,
    "OPENPROJECT_ATTACHMENTS__STORAGE": "fog",
    "OPENPROJECT_FOG_DIRECTORY": "uploads-of-mine",
    "OPENPROJECT_FOG_CREDENTIALS_PROVIDER": "AWS",
    "OPENPROJECT_FOG_CREDENTIALS_REGION": "eu-west-1",
}
HOST = {
    "OPENPROJECT_FOG_CREDENTIALS_HOST": "s3.example.org",
    "OPENPROJECT_FOG_CREDENTIALS_PORT": "9000",
    "OPENPROJECT_FOG_CREDENTIALS_PATH__STYLE": "true",
}


def test_settings_are_those_of_openproject() -> None:
    assert settings(None, None, None, {}) is None
    assert settings(None, None, None, KEYS) is None
    found = Settings("uploads-of-mine", None, "eu-west-1", ACCESS, SECRET)
    assert settings(None, None, None, FOG) == found
    assert SECRET not in repr(found)
    hosted = settings(None, None, None, FOG | HOST)
    assert hosted is not None
    assert (hosted.endpoint, hosted.path_style) == ("https://s3.example.org:9000", True)
    other = settings("b", "https://other", "r", FOG | {"AWS_ACCESS_KEY_ID": "x"})
    assert other == Settings("b", "https://other", "r")
    with pytest.raises(UsageError, match="not S3"):
        settings(None, None, None, FOG | {"OPENPROJECT_FOG_CREDENTIALS_PROVIDER": "OpenStack"})


def test_without_boto3_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "boto3", None)
    with pytest.raises(UsageError, match=r"\.\[s3\]"):
        Bucket(Settings(BUCKET)).check()
