"""Files without a row: looked at again by a plan, and removed by its script in any shell."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from operasure.cli import run
from operasure.core import keeping
from operasure.erase import orphans
from operasure.erase.read import ORPHANS
from operasure.reports.certificate.keys import create_case
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import reduced
from support.storage import NAME, Site

SHELLS = [shell for shell in ("sh", "bash", "dash", "busybox") if shutil.which(shell)]
NAMES = (
    b"plain.txt",
    b"-rf",
    b"--",
    b"it's a 'quote'",
    b'say "$(touch gone) `touch gone` $HOME"',
    b"line\nfeed\n",
    b"\n",
    b"back\\slash\\n\\c",
    b"%s%n*?[a]",
    "Zoë Müller \u202egpj.txt".encode(),
    bytes(set(range(1, 128)) - {0x2F}),
    bytes(range(0x80, 0x100)),
    b"\x81\x88\x1b[31m\x7f",
    b" ",
    b"#; rm -rf .",
)


@dataclass(frozen=True)
class Storage:
    """An installation with a storage, and the files of a case."""

    site: Site
    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / name

    def look(self, *more: str) -> dict[str, Any]:
        """Make the evidence of files."""
        self._run("files", "--user-id", "42", "--name", NAME, "--format", "json", *more,
                  "--jobs", "1", "-o", str(self.path("files.json")))  # fmt: skip
        found: dict[str, Any] = json.loads(self.path("files.json").read_text())
        validate(found)
        return found

    def plan(self, *more: str) -> int:
        return self._run("plan", str(self.path("files.json")), *more,
                         "--files-script", str(self.path("files.sh")))  # fmt: skip

    def _run(self, command: str, *words: str) -> int:
        where = ["--attachments-dir", str(self.site.root), "--case-key", str(self.path("case.key"))]
        return run([command, *where, "--database-url", self.site.url, *words])

    def script(self, *words: str, shell: str = "sh") -> subprocess.CompletedProcess[str]:
        program = [shell, "sh"] if shell == "busybox" else [shell]
        return subprocess.run(
            [*program, str(self.path("files.sh")), *words],
            cwd="/", capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def there(self) -> dict[Path, bytes]:
        """Every file and link below the root and beside it, with its content."""
        found: dict[Path, bytes] = {}
        for folder, folders, names in os.walk(self.site.root.parent):
            for path in (Path(folder) / name for name in [*names, *folders]):
                if path.is_symlink():
                    found[path] = b"link " + os.fsencode(path.readlink())
                elif path.is_file():
                    found[path] = path.read_bytes()
        return found


@pytest.fixture
def make(make_database: MakeDatabase, tmp_path: Path) -> Iterator[Callable[[], Storage]]:
    sites: list[Site] = []

    def storage() -> Storage:
        root = tmp_path / "it's a store" / "files"
        root.mkdir(parents=True)
        site = Site(make_database(reduced("after")), root)
        sites.append(site)
        site.clear()
        site.add("known.txt", b"known")
        case = tmp_path / "case"
        case.mkdir()
        create_case(case / "case.key")
        return Storage(site, case)

    yield storage
    for site in sites:
        site.close()


@pytest.fixture
def storage(make: Callable[[], Storage], monkeypatch: pytest.MonkeyPatch) -> Storage:
    """A storage two days from now: what is written by a test is old then."""
    monkeypatch.setattr(orphans, "_now", lambda: time.time() + 2 * orphans.GRACE)
    return make()


def test_hostile_names_in_every_shell(storage: Storage) -> None:
    own = [storage.site.root / os.fsdecode(b"attachment/file/7001/" + name) for name in NAMES]
    odd = storage.site.root / os.fsdecode(b"$(touch gone)\n") / "a\nb" / "-f"
    for path in [*own, odd, storage.site.root / "top"]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"content of " + os.fsencode(path.name))
    (odd.parent.parent / "keep").mkdir()
    kept = dict.fromkeys(storage.site.root.rglob("known.txt"), b"known")
    storage.look()
    assert storage.plan() == 3  # what such files say can't be read: that stays unchecked
    before = storage.there()
    text = storage.path("files.sh").read_text()
    assert all(line.isprintable() for line in text.splitlines())
    assert stat.S_IMODE(storage.path("files.sh").stat().st_mode) == 0o600
    number = len(own) + 2
    for shell in SHELLS:
        done = storage.script(shell=shell)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{number} files would be removed" in done.stdout
        assert storage.there() == before
    for shell in SHELLS:
        for name, content in before.items():
            name.write_bytes(content)
        done = storage.script("commit", shell=shell)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{number} files removed" in done.stdout
        assert storage.there() == kept
    again = storage.script("commit")
    assert (again.returncode, again.stdout.count("left alone: file")) == (3, number)
    assert "Zoë" not in again.stdout
    document = storage.look()
    assert not [f for f in document["files"] if f["kind"] == "orphan"]


def test_what_changed_between_plan_and_script_is_left(storage: Storage) -> None:
    names = ("same", "size", "content", "gone", "link", "folder", "behind")
    paths = {
        name: storage.site.put(f"attachment/file/{7001 + i}/{name}", b"one")
        for i, name in enumerate(names)
    }
    storage.look()
    assert storage.plan() == 0
    outside = storage.path("outside")
    outside.mkdir()
    (outside / "behind").write_bytes(b"one")
    paths["size"].write_bytes(b"more")
    paths["content"].write_bytes(b"two")
    paths["gone"].unlink()
    paths["link"].unlink()
    paths["link"].symlink_to(outside / "behind")
    paths["folder"].unlink()
    paths["folder"].mkdir()
    shutil.rmtree(paths["behind"].parent)
    paths["behind"].parent.symlink_to(outside)
    before = storage.there()
    assert "1 files would be removed (3 bytes), 6 left alone" in storage.script().stdout
    assert storage.there() == before
    for shell in SHELLS:
        paths["same"].write_bytes(b"one")
        done = storage.script("commit", shell=shell)
        assert done.returncode == 3
        assert "1 files removed (3 bytes), 6 left alone" in done.stdout
        whys = [line.rpartition(": ")[2] for line in done.stdout.splitlines() if "): " in line]
        assert sorted(whys) == [
            "a symbolic link", "behind a symbolic link", "gone", "no file any more",
            "of another content", "of another size",
        ]  # fmt: skip
        assert "(attachment/file/7002): of another size" in done.stdout
        del before[paths["same"]]
        assert storage.there() == before
        before[paths["same"]] = b"one"
    assert (outside / "behind").read_bytes() == b"one"


def test_a_root_that_became_a_link_and_wrong_words_are_refused(storage: Storage) -> None:
    storage.site.add("a", b"one", row=False)
    storage.look()
    assert storage.plan() == 0
    for words in (["yes"], ["commit", "more"], [""]):
        done = storage.script(*words)
        assert (done.returncode, "usage" in done.stderr) == (2, True)
    moved = storage.site.root.with_name("moved")
    storage.site.root.rename(moved)
    storage.site.root.symlink_to(moved)
    before = storage.there()
    done = storage.script("commit")
    assert (done.returncode, done.stdout) == (2, "")
    assert "make a new plan" in done.stderr
    assert storage.there() == before


def test_a_script_whose_day_has_passed_does_nothing(storage: Storage) -> None:
    storage.site.add("a", b"one", row=False)
    storage.look()
    assert storage.plan("--keep-days", "1") == 0
    script = storage.path("files.sh")
    text = script.read_text()
    head = keeping.head(script)
    assert head is not None
    assert head.delete_after is not None
    script.write_text(text.replace(f"{head.delete_after:%Y%m%d}", "20200101"))
    before = storage.there()
    done = storage.script("commit")
    assert (done.returncode, "too old" in done.stderr) == (2, True)
    assert storage.there() == before


def left(storage: Storage, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, int]:
    """What a plan leaves of files without a row, by reason; it takes none."""
    capsys.readouterr()
    assert storage.plan("--format", "json", *more) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["files"]["number"] == 0
    assert "\nfile 1" not in storage.path("files.sh").read_text()
    return {e["reason"]: e["rows"] for e in found["left"] if e["check"] == ORPHANS}


def test_young_files_are_left(
    make: Callable[[], Storage], capsys: pytest.CaptureFixture[str]
) -> None:
    storage = make()
    upload = storage.site.put("attachment/file/7001/upload", b"one")
    storage.look()
    assert left(storage, capsys) == {orphans._YOUNG: 1}
    # A restore brings the time of writing back with the file.
    os.utime(upload, (10**9, 10**9))
    assert left(storage, capsys) == {orphans._YOUNG: 1}


def test_only_what_the_evidence_calls_an_orphan_and_still_is_one(
    storage: Storage, capsys: pytest.CaptureFixture[str]
) -> None:
    storage.site.add("explained", b"one", row=False, id=7001)
    gone = storage.site.put("attachment/file/7002/gone", b"one")
    decided = storage.site.put("attachment/file/7003/decided", b"one")
    document = storage.look()
    for entry in document["files"]:
        if entry["attachment_id"] == 7003:
            entry["decision"] = "keep"
    storage.path("files.json").write_text(json.dumps(document))
    storage.site.put("attachment/file/7004/new", b"not in the evidence")
    storage.site.add("explained", b"one", id=7001)
    gone.unlink()
    assert left(storage, capsys) == {orphans._EXPLAINED: 1, orphans._GONE: 1, orphans._DECIDED: 1}
    assert storage.script("commit").returncode == 0
    assert decided.exists()


def test_another_key_or_another_directory_takes_nothing(
    storage: Storage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    storage.site.add("a", b"one", row=False, id=7001)
    storage.look()
    create_case(tmp_path / "other.key")
    assert left(storage, capsys, "--case-key", str(tmp_path / "other.key")) == {orphans._GONE: 1}
    other = tmp_path / "other" / "attachment/file/7001"
    other.mkdir(parents=True)
    (other / "a").write_bytes(b"one")
    found = left(storage, capsys, "--attachments-dir", str(tmp_path / "other"))
    assert found == {orphans._STRANGE: 1}


def test_evidence_without_its_storage_and_what_stays_beside(
    storage: Storage, capsys: pytest.CaptureFixture[str]
) -> None:
    storage.site.add("a", b"one", row=False)
    standing = storage.site.add("b", b"Zoe Mueller")
    document = storage.look()
    assert [m["row_id"] for m in document["mentions"]] == [standing]
    capsys.readouterr()
    files = str(storage.path("files.json"))
    assert run(["plan", files, "--database-url", storage.site.url]) == 3
    out = capsys.readouterr().out
    assert f"{ORPHANS}: 1 row · {orphans._UNNAMED}" in out
    assert f"(text of files): 1 row · {orphans._STANDING}" in out
    words = ["plan", files, "--database-url", storage.site.url]
    assert run([*words, "--files-script", str(storage.path("x"))]) == 2
    assert "--case-key" in capsys.readouterr().err
    assert run([*words, files]) == 2
    assert "two documents of files" in capsys.readouterr().err
    document["storage"]["place"] = "a bucket"
    storage.path("files.json").write_text(json.dumps(document))
    assert left(storage, capsys) == {orphans._BUCKET: 1}
    document["files"][0]["key"] = "../../etc/passwd"
    storage.path("files.json").write_text(json.dumps(document))
    assert storage.plan() == 2
    assert "damaged" in capsys.readouterr().err
