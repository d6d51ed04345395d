"""Collaborative documents and their old versions, from the search to the undo."""

from __future__ import annotations

import base64
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pycrdt import XmlElement, XmlText

from openproject.invented import PERSON
from support.databases import MakeDatabase
from support.documents import Writers, mark, opened, plant, remove, said
from support.instances import reduced
from support.removal import WHO, Case, contents, execute, review, search

NAME = f"{PERSON.given} {PERSON.family}"
WORD = "Gelöschter Nutzer"
COLUMN = "content_binary"


def pieces() -> str:
    """A name typed in pieces by two, with marks, and a cell apart from a cell."""
    writers = Writers(2)
    writers.paragraph("Besprechung mit ", caption=f"Bild von {NAME}")
    writers.meet()
    plant(writers.line(1, 0), 16, f"{NAME} und allen", [3, 9, 14], [3, 1, 2, 0])
    mark(writers.line(0, 0), 0, 5, {"bold": {}})
    mark(writers.line(1, 0), 18, 24, {"italic": {}})
    return writers.stored()


def mention() -> str:
    """A mention of a user, and one of another."""
    writers = Writers(1)
    line = writers.paragraph("Frage an ")
    for key, name in ((str(PERSON.id), "J. B."), ("41", "Zoë Berg")):
        line.children.append(XmlElement("userMention", {"userId": key, "name": name}))
    line.children.append(XmlText(" zum Vertrag"))
    return writers.stored()


def deleted() -> str:
    """A name that was deleted and is still stored."""
    writers = Writers(1, keeps=True)
    writers.paragraph("Hallo du")
    plant(writers.line(0, 0), 6, f"{NAME} ", [4], [1, 0])
    remove(writers.line(0, 0), 6, 7 + len(NAME))
    return writers.stored()


VALUES = {40: pieces(), 42: mention(), 43: deleted()}
BROKEN = base64.b64encode(base64.b64decode(VALUES[43])[:-1]).decode()
TABLES = ("documents", "document_journals")


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    found = Case(make_database(reduced("after")), tmp_path)
    for table in TABLES:
        for key, value in VALUES.items():
            execute(found.url, f"UPDATE {table} SET {COLUMN} = %s WHERE id = %s", value, key)
    execute(found.url, f"UPDATE documents SET {COLUMN} = %s WHERE id = 44", BROKEN)
    found.verify()
    return found


def stored(case: Case, table: str) -> dict[int, bytes]:
    rows = execute(case.url, f"SELECT id, {COLUMN} FROM {table} WHERE {COLUMN} IS NOT NULL")
    return {key: base64.b64decode(value) for key, value in rows}


def only_documents(reviewed: Path) -> Any:
    content = json.loads(reviewed.read_text())
    content["marks"] = [m for m in content["marks"] if f".{COLUMN} " in m["place"]]
    reviewed.write_text(json.dumps(content))
    return content["marks"]


def test_documents_and_their_old_versions_are_cut(case: Case) -> None:
    with search(case) as found:
        hits = [h for h in found.hits() if h.check.column.name == COLUMN]
        reviewed = review(case, found)
    expected = {
        (40, "full name"): 2, (41, "full name"): 1, (42, "mention tag"): 1, (43, "full name"): 1,
    }  # fmt: skip
    for table in TABLES:
        own = [h for h in hits if h.check.table == table]
        assert Counter((h.row_id, h.variant) for h in own if h.row_id != 44) == expected
        assert all(h.path == f"/documents/{h.row_id}" for h in own if table == "documents")
    # What can't be taken apart is found in the runs of text that it shows.
    broken = [h for h in hits if h.row_id == 44]
    assert broken
    [text] = [h for h in hits if h.mention == NAME and h.row_id == 40 and h.after][:1]
    assert text.before.endswith("Besprechung mit ")
    assert text.after.startswith(" und allen")
    assert len(only_documents(reviewed)) == len(hits)
    digests = contents(case.url)
    case.plan("--reviewed", str(reviewed), "--diff", *WHO)
    [reason] = [left.reason for left in case.left() if COLUMN in left.check]
    assert "can't be parsed" in reason
    shown = case.path("plan.txt").read_text()
    assert f"Besprechung mit [-{NAME}-]{{+{WORD}+}}" in shown
    assert "stop the collaboration service" in shown
    assert set(case.rows()) >= {(table, COLUMN) for table in TABLES}
    case.erase()
    for table in TABLES:
        after = stored(case, table)
        assert said(after[40]) == [f"Besprechung mit {WORD} und allen"]
        assert said(after[41]) == [f"Besprechung mit {WORD}", "Ergebnis folgt."]
        assert said(after[43]) == ["Hallo du"]
        assert PERSON.family.encode() not in b"".join(after[key] for key in (40, 41, 42, 43))
        [group] = opened(after[42]).children
        [*_, one, other, rest] = group.children[0].children[0].children
        assert dict(one.attributes) == {"userId": "3", "name": WORD}
        assert dict(other.attributes) == {"userId": "41", "name": "Zoë Berg"}
        assert str(rest) == " zum Vertrag"
    with search(case, reviewed) as again:
        assert {h.row_id for h in again.hits() if h.check.column.name == COLUMN} == {44}
        assert again.review.gone == len(hits) - len(broken)
    assert case.undo() == 0
    assert contents(case.url) == digests
