"""What was kept in a text that a plan changed stays decided, if the text is as the plan left it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import kit
from cases.test_whole import GONE, begin
from operasure.cli import run
from support.databases import MakeDatabase
from support.removal import execute


def kept(mention: kit.Mention) -> str:
    """One of two names that stand close together, and nothing else."""
    initial = mention["table"] == "wiki_pages" and mention["variant"] == "initial"
    return "keep" if initial else "erase"


@pytest.mark.parametrize("altered", [False, True])
def test_a_kept_mention_is_asked_about_once_unless_the_text_was_changed_again(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str], altered: bool
) -> None:
    url = make_database(GONE)
    case = begin(tmp_path / "whole", url)
    assert run(["case", "next", str(case)]) == 1
    kit.review(case, "mine.json", kept, "2026-11-20T10:00:00+00:00", "Mine")
    # The plan alone closes nothing: its decisions hold once it is carried out.
    assert run(["case", "next", str(case)]) == 1
    [carried] = case.glob("*-carried.json")
    assert "next: erase" in capsys.readouterr().out
    if altered:
        execute(url, "UPDATE wiki_pages SET text = text || ' Quintanilla signed.' WHERE id = 1")
    code = run(["case", "next", str(case), "--yes"])
    out = capsys.readouterr().out
    text = execute(url, "SELECT text FROM wiki_pages WHERE id = 1")[0][0]
    assert "M. Quintanilla wrote" in text
    if altered:
        assert code == 1
        assert "next: review" in out
        return
    assert "Ask Marisól" not in text
    assert code == 0, out
    assert "not taken in" not in out
    found = kit.newest(case, "find-mentions")
    [decided] = [each for each in found["decided"] if each["table"] == "wiki_pages"]
    assert (decided["decision"], decided["ground"]) == ("keep", "minutes")
    # Somebody else's words in the same place are no longer the ones that were decided about.
    execute(url, "UPDATE wiki_pages SET text = replace(text, 'wrote', 'never wrote') WHERE id = 1")
    assert run(["case", "next", str(case), "--again"]) == 1
    assert "next: review 1 mention:" in capsys.readouterr().out
    assert carried.exists()
