"""An installation with mentions to review, some in texts that would do harm if they were obeyed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from operasure.matching.identity import Identity
from support.databases import Connection, template
from support.instances import reduced
from support.planting import Planter

REVIEWED = "reviewed-17.1"
"""The template with the mentions."""
PERSON = Identity.of(
    ["Marisól Quintanilla"], ["mquintanilla"], ["marisol.quintanilla@example.org"], [42]
)
KEY = bytes(range(32))
TITLE = "Plan <b>of</b>\u202e the garden"
HOSTILE = (
    "</script></style></title>--><script>document.title='owned'</script>"
    "<img src=x onerror=\"document.title='owned'\"> Marisól Quintanilla \"quoted\" & 'more' "
    "<a href=javascript:alert(1)>x</a>"
)


@template(REVIEWED, base=reduced())
def build(connection: Connection) -> None:
    """Seven mentions of three confidences, in two projects and none, new and old."""
    planter = Planter(connection)
    for number, name in ((1, "garden"), (2, "harbour")):
        planter.plant("projects", {"id": number, "identifier": name, "name": name.title()})
    planter.plant("wikis", {"id": 1, "project_id": 1})
    pages = (
        "Ask Marisól Quintanilla about the plan.\nM. Quintanilla wrote the last one.",
        "=HYPERLINK('x') The Quintanilla river.\x1b]0;owned\x07\x1b[2J\u202e",
    )
    for number, text in enumerate(pages, 1):
        page = {"id": number, "wiki_id": 1, "slug": f"page-{number}", "text": text}
        named = {"title": TITLE if number == 1 else "River", "updated_at": f"2026-03-0{number}"}
        planter.plant("wiki_pages", {**page, **named})
    journal = {"data_type": "Journal::WikiPageJournal", "journable_type": "WikiPage"}
    planter.plant("wiki_page_journals", {"id": 5, "text": "Marisól Quintanilla was here."})
    version = {"id": 6, "data_id": 5, "journable_id": 1, "version": 3, "user_id": 7}
    planter.plant("journals", {**version, **journal, "created_at": "2025-12-24 23:59:59.5"})
    planter.plant("news", {"id": 1, "project_id": 2, "title": "News", "summary": HOSTILE})
    planter.plant(
        "changesets",
        {"id": 1, "committer": "Marisól Quintanilla <marisol.quintanilla@example.org>"},
    )


def marks(page: Path, decision: str, ground: str = "") -> dict[str, Any]:
    """What the work list exports when the same is decided of every mention in it."""
    text = page.read_text()
    [case] = re.findall(r'<script type="application/json" id="case">(.*?)</script>', text, re.S)
    known = json.loads(case)
    mentions = re.findall(r'<li id="m([0-9a-f]{32})" .*?data-place="([^"]*)"', text)
    return {
        **known["export"],
        "format": 1,
        "key": known["key"],
        "marks": [
            {
                "id": key,
                "decision": decision,
                "ground": ground,
                "place": place,
                "at": "2026-01-02T03:04:05Z",
            }
            for key, place in mentions
        ],
    }
