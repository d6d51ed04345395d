"""Stored files whose name names the person: rows by `erase`, files by the script for files."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openproject.invented import PERSON
from operasure.cli import run
from operasure.core import keeping
from operasure.core.typed import plain
from operasure.erase import renames
from operasure.erase.model import Action, PlanStep
from operasure.erase.orphans import Orphans
from operasure.erase.read import NAMES, StoredFindings
from operasure.erase.renames import Rename
from operasure.erase.stand_in import slug as slug_of
from operasure.looks.files.directory import Directory
from operasure.looks.files.ledger import Ledger
from operasure.looks.mentions.find import Findings
from operasure.looks.mentions.hits import Hit
from operasure.reports.evidence import mentions
from support.databases import MakeDatabase
from support.evidence import validate, written
from support.instances import reduced
from support.removal import WHO, Case, contents, execute, files_script, review, search
from support.storage import Site

NAME = f"{PERSON.given} {PERSON.family}"
SLUG = "geloeschter-nutzer"
SHELLS = [shell for shell in ("sh", "bash", "dash", "busybox") if shutil.which(shell)]
COLUMNS = {"file", "disk_filename", "logo"}
OF_ANOTHER = ("attachment_journals", 43, False)
"""The one name of a file that the sample keeps in a row of another account."""
CALLED = {
    # What a file is called, and what it is called then.
    f"CV_{NAME.replace(' ', '_')}.pdf": "CV_geloeschter-nutzer.pdf",
    "Juergen Brandstroem.pdf": "geloeschter-nutzer.pdf",
    unicodedata.normalize("NFD", f"Größe_{NAME}.txt"): None,
    f"-{NAME}": "-geloeschter-nutzer",
    f'line\nfeed {NAME} it\'s "$(touch gone)" `x` \\n%s.odt': (
        "line_feed_geloeschter-nutzer_it_s____touch_gone____x___n_s.odt"
    ),
    f"..{NAME}..": "..geloeschter-nutzer..",
    f"{PERSON.login}.jpg": "geloeschter-nutzer.jpg",
}


@dataclass(frozen=True)
class Files:
    """A case, and the files of its installation."""

    case: Case
    site: Site

    @property
    def where(self) -> list[str]:
        return ["--attachments-dir", str(self.site.root)]

    def add(self, *names: str) -> list[int]:
        return [self.site.add(name, f"content {name}".encode()) for name in names]

    def plan(self, *more: str) -> int:
        """Decide all names of files to be erased, and plan it."""
        with search(self.case) as found:
            path = review(self.case, found, decided)
            hand_over(self.case, found)
        script = ["--files-script", str(self.case.path("files.sh"))]
        return self.case.plan("--reviewed", str(path), *WHO, *self.where, *script, *more)

    def reasons(self) -> dict[str, int]:
        """What the plan leaves of names of files, and of how many rows."""
        left = (part for part in self.case.left() if "stored file" in part.reason)
        return {part.reason: part.rows for part in left}

    def commit(self, **more: str) -> str:
        done = files_script(self.case, "commit", **more)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def finish(self, **more: str) -> str:
        done = files_script(self.case, "finish", self.case.url, **more)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def tree(self) -> dict[bytes, bytes]:
        """Every file and link below the root, with its content."""
        found: dict[bytes, bytes] = {}
        root = os.fsencode(self.site.root)
        for folder, folders, names in os.walk(root):
            for name in [*names, *folders]:
                path = os.path.join(folder, name)  # noqa: PTH118  (bytes)
                if os.path.islink(path):  # noqa: PTH114
                    found[path[len(root) + 1 :]] = b"link"
                elif os.path.isfile(path):  # noqa: PTH113
                    found[path[len(root) + 1 :]] = Path(os.fsdecode(path)).read_bytes()
        return found

    def named(self) -> dict[int, str]:
        rows = execute(self.case.url, "SELECT id, file FROM attachments WHERE file IS NOT NULL")
        return dict(rows)

    def hold_found(self) -> None:
        """OpenProject finds every file: where its row says, or in Unicode's other form."""
        for key, name in self.named().items():
            folder = self.site.root / "attachment/file" / str(key)
            forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")} | {name}
            found = [path for path in folder.iterdir() if path.name in forms]
            assert len(found) == 1, (key, os.listdir(folder))  # noqa: PTH208


def hand_over(case: Case, found: Findings) -> None:
    """Write the document of a search, the one that a plan is made from."""
    case.path("verify.json").write_text(written("json", plain(mentions.build(found))))


def decided(hit: Hit) -> bool:
    """Whether a mention is to go: in the name of a file, or in the text with the pictures. No plan
    is made of what belongs to another account."""
    if hit.account is not None:
        return False
    place = hit.check.table, hit.check.column.name, hit.row_id
    return place[1] in COLUMNS or place == ("work_packages", "description", 40)


@pytest.fixture
def files(make_database: MakeDatabase, tmp_path: Path) -> Iterator[Files]:
    root = tmp_path / "it's a store" / "files"
    root.mkdir(parents=True)
    folder = tmp_path / "case"
    folder.mkdir()
    case = Case(make_database(reduced("after")), folder)
    site = Site(case.url, root)
    site.clear()
    yield Files(case, site)
    site.close()


def test_there_and_back_without_a_moment_in_which_a_file_is_not_found(files: Files) -> None:
    case, site = files.case, files.site
    keys = dict(zip(files.add(*CALLED), CALLED.values(), strict=True))
    composed = next(key for key, name in keys.items() if name is None)
    taken = site.add(f"{NAME}.doc", b"one")
    site.put(f"attachment/file/{taken}/Geloeschter-Nutzer.doc", b"another's")
    plain = site.add("plain.txt", b"x", disk_filename=f"0815_{NAME}.txt")
    columns = "file_tsv = to_tsvector('simple', 'cv jurgen brandstrom pdf'), updated_at = now()"
    execute(case.url, f"UPDATE attachments SET {columns} WHERE id = {min(keys)}")
    execute(case.url, "INSERT INTO custom_styles (id, logo, created_at, updated_at) "
                      "VALUES (7, %s, now(), now())", f"{PERSON.login}.png")  # fmt: skip
    site.put(f"custom_style/logo/7/{PERSON.login}.png", b"logo")
    pictures = '![a {0}](Bild_{0}.PNG "x") <img class="i" src="{0}-2.jpg"> ![](/x/{0}.png)'
    [picture, other] = files.add(f"Bild_{NAME}.png", f"{NAME}-2.jpg")
    text = pictures.format(NAME.replace(" ", "_"))
    execute(case.url, "UPDATE work_packages SET description = %s WHERE id = 40", text)
    digests, tree = contents(case.url), files.tree()

    number = len(keys) + 4
    assert files.plan() == 0
    hold_no_name(case)
    assert contents(case.url) == digests
    for words in ([], ["--attachments-dir", str(case.folder)], files.where):
        assert case.erase(*words) == 2
    assert case.erase("--dry-run") == 0
    assert case.script().returncode == 0
    unready = case.script("-v", "commit=yes")
    assert (unready.returncode, "names=ready" in unready.stdout) == (3, True)
    for shell in SHELLS:
        done = files_script(case, shell=shell)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{number} files would have both names" in done.stdout
    assert files.finish().startswith(f"{number} files have the name of their row")
    assert (contents(case.url), files.tree()) == (digests, tree)

    for shell in SHELLS:
        assert f"{number} files have both names" in files.commit(shell=shell)
        assert len(files.tree()) == len(tree) + number
        files.hold_found()
    assert case.erase(*files.where) == 0
    files.hold_found()
    for shell in SHELLS:
        files.finish(shell=shell)
        files.hold_found()
    now = files.named()
    assert {key: now[key] for key in keys if key != composed} == {
        key: name for key, name in keys.items() if name
    }
    assert now[composed] == unicodedata.normalize("NFD", "Größe_") + "geloeschter-nutzer.txt"
    assert (now[taken], now[plain]) == ("geloeschter-nutzer-2.doc", "plain.txt")
    assert execute(case.url, "SELECT logo FROM custom_styles") == [("geloeschter-nutzer.png",)]
    # Pictures are looked up in small letters.
    [(text,)] = execute(case.url, "SELECT description FROM work_packages WHERE id = 40")
    assert f"]({now[picture]} ".casefold() in text.casefold()
    assert f'src="{now[other]}"' in text
    assert sorted(files.tree().values()) == sorted(tree.values())
    assert (site.root / "custom_style/logo/7/geloeschter-nutzer.png").read_bytes() == b"logo"
    vector = execute(case.url, f"SELECT file_tsv::text FROM attachments WHERE id = {min(keys)}")
    assert vector == [("'cv':1 'pdf':4",)]
    hold_clear(files, case.path("review.json"))

    assert case.undo(*files.where) == 2
    files.commit()
    assert case.undo(*files.where) == 0
    files.hold_found()
    files.finish()
    assert (contents(case.url), files.tree()) == (digests, tree)


def hold_no_name(case: Case) -> None:
    script = case.path("files.sh")
    numbers = re.findall(r"^rename (\d+) ", script.read_text(), re.MULTILINE)
    assert numbers == [str(number) for number in range(1, len(CALLED) + 5)]
    assert all(line.isprintable() for line in script.read_text().splitlines())
    assert stat.S_IMODE(script.stat().st_mode) == 0o600
    assert keeping.head(script) is not None
    for name in ("case.plan", "case.sql", "plan.txt"):
        text = case.path(name).read_text().casefold()
        for word in (PERSON.family, "brandstroem", PERSON.login):
            assert word.casefold() not in text, (name, word)


def hold_clear(files: Files, reviewed: Path) -> None:
    """Neither find-mentions nor files know the person by the name of a file any more."""
    with search(files.case, reviewed) as again:
        hits = [h for h in again.hits() if h.check.column.name in COLUMNS]
    assert {(h.check.table, h.row_id, h.account is None) for h in hits} == {OF_ANOTHER}
    path = files.case.path("files.json")
    words = ["--database-url", files.case.url, "--format", "json", "--jobs", "1", "-o", str(path)]
    run(["files", *files.where, *WHO, *words])
    document = json.loads(path.read_text())
    validate(document)
    kinds = {(entry["kind"], entry["attachment_id"]) for entry in document["files"]}
    assert not {kind for kind, _ in kinds} & {"missing", "name"}
    # What stood beside the file that was renamed is nobody's, as before.
    assert len([kind for kind, _ in kinds if kind == "orphan"]) == 1


def test_what_changed_between_plan_and_script_is_left(files: Files) -> None:
    case, site = files.case, files.site
    names = ("size", "content", "gone", "taken", "link", "behind", "moved", "row", "other", "fine")
    keys = {name: site.add(f"{NAME}-{name}.txt", b"one") for name in names}
    paths = {
        name: site.root / f"attachment/file/{key}/{NAME}-{name}.txt" for name, key in keys.items()
    }
    assert files.plan() == 0
    outside = case.path("outside")
    outside.mkdir()
    (outside / paths["behind"].name).write_bytes(b"one")
    paths["size"].write_bytes(b"more")
    paths["content"].write_bytes(b"two")
    paths["gone"].unlink()
    paths["taken"].with_name(f"{SLUG}-taken.txt").write_bytes(b"another's")
    paths["link"].unlink()
    paths["link"].symlink_to(outside / paths["behind"].name)
    shutil.rmtree(paths["behind"].parent)
    paths["behind"].parent.symlink_to(outside)
    paths["moved"].rename(paths["moved"].with_name("moved.txt"))
    before = files.tree()
    assert "3 files would have both names" in files_script(case).stdout
    assert files.tree() == before
    done = files_script(case, "commit")
    assert (done.returncode, done.stderr) == (3, "")
    assert "3 files have both names" in done.stdout
    assert whys(done.stdout) == [
        "a symbolic link", "behind a symbolic link", "gone", "gone", "of another content",
        "of another size", "something else has the other name: of another size",
    ]  # fmt: skip
    assert "(attachment/file/" in done.stdout
    assert PERSON.family not in done.stdout
    assert len(files.tree()) == len(before) + 3
    assert os.listdir(outside) == [paths["behind"].name]  # noqa: PTH208
    # The plan is not carried out while a file would not be found.
    assert case.erase(*files.where) == 2

    execute(case.url, f"DELETE FROM attachments WHERE id = {keys['row']}")
    execute(case.url, f"UPDATE attachments SET file = 'x' WHERE id = {keys['other']}")
    execute(case.url, f"UPDATE attachments SET file = %s WHERE id = {keys['fine']}",
            f"{SLUG}-fine.txt")  # fmt: skip
    before = files.tree()
    done = files_script(case, "finish", case.url)
    assert (done.returncode, done.stderr) == (3, "")
    assert {"its row has another name by now", "its row is gone"} < set(whys(done.stdout))
    assert set(before) - set(files.tree()) == {
        os.fsencode(f"attachment/file/{keys['fine']}/{NAME}-fine.txt")
    }
    assert set(files.tree()) <= set(before)


def whys(output: str) -> list[str]:
    lines = [line for line in output.splitlines() if line.startswith("left alone: ")]
    return sorted(line.partition("): ")[2] for line in lines)


def test_a_script_that_was_killed_goes_on_and_copies_where_a_file_has_but_one_name(
    files: Files, tmp_path: Path
) -> None:
    keys = files.add(f"{NAME}.txt", f"a {NAME}.txt", f"b {NAME}.txt")
    tree = files.tree()
    assert files.plan() == 0
    with shims(tmp_path, {"ln": "exit 1", "cp": "exit 1"}):
        done = files_script(files.case, "commit")
    assert whys(done.stdout) == ["no permission to give it a second name"] * len(keys)
    assert files.tree() == tree
    killed(files, tmp_path, "ln", 1, "commit")
    with shims(tmp_path, {"ln": "exit 1"}):
        killed(files, tmp_path, "mv", 1, "commit")
        files.commit()
    links = [path.stat().st_nlink for path in files.site.root.rglob("*.txt")]
    assert sorted(links) == [1, 1, 1, 1, 2, 2]
    assert files.case.script("-v", "commit=yes", "-v", "names=ready").returncode == 0
    killed(files, tmp_path, "rm", -1, "finish", files.case.url)
    files.finish()
    assert sorted(files.tree().values()) == sorted(tree.values())
    assert not any(PERSON.family in os.fsdecode(path) for path in files.tree())


def killed(files: Files, folder: Path, program: str, change: int, *words: str) -> None:
    """Run the script, killed as soon as it has done the first thing."""
    before = len(files.tree())
    # Without such a file `rm -f` is no deed.
    line = f'{shutil.which(program)} "$@"; [ "$2" = ./.operasure-copy ] || kill -9 0'
    with shims(folder, {program: line}):
        assert files_script(files.case, *words).returncode != 0
    assert len(files.tree()) - before == change
    files.hold_found()


@contextmanager
def shims(folder: Path, programs: dict[str, str]) -> Iterator[None]:
    """Programs that stand in for the system's, as lines of shell."""
    own = Path(tempfile.mkdtemp(dir=folder))
    for name, line in programs.items():
        (own / name).write_text(f"#!/bin/sh\n{line}\n")
        (own / name).chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{own}:{os.environ['PATH']}")
        yield


def test_without_directory_or_script_names_are_left_with_the_reason(
    files: Files, make_database: MakeDatabase, tmp_path: Path
) -> None:
    case, site = files.case, files.site
    files.add(f"{NAME}.txt")
    site.add(f"{NAME}.txt", None)
    site.add(f"../{NAME}.txt", None)
    long = site.add("x" * 100 + f"{NAME}.txt", b"one", filename="x")
    site.add("old.txt", None, file=None, disk_filename=f"0815_{NAME}.txt")
    tree = files.tree()
    with search(case) as found:
        reviewed = review(case, found, lambda hit: hit.check.column.name in COLUMNS)
        hand_over(case, found)
    decided = ["--reviewed", str(reviewed), *WHO]
    for words in ([], files.where):
        assert case.plan(*decided, *words) == 3
        assert files.reasons() == {renames.NO_DIRECTORY: 4, renames.LEGACY: 1}
    script = ["--files-script", str(case.path("files.sh"))]
    assert case.plan(*decided, *script) == 2
    word = "word " * 60
    assert case.plan(*decided, *files.where, *script, "--replacement", word) == 3
    assert files.reasons() == {renames.TOO_LONG: 2, renames.NOT_THERE: 2, renames.LEGACY: 1}
    assert files.tree() == tree
    assert long

    assert case.plan(*decided, *files.where, *script) == 3
    assert files.reasons() == {renames.NOT_THERE: 2, renames.LEGACY: 1}
    files.commit()
    tree = files.tree()
    other = make_database(reduced("after"))
    with shims(tmp_path, {"psql": "exit 1"}):
        assert refused(case, "finish", case.url) == "The database gave no answer"
    assert refused(case, "finish", other) == "This is not the database that the plan was made for"
    assert refused(case, "finish", "postgresql:///nowhere?host=/nowhere").endswith("no answer")
    assert refused(case, "finish", case.url, "x").startswith("usage")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(programs_without(tmp_path / "bin", "psql")))
        assert refused(case, "finish", case.url).startswith("finish asks the database with psql")
    assert files.tree() == tree


def test_a_plan_with_another_key_is_refused_in_one_line(files: Files) -> None:
    files.add(f"{NAME}.txt")
    assert files.plan() == 0
    path = files.case.path("case.plan")
    path.write_text(re.sub(r'\["90\d\d"', '["../../x"', path.read_text()))
    assert files.case.erase(*files.where) == 2


def refused(case: Case, *words: str) -> str:
    done = files_script(case, *words)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr.splitlines()[-1].partition(": ")[0]


def programs_without(folder: Path, name: str) -> Path:
    """A folder with what a script needs but this program."""
    folder.mkdir()
    for program in ("sh", "date", "sha256sum", "shasum", "openssl", "wc", "rm", "ln", "cp", "mv"):
        if program != name and (found := shutil.which(program)):
            (folder / program).symlink_to(found)
    return folder


def test_what_files_says_of_names_is_done_with_the_rename() -> None:
    step = PlanStep(1, "", "", Action.EDIT, "public", "attachments", "id", "bigint", "file", "text")
    found = renames.Renames(Directory(Path("/")))
    for key, whole in (("17", True), ("18", False)):
        found.going.append(Rename(step, key, b"", b"", b"", 0, "", "", "", whole))
    none = frozenset[str]()
    mentions = {NAMES: [17, 18, 19], "cf-01/attachments.file (text of files)": [17]}
    stored = StoredFindings("a directory", none, frozenset(), none, frozenset(), none, mentions, {})
    left = Orphans(stored, None, found, Ledger()).parts()
    assert [(part.check, part.rows) for part in left] == [(NAMES, 2), (list(mentions)[1], 1)]


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")))
def test_a_name_holds_only_what_lets_a_file_be_found(name: str) -> None:
    fit = renames.fit(name)
    assert fit not in ("", ".", "..")
    assert "/" not in fit
    assert all(c in ".-+_" or unicodedata.category(c)[0] in "LMNP" for c in fit)
    assert renames.fit(fit) == fit


@pytest.mark.parametrize(
    ("word", "slug"),
    [("Gelöschter Nutzer", "geloeschter-nutzer"), ("削除されたユーザー", "deleted-user"),
     ("(none)", "none"), ("Usunięty użytkownik", "usuniety-uzytkownik"), ("…", "deleted-user")],
)  # fmt: skip
def test_a_word_as_a_part_of_a_name(word: str, slug: str) -> None:
    assert slug_of(word) == slug
