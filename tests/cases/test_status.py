"""How a case stands: days left, the course of its runs, what expires."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases.documents import NOW, SITE, leftover, write
from operasure.cases import facts, folder, steps
from operasure.cases.site import Site
from operasure.cases.status import data, lines, status
from operasure.cli import run
from operasure.core.errors import UsageError

OPEN = ("deletion", "checks", "review", "removal", "certificate", "close")


@pytest.mark.parametrize(
    ("stated", "words", "left"),
    [
        ("", "the last day is not known", None),
        ("received_on = 2026-11-02", None, 12),
        ("received_on = 2026-10-15", "2 days late|5 days late|4 days late", -4),
        ("received_on = 2026-10-22", "due in 3 days", 3),
        ('received_on = 2026-10-22\nextension = {told_on = 2026-11-01, reason = "x"}', None, 63),
    ],
)
def test_days_left_for_the_answer(
    case: Path, stated: str, words: str | None, left: int | None
) -> None:
    text = (case / folder.CASE).read_text(encoding="utf-8")
    (case / folder.CASE).write_text(f"{stated}\n{text}", encoding="utf-8")
    found = status(case, SITE, NOW)
    assert found.left == left
    assert found.open == ("snapshot", *OPEN)
    if left == -4:
        assert "answer: until 2026-11-16, 4 days late" in lines(found)
    assert bool(found.attention) is bool(words)
    if words:
        assert any(each in found.attention[0] for each in words.split("|"))


def test_status_tells_cron_and_makes_a_table(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["case", "status", str(case)]) == 1
    other = case.parent / "other"
    other.mkdir()
    today = datetime.now(UTC).date().isoformat()
    content = facts.begin([7], "S", Site(), None)
    (other / folder.CASE).write_text(
        content.replace("# received_on = 2026-11-02", f"received_on = {today}"), encoding="utf-8"
    )
    assert run(["case", "status", str(other)]) == 0
    old = '{"kind": "operasure snapshot", "delete_after": "2020-01-01"}'
    (other / folder.SNAPSHOT).write_text(old, encoding="utf-8")
    assert run(["case", "status", str(other), "--format", "json"]) == 1
    out = capsys.readouterr().out
    assert "snapshot.json should have been removed after 2020-01-01" in out
    assert run(["case", "status", str(case.parent)]) == 1
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 3
    assert rows[0].startswith("case  last day")
    (case / folder.CASE).write_text("user_id = ", encoding="utf-8")
    assert run(["case", "status", str(case.parent)]) == 1
    assert "is not valid TOML" in capsys.readouterr().out
    assert run(["case", "close", str(other)]) == 0
    assert not (other / folder.SNAPSHOT).exists()
    assert (other / folder.CASE).exists()


def test_status_shows_the_course_of_the_runs(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(case, "01-verify.json", 0, verdict="leftovers", checks=[*leftover(), *leftover()])
    assert not [line for line in lines(status(case, SITE, NOW)) if "2 leftover" in line]
    counts = [{"group": "f<b", "confidence": "certain", "open": n} for n in (2, 3)]
    # Mentions and the places that they stand in are not added up.
    found_in = {"verdict": "leftovers", "counts": counts, "checks": leftover()}
    write(case, "02-find-mentions.json", 1, **found_in)
    write(case, "03-erase.json", 2)
    write(case, "04-verify.json", 3, checks=leftover("2027-01-01T00:00:00+00:00"))
    found = status(case, SITE, NOW)
    assert [line for line in lines(found) if line.startswith("2026-11-20 12:0")] == [
        "2026-11-20 12:00 verify: 2 leftover",
        "2026-11-20 12:01 find-mentions: 5 certain",
        "2026-11-20 12:03 verify: 1 retained",
    ]
    assert data(found)["runs"][1]["counts"] == {"certain": 5}
    run(["case", "status", str(case), "--format", "html"])
    page = capsys.readouterr().out
    assert page.count("<li><span>2026-11-20 12:0") == page.count('width="100.00%" height') == 3
    assert '<span class="figures">5: 5 certain</span>' in page
    assert "<script" not in page
    assert run(["case", "status", str(case), str(case), "--format", "html"]) == 2
    write(case, "02-find-mentions.json", 1, counts=[{"confidence": "certain", "open": None}])
    with pytest.raises(UsageError, match="damaged"):
        status(case, SITE, NOW)


def test_a_place_expires_where_all_of_it_does(case: Path) -> None:
    own = leftover("2027-01-01T00:00:00+00:00")
    partly = [own[0] | {"outcome": "leftover", "rows": 3}]
    write(case, "01-verify.json", 0, checks=[*own, *partly])
    [told] = [line for line in lines(status(case, SITE, NOW)) if line.startswith("2027")]
    assert told == "2027-01-01: 1 place expires"
    # What expires in part is waited for all the same.
    assert len(steps.until(folder.read(case).documents[0])) == 2
