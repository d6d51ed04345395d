"""An installation with mentions to review, some in texts that would do harm if they were obeyed."""

from __future__ import annotations

from operasure.matching.identity import Identity
from support.databases import Connection, template
from support.planting import Planter

REVIEWED = "reviewed-17.1"
"""The template with the mentions."""
PERSON = Identity.of(
    ["Marisól Quintanilla"], ["mquintanilla"], ["marisol.quintanilla@example.org"], [42]
)
KEY = bytes(range(32))
HOSTILE = (
    "</script></style></title>--><script>document.title='owned'</script>"
    "<img src=x onerror=\"document.title='owned'\"> Marisól Quintanilla \"quoted\" & 'more' "
    "<a href=javascript:alert(1)>x</a>"
)


@template(REVIEWED, base="empty-17.1")
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
        planter.plant("wiki_pages", page)
    journal = {"data_type": "Journal::WikiPageJournal", "journable_type": "WikiPage"}
    planter.plant("wiki_page_journals", {"id": 5, "text": "Marisól Quintanilla was here."})
    planter.plant("journals", {"id": 6, "data_id": 5, "journable_id": 1, "version": 3, **journal})
    planter.plant("news", {"id": 1, "project_id": 2, "title": "News", "summary": HOSTILE})
    planter.plant(
        "changesets",
        {"id": 1, "committer": "Marisól Quintanilla <marisol.quintanilla@example.org>"},
    )
