"""The demo, from an empty folder to the evidence in it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from operasure.cli import run
from support.evidence import validate


def test_it_shows_the_main_job_and_cleans_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "places"
    place.mkdir(mode=0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    tmp_path.chmod(0o755)
    folder = tmp_path / "evidence"
    assert run(["demo", "-o", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert "NOT DELETED" in out
    assert "LEFTOVERS" in out
    assert "MENTIONS" in out
    assert "postgresql://" not in out + err
    document = json.loads((folder / "verify-after.json").read_text())
    validate(document)
    assert document["verdict"] == "leftovers"
    assert (folder / "worklist.html").read_text().startswith("<!doctype html>")
    assert [path.name for path in place.iterdir()] == []


def test_a_folder_that_cannot_be_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "-o", "/proc/nothing/here"]) == 2
    assert "can't be made" in capsys.readouterr().err
