"""An installation whose texts are drawn from, and what a person answers about them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operasure.core.typed import plain
from operasure.looks.mentions import sample
from operasure.looks.mentions.find import Findings
from operasure.looks.mentions.sample import Sample
from operasure.matching.identity import Identity
from operasure.reports.evidence import consistent, mentions, missed_cases, worklist
from support.databases import Connection, template
from support.instances import reduced
from support.mentions import search
from support.planting import Planter

PERSON = Identity.of(["Marisól Quintanilla"], user_ids=[42])
KEY = bytes(range(32))
SAMPLED = "sampled-17.1"
PAGES, TITLES = 400, 20
"""Pages: every tenth has the person's nickname, which the search can't know. News: all of them."""
NICK = "Zozo"
SECRET = "hunter2hunter2"


@template(SAMPLED, base=reduced())
def build(connection: Connection) -> None:
    """Texts in tables of different sizes; 60 of them name the person so that nothing reports it."""
    planter = Planter(connection)
    planter.plant("wiki_pages", {"id": 1, "text": "", "author_id": 7, "title": ""})
    planter.plant("news", {"id": 1, "title": "t", "summary": "", "description": ""})
    planter.plant("settings", {"id": 900, "name": "smtp_password", "value": SECRET})
    connection.execute("SET LOCAL session_replication_role = replica")
    rows = "SELECT (jsonb_populate_record(t, jsonb_build_object('id', i, %s))).* FROM {0} t, "
    into = f"INSERT INTO {{0}} {rows} generate_series(2, {{1}}) i WHERE t.id = 1"
    named = f"CASE WHEN i % 10 = 1 THEN ' by {NICK}' ELSE '' END"
    page = f"'text', 'Page ' || i || {named}, 'slug', 's' || i"
    for table, number, columns in (
        ("wiki_pages", PAGES + 1, page),
        ("news", TITLES + 1, f"'title', '{NICK} ' || i"),
    ):
        connection.execute((into % columns).format(table, number).encode())
        connection.execute(f"DELETE FROM {table} WHERE id = 1".encode())


@dataclass(frozen=True)
class Look:
    """What a search said: the sample, its document, and what is made of it."""

    found: Findings
    sample: Sample
    document: Any
    page: str
    cases: str

    @property
    def drawn(self) -> dict[str, Any]:
        """The entry of the document."""
        entry: dict[str, Any] = self.document["sample"]
        return entry


def look(url: str, number: int, identity: Identity = PERSON, **options: Any) -> Look:
    options = {"case_key": KEY} | options
    with search(url, identity, sample=number, **options) as found:
        assert found.sample
        document = json.loads(json.dumps(plain(mentions.build(found)), default=list))
        assert NICK not in json.dumps(document)
        consistent.refuse_contradictions(document)
        page = "".join(worklist.render(found))
        return Look(found, found.sample, document, page, missed_cases.render(found))


def answered(folder: Path, seen: Look, number: int, answers: Any, **changes: Any) -> Path:
    """A review with an answer to each of the first texts, as `answers` has it by what is shown."""
    entries = [
        {
            "id": text.hit.id,
            "decision": answers(text.hit.before),
            "ground": "",
            "place": text.hit.place,
            "at": "2026-03-04T05:06:07Z",
            "by": "a reader",
            "sample": sample.shown_seed(seen.sample.seed),
            "passage": NICK if NICK in text.hit.before else "",
            **changes,
        }
        for text in seen.sample.drawn[:number]
    ]
    file = folder / "review.json"
    whole = {"format": 1, "kind": "operasure review", "key": seen.found.key.hex(), "marks": []}
    file.write_text(json.dumps({**whole, "answers": entries}), encoding="utf-8")
    return file


def truth(text: str) -> str:
    return "names the person" if NICK in text else "does not name the person"
