"""What can't be read is said, and whatever stands there, the search goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from operasure.core.errors import NoDatabaseError
from operasure.core.model import Result, Verdict
from operasure.core.progress import Meter
from operasure.core.queries import load, statement
from operasure.database.crew import LOST, NEVER_BEGUN
from operasure.database.session import Access, session
from operasure.database.settings import Timeouts
from operasure.database.sqlstates import CODES
from operasure.database.target import target
from operasure.looks.mentions import find as finding
from operasure.looks.mentions import places
from operasure.looks.mentions.recognise import recognises
from operasure.looks.mentions.search import Search
from operasure.looks.mentions.spool import Spool
from operasure.matching import seek
from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.seek import Seeker
from support import roles
from support.databases import MakeDatabase
from support.instances import observed, reduced
from support.mentions import PERSON, execute, hits, search, unchecked, write_page

NOBODY = Identity.of(names=["Quirina Zvonimirovic"])
MARY = Identity.of(names=["Marisól Quintanilla"])


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(reduced("after"))


@pytest.fixture
def role(url: str) -> Iterator[tuple[str, str]]:
    with roles.reader(url) as found:
        yield found


def test_without_a_fault_it_is_clear(shared_database: MakeDatabase) -> None:
    with search(shared_database(observed("after")), NOBODY) as found:
        assert unchecked(found) == {}
        assert (found.verdict, found.open) == (Verdict.CLEAR, 0)
        assert found.snapshot
        assert found.jobs == 2
        clear = [o for o in found.outcomes if o.result is Result.CLEAR]
        assert len(clear) > 300
        assert all(o.control for o in clear)
        assert sum(1 for o in clear if o.control and o.control.rows) > 250


def test_no_permission(url: str, role: tuple[str, str]) -> None:
    execute(url, f"REVOKE SELECT ON news, work_packages FROM {role[0]}")
    with search(role[1], NOBODY) as found:
        assert {"news", "work_packages"} <= set(unchecked(found))
        assert set(unchecked(found).values()) == {"no permission to read it"}
        assert found.verdict is Verdict.INCOMPLETE
    with search(role[1]) as found:
        assert found.verdict is Verdict.LEFTOVERS
        assert "news" in unchecked(found)


def test_a_decided_mention_is_not_called_gone_where_nobody_could_look(
    url: str, role: tuple[str, str], tmp_path: Path
) -> None:
    name = "Marisól Quintanilla"
    execute(
        url,
        "CREATE TABLE zz_hidden (id int PRIMARY KEY, words text)",
        "CREATE TABLE zz_gone (id int PRIMARY KEY, words text)",
        f"INSERT INTO zz_hidden VALUES (1, '{name}')",
        f"INSERT INTO zz_gone VALUES (1, '{name}')",
    )
    path = tmp_path / "review.json"
    with search(url, MARY) as found:
        decided = [
            {"id": h.id, "decision": "erase", "ground": "", "place": h.place, "at": "2026-01-02"}
            for h in found.hits()
            if "zz_" in h.place
        ]
        head = {"format": 1, "kind": "operasure review", "key": found.key.hex()}
    path.write_text(json.dumps({**head, "marks": decided}))
    execute(url, "UPDATE zz_gone SET words = ''", f"GRANT SELECT ON zz_gone TO {role[0]}")
    with search(role[1], MARY, reviewed=(path,)) as found:
        assert unchecked(found)["zz_hidden"] == "no permission to read it"
        assert (found.review.gone, found.review.unread) == (1, 1)
        assert [note for note in found.notes if "could not be read: 1." in note]
    execute(url, "UPDATE zz_hidden SET words = ''")
    with search(url, MARY, reviewed=(path,)) as found:
        assert (found.review.gone, found.review.unread) == (2, 0)


def test_row_security(url: str, role: tuple[str, str]) -> None:
    execute(url, "ALTER TABLE news ENABLE ROW LEVEL SECURITY")
    with search(role[1], NOBODY) as found:
        assert unchecked(found) == {"news": "row security hides rows from this role"}
        assert found.verdict is Verdict.INCOMPLETE


def test_a_lock_held_by_another_session(url: str) -> None:
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE news IN ACCESS EXCLUSIVE MODE")
        with search(url, NOBODY, access=Access(jobs=2, timeouts=Timeouts(lock=200))) as found:
            assert unchecked(found) == {
                "news": "locked by another session for longer than the lock timeout"
            }


def test_a_statement_that_takes_too_long(url: str) -> None:
    execute(
        url,
        "CREATE FUNCTION slow(int) RETURNS text LANGUAGE sql AS "
        "'SELECT CAST(pg_sleep(60) AS text)'",
        "CREATE TABLE things (id int PRIMARY KEY, words text)",
        "INSERT INTO things VALUES (1, 'x')",
    )
    with session(target(url, {}), Access(jobs=1, timeouts=Timeouts(statement=300))) as opened:
        found = places.find(load(), opened.catalogue)
        position = next(i for i, s in enumerate(found.sources) if s.table.name == "things")
        part = places.Part(position, (0,), "things", ("public.slow(id)",), (0, None), 0, False)
        spool = Spool()
        looked = Search(opened.readers, found.sources, Seeker(NOBODY), spool)
        assert looked.read([part], Meter()) == {looked.fields.index((position, 0)): CODES["57014"]}
        assert opened.readers[0].fetch("SELECT 1 AS one") == [{"one": 1}]
        spool.close()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_connection_killed(url: str, jobs: int) -> None:
    with session(target(url, {}), Access(jobs=jobs)) as opened:
        sizes = opened.readers[0].fetch(statement("openproject/sizes"))
        found = places.find(load(), opened.catalogue, sizes)
        parts = places.parts(found.sources, opened.readers[0].connection.info.server_version)
        victim = opened.readers[0].connection.info.backend_pid
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s, 10000)", [victim])
        spool = Spool()
        looked = Search(opened.readers, found.sources, Seeker(PERSON), spool)
        failures = looked.read(parts, Meter())
        if jobs == 1:
            assert set(failures.values()) == {LOST, NEVER_BEGUN}
            assert len(failures) == len(looked.fields)
        else:
            # The other connection takes over what the lost one had not begun.
            assert set(failures.values()) <= {LOST}
            assert len(failures) < len(looked.fields) / 2
            assert spool.fields()
        spool.close()


def test_a_server_that_sends_something_else(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "recognises", lambda *_: False)
    with search(url, NOBODY) as found:
        assert found.verdict is Verdict.INCOMPLETE
        assert {o.reason for o in found.outcomes if o.result is Result.UNCHECKED} == {
            "the test texts that this server sends back are not recognised"
        }


def test_specimens_are_recognised(url: str) -> None:
    every = Identity.of(
        names=[
            "Jürgen Müller-O'Brien",
            "Иван Петров",
            "王小明",
            "Ann \\ O'Neil",
            "100% (Max) :name",
        ],
        logins=["a'b", "%(x)s"],
        mails=["x+y@example.org"],
        user_ids=[7],
    )
    with session(target(url, {}), Access(jobs=1)) as opened:
        reader = opened.readers[0]
        assert recognises(reader, Seeker(every), every)
        assert not recognises(reader, Seeker(NOBODY), every)


def test_a_filter_that_loses_a_name_at_the_end_of_a_value_is_noticed(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it once was: a name that ends beyond ASCII needed a character behind it."""
    mehmet = Identity.of(names=["Mehmet Koç"])
    with search(url, mehmet) as found:
        assert found.verdict is Verdict.CLEAR
    loses = ("Mehmet|Ko(?:ç|&ccedil;)[^a-z\\x00]",)
    monkeypatch.setattr(LooseFilter, "stream_patterns", loses)
    with search(url, mehmet) as found:
        assert found.verdict is Verdict.INCOMPLETE
        assert Result.CLEAR not in {o.result for o in found.outcomes}


def test_no_database(url: str) -> None:
    with pytest.raises(NoDatabaseError, match="no connection to database nothing"):
        hits("postgres:///nothing?host=127.0.0.1&port=1")
    other = url.rpartition("/")[0] + "/postgres"
    with pytest.raises(NoDatabaseError, match="not an OpenProject database"):
        hits(other)


def test_another_encoding(make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    url = make_database(reduced())
    write_page(url, "Frag Marisól Quintanilla.")
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    assert [hit.mention for hit in hits(url, MARY)] == ["Marisól Quintanilla"]


def test_a_long_passage(make_database: MakeDatabase) -> None:
    url = make_database(reduced())
    write_page(url, "")
    # Multibyte letters and both ends of windows: wherever the name stands, it is seen once.
    execute(
        url,
        "UPDATE wiki_pages SET text = repeat('Füllwörter über Ärger. ', 40000) "
        "|| 'Marisól Quintanilla' || repeat(' und nichts', 3000) || ' M. Quintanilla' "
        "|| repeat(' é', 70000) || ' Marisól Quintanilla'",
    )
    assert [(h.variant, h.before[-8:], h.after[:4]) for h in hits(url, MARY)] == [
        ("full name", " Ärger. ", " und"),
        ("full name", "é é é é ", ""),
        ("initial", " nichts ", " é é"),
    ]


@pytest.mark.parametrize("offset", range(0, 40, 3))
def test_no_edge_of_a_window_hides_a_mention(make_database: MakeDatabase, offset: int) -> None:
    name = "Marisól Quintanilla"
    for edge in (seek.STEP, 2 * seek.STEP, seek.STEP + seek.MARGIN, seek.WHOLE):
        text = "é" * ((edge - offset) // 2) + f". {name} " + "é " * seek.STEP
        seen = list(Seeker(MARY).find(text.encode(), structured=False))
        assert [s.mention for s in seen] == [name], (edge, offset)


def test_a_hundred_megabytes(make_database: MakeDatabase) -> None:
    url = make_database(reduced())
    write_page(url, "")
    execute(
        url,
        "UPDATE wiki_pages SET text = repeat('a quite ordinary sentence, ', 4000000) "
        "|| 'Marisól Quintanilla'",
    )
    with search(url, MARY) as found:
        assert [(h.row_id, h.variant) for h in found.hits()] == [(1, "full name")]
        assert unchecked(found) == {}


def test_a_deep_document(make_database: MakeDatabase) -> None:
    url = make_database(reduced())
    deep = "[" * 1000 + '"Marisól Quintanilla"' + "]" * 1000
    execute(
        url,
        "CREATE TABLE things (id int PRIMARY KEY, kept jsonb)",
        f"INSERT INTO things VALUES (1, '{deep}')",
    )
    assert [h.mention for h in hits(url, MARY)] == ["Marisól Quintanilla"]


def peak(url: str, folder: Path) -> tuple[int, int]:
    """Peak memory in MB of the command as a process, and how many mentions it lists."""
    names = folder / "names.txt"
    names.write_text("Marisól Quintanilla\n")
    command = [sys.executable, "-m", "operasure", "find-mentions", "--names-file", str(names)]
    command += ["--database-url", url, "--format", "json", "--csv", str(folder / "list.csv")]
    with (folder / "evidence.json").open("wb") as out:
        process = subprocess.Popen([*command, "--jobs", "2"], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1
    assert len((folder / "list.csv").read_text(encoding="utf-8-sig").splitlines()) > 1
    document: dict[str, Any] = json.loads((folder / "evidence.json").read_text())
    return usage.ru_maxrss // 1024, len(document["mentions"])


def test_memory_does_not_grow_with_mentions(make_database: MakeDatabase, tmp_path: Path) -> None:
    url = make_database(reduced())
    rows = "SELECT n, 1, CAST(n AS text), 'Ask Marisól Quintanilla ' || n % 1000, now()"
    execute(
        url,
        "SET session_replication_role = replica",
        f"INSERT INTO changesets (id, repository_id, revision, comments, committed_on) {rows} "
        "FROM generate_series(1, 2000) n",
    )
    few, number = peak(url, tmp_path)
    assert number == 2000
    execute(
        url,
        "SET session_replication_role = replica",
        f"INSERT INTO changesets (id, repository_id, revision, comments, committed_on) {rows} "
        "FROM generate_series(2001, 16000) n",
    )
    many, number = peak(url, tmp_path)
    assert number == 16000
    assert many < few + 16


def test_an_interrupted_reader_of_the_output(url: str) -> None:
    command = [sys.executable, "-m", "operasure", "find-mentions", "--name", "Jürgen Brandström"]
    with subprocess.Popen(
        [*command, "--database-url", url, "--format", "json"], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(300) in {0, 1}
