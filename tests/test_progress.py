"""What is said of how far a command has come is true at each moment, or is not said."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core import writing
from operasure.core.progress import SURE, Meter, Stage, StageShare, StageView
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.audit.audit import AuditOptions, audit
from operasure.looks.logs import sources
from operasure.looks.logs.run import LogsOptions, run
from operasure.looks.mentions.find import Options, find_mentions
from operasure.looks.verify import VerifyOptions, verify
from operasure.matching.identity import Identity
from support.databases import MakeDatabase
from support.instances import reduced
from support.mentions import execute
from support.progress import Kept

LONG = 3600.0


def view(
    done: int, total: int | None = 10**9, seconds: float = 100.0, before: int = 0
) -> StageView:
    return StageView("reading", "bytes", done, total, seconds, before)


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (view(0), "0%, 0 kB of 1.0 GB, 1 min 40 s so far"),
        (view(500_000_000), "50%, 500.0 MB of 1.0 GB, 5.0 MB/s, about 1 min 40 s left"),
        (view(500_000_000, seconds=SURE - 1), "50%, 500.0 MB of 1.0 GB, 4 s so far"),
        (view(1_000_000), "0%, 1.0 MB of 1.0 GB, 10 kB/s, 1 min 40 s so far"),
        (view(999_999_999), "99%, 1000.0 MB of 1.0 GB, 10.0 MB/s, about 1 s left"),
        (view(10**9), "100%, 1.0 of 1.0 GB, 10.0 MB/s, 1 min 40 s so far"),
        (view(10**9, None), "1.0 GB, 10.0 MB/s, 1 min 40 s so far"),
        (view(0, None), "1 min 40 s so far"),
        (
            view(600_000_000, before=500_000_000),
            "60%, 600.0 MB of 1.0 GB, 1.0 MB/s, about 6 min 40 s left",
        ),
        (
            StageView("x", "entries", 1200, 4800, 10.0),
            "25%, 1,200 of 4,800 entries, 120 entries/s, about 30 s left",
        ),
    ],
)
def test_the_facts_in_words(seen: StageView, words: str) -> None:
    assert seen.figures() == words


@given(
    done=st.integers(0, 10**12),
    total=st.none() | st.integers(1, 10**12),
    seconds=st.floats(0, 10**6),
    before=st.integers(0, 10**12),
)
def test_no_time_is_told_that_nothing_speaks_for(
    done: int, total: int | None, seconds: float, before: int
) -> None:
    before = min(before, done)
    seen = view(done, total if total and done <= total else None, seconds, before)
    words = seen.figures()
    told = "left" in words
    assert told <= (seconds >= SURE and done > before and total is not None and done < total)
    assert ("%" in words) == (seen.total is not None)
    assert not words.startswith("100%") or done == total


def test_a_stage_counts_what_several_threads_tell() -> None:
    progress = Meter()
    with progress.begin("reading", 8 * 1000 * 10) as stage:

        def work() -> None:
            for _ in range(1000):
                with stage.share("t", 10) as share:
                    share.add(3)
                    share.add(100)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            seen = stage.view()
            assert seen.total is not None, "no share counts for more than its size"
            assert seen.done <= seen.total
        assert stage.view().done == 8 * 1000 * 10
        assert progress.stage is stage
    assert progress.stage is None


def test_what_fails_is_gone_through_and_what_grows_has_no_end() -> None:
    stage = Stage("reading", "bytes", 100)
    with pytest.raises(OSError, match="gone"), stage.share("t", 60):
        raise OSError("gone")
    assert stage.view().done == 60
    with stage.share("u") as share:
        share.add(50)
        seen = stage.view()
        assert (seen.done, seen.total, seen.now) == (110, 150, "u")
        stage.add(40)
        seen = stage.view()
        assert (seen.done, seen.total) == (150, None), "who knows how large u is?"
    assert stage.view().total == 150
    assert "left" not in StageView("x", "bytes", seen.done, seen.total, LONG).figures()


def test_one_thing_that_takes_long_is_named_with_its_size_and_time() -> None:
    long = StageView(
        "reading", "bytes", 0, 10, 90.0, now="journals", size=4_200_000_000, lasting=80.0
    )
    assert long.at() == "journals, 4.2 GB, for 1 min 20 s"
    assert (
        StageView("reading", "bytes", 0, 10, 90.0, now="users", size=1, lasting=2.0).at() == "users"
    )
    assert StageView("reading", "bytes", 0, 10, 90.0).at() == ""


def test_a_large_table_moves_within_itself(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_database(reduced("before"))
    execute(
        url,
        "CREATE TABLE zz_large (id int PRIMARY KEY, words text)",
        "INSERT INTO zz_large SELECT n, repeat('word ', 380) FROM generate_series(1, 2000) n",
        "ANALYZE",
    )
    seen: list[int] = []
    add = StageShare.add

    def noted(share: StageShare, amount: int) -> None:
        add(share, amount)
        if share.name == "zz_large":
            assert share.size > 1_000_000
            assert share.moved <= share.size
            seen.append(share.moved)

    monkeypatch.setattr(StageShare, "add", noted)
    progress = Kept()
    options = Options(Identity.of(user_ids=[1]), access=Access(jobs=2))
    with find_mentions(target(url, {}), options, progress):
        pass
    assert len(set(seen)) > 5, "it stands still"
    assert seen == sorted(seen)
    verify(target(url, {}), VerifyOptions(42), progress)
    audit(target(url, {}), AuditOptions(), progress)
    assert [each.name for each in progress.views] == ["reading texts", *["reading tables"] * 2]
    for each in progress.views:
        assert each.done == each.total
        assert each.total
        assert each.total > 3_000_000


@pytest.mark.parametrize("jobs", [1, 2])
def test_logs_are_counted_in_bytes_by_one_process_and_by_several(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("operasure.looks.logs.run.WORTH", 1)
    for name in ("a.log", "b.log"):
        (tmp_path / name).write_bytes(b"a line of a log\n" * 100_000)
    progress = Kept()
    given = sources.sources([str(tmp_path)])
    list(run(given, Identity.of(mails=["zoe@example.org"]), LogsOptions(jobs, progress=progress)))
    [view] = progress.views
    assert view.done == view.total == 2 * 16 * 100_000


def test_documents_are_counted_as_they_are_written(tmp_path: Path) -> None:
    progress = Meter()
    seen: list[str] = []

    def content() -> Iterator[str]:
        assert progress.stage
        view = progress.stage.view()
        seen.append(f"{view.name}: {view.figures()} ({view.at()})")
        yield "words"

    contents = {"a.json": content(), "b.html": content()}
    writing.write_folder(tmp_path / "made", contents, progress)
    made = ((tmp_path / name, content()) for name in ("c", "d", "e", "f"))
    writing.write_all(progress.written(made, 4))
    assert seen == [
        "writing documents: 0%, 0 of 2 documents, 0 s so far (a.json)",
        "writing documents: 50%, 1 of 2 documents, 0 s so far (b.html)",
        "writing documents: 0%, 0 of 4 documents, 0 s so far (c)",
        "writing documents: 25%, 1 of 4 documents, 0 s so far (d)",
        "writing documents: 50%, 2 of 4 documents, 0 s so far (e)",
        "writing documents: 75%, 3 of 4 documents, 0 s so far (f)",
    ]
    assert progress.stage is None
