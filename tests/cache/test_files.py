"""The file store is searched by the same decoder, in the layout that Rails gives it."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from cache.kit import ENTRIES, PERSON, rails
from operasure.core.errors import UsageError
from operasure.core.model import Result
from operasure.looks.cache import marshal
from operasure.looks.cache.file_store import search_directory
from operasure.looks.cache.findings import CacheFinding, CacheSummary


def store(directory: Path, key: bytes, value: bytes) -> Path:
    """Put a file where Rails would, its name cut into pieces of 228 letters."""
    name = quote_plus(key)
    pieces = [name[start : start + 228] for start in range(0, len(name), 228)]
    path = directory.joinpath("0A1", "F3C", *pieces)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(value)
    return path


def searched(directory: Path, *, excerpts: bool = False) -> tuple[list[CacheFinding], CacheSummary]:
    *findings, summary = search_directory(directory, PERSON, excerpts=excerpts)
    assert isinstance(summary, CacheSummary)
    return [each for each in findings if isinstance(each, CacheFinding)], summary


def without_dalli(value: bytes) -> bytes:
    """What Rails handed to Dalli: the file store has no layer around it."""
    return marshal.unwrap_string(value) or value


def test_every_format_is_found_in_files(tmp_path: Path) -> None:
    wanted = ("user-json-small", "user-json-deflated", "string-utf16", "hash-deflated")
    entries = [entry for entry in ENTRIES if entry.name in wanted]
    for number, entry in enumerate(entries):
        store(tmp_path, b"%d" % number, without_dalli(entry.value))
    store(tmp_path, b"another's", without_dalli(rails('{"name":"Joe Miller"}')))

    findings, summary = searched(tmp_path)

    assert {each.raw_key for each in findings} == {b"%d" % n for n in range(len(entries))}
    assert (summary.listed, summary.read, summary.findings) == (len(entries) + 1,) * 2 + (
        len(entries),
    )
    assert summary.unchecked == ()


@pytest.mark.parametrize("length", [10, 500])
def test_the_key_is_read_from_the_path(tmp_path: Path, length: int) -> None:
    key = b"V/API/V3/Activities/ActivityRepresenter/json/de a+b%" + b"k" * length
    store(tmp_path, key, b"zoe.mueller@example.org")

    ((finding,), _) = searched(tmp_path)

    assert finding.raw_key == key
    assert finding.served == "yes"
    assert finding.place == str(tmp_path)
    assert finding.address is None
    assert finding.used_at


def test_a_mail_in_the_name_of_a_file_is_found_and_not_shown(tmp_path: Path) -> None:
    store(tmp_path, b"rack::attack:1:lost_password:zoe.mueller@example.org", b"1")

    ((finding,), _) = searched(tmp_path)

    assert finding.matches[0].in_key
    assert finding.key == "rack::attack:1:lost_password:[…]"


def test_an_entry_with_an_end_is_retained(tmp_path: Path) -> None:
    for number, entry in enumerate(each for each in ENTRIES if each.name == "expires-one-hour"):
        store(tmp_path, b"%d" % number, without_dalli(entry.value))

    findings, _ = searched(tmp_path)

    assert len(findings) == 6
    assert all(each.outcome is Result.RETAINED and each.expires_at for each in findings)


def test_a_time_that_is_none_means_no_end(tmp_path: Path) -> None:
    head = b"\x00\x11\x02" + b"\x00\x00\x00\x00\x00\x00\xf0\x7e" + b"\xff\xff\xff\xff"
    store(tmp_path, b"a", head + b"zoe.mueller@example.org")

    ((finding,), _) = searched(tmp_path)

    assert finding.expires_at is None


def test_an_excerpt_on_request(tmp_path: Path) -> None:
    store(tmp_path, b"a", b"mail to zoe.mueller@example.org please")

    ((plain,), _) = searched(tmp_path)
    ((with_text,), _) = searched(tmp_path, excerpts=True)

    assert plain.excerpt is None
    assert with_text.excerpt == "mail to zoe.mueller@example.org please"


def test_other_files_are_searched_too(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"zoe.mueller@example.org")

    ((finding,), _) = searched(tmp_path)

    assert finding.key == "notes.txt"


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"zoe.mueller@example.org")
    inside = tmp_path / "cache"
    inside.mkdir()
    (inside / "link").symlink_to(outside)
    (inside / "folder").symlink_to(tmp_path, target_is_directory=True)

    findings, summary = searched(inside)

    assert findings == []
    assert summary.unread == 0
    # What nobody looked at is never clear: OpenProject itself would follow them.
    assert [why.reason[:7] for why in summary.unchecked] == ["2 links"]


def test_what_cannot_be_read_is_unchecked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is played."""
    denied = store(tmp_path, b"denied", b"x")
    store(tmp_path, b"fine", b"x")
    real: Callable[..., object] = Path.open

    def refuse(path: Path, *arguments: str) -> object:
        if path == denied:
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments)

    monkeypatch.setattr(Path, "open", refuse)
    _, summary = searched(tmp_path)

    assert (summary.listed, summary.read, summary.unread) == (2, 1, 1)
    assert summary.unchecked[0].reason.startswith("1 files or folders")


def test_a_file_that_goes_meanwhile_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(tmp_path, b"a", b"x")
    real = os.walk

    def walk_then_delete(*arguments: object, **options: object) -> object:
        for folder, folders, names in real(tmp_path):
            for name in names:
                Path(folder, name).unlink()
            yield folder, folders, names

    monkeypatch.setattr(os, "walk", walk_then_delete)
    findings, summary = searched(tmp_path)

    assert findings == []
    assert (summary.listed, summary.gone, summary.unchecked) == (1, 1, ())


def test_damaged_files_are_counted(tmp_path: Path) -> None:
    store(tmp_path, b"a", b"\xff\xfe zoe.mueller@example.org")

    findings, summary = searched(tmp_path)

    assert len(findings) == 1
    assert summary.undecoded == {"unknown format": 1}
    assert summary.unchecked


def test_huge_files_are_counted(tmp_path: Path) -> None:
    with store(tmp_path, b"a", b"").open("wb") as file:
        file.truncate(20 * 1024 * 1024)

    _, summary = searched(tmp_path)

    assert sum(summary.undecoded.values()) == 1


def test_what_is_no_directory_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "missing", store(tmp_path, b"a", b"")):
        with pytest.raises(UsageError, match="--cache-dir"):
            list(search_directory(path, PERSON))
