"""Every case of the tables through the whole path: stored in PostgreSQL, found by the command."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import cast

import psycopg
import pytest

from mentions.spelling_cases import Case, cases, precision, tables
from operasure.cli import run
from operasure.matching.match import Match
from support.databases import Connection, MakeDatabase, template
from support.instances import reduce, reduced
from support.planting import Planter

KEPT = frozenset(
    "users settings schema_migrations journals work_packages projects wikis wiki_pages "
    "repositories changesets".split()
)
"""The tables that hold the cases, with those that their queries need beside them."""
CASES = cases()
BY_PERSON: dict[str, list[tuple[int, Case]]] = defaultdict(list)
for _number, _case in enumerate(CASES, 1):
    BY_PERSON[_case.who].append((_number, _case))


def _kinds(who: str) -> set[object]:
    """What a person's cases have in them, and in which ways the person is given."""
    kinds: set[object] = set(tables()[who])
    for _, case in BY_PERSON[who]:
        kinds |= {case.table, (case.variant, case.confidence), case.language, case.script}
        kinds.add(case.structured)
    return kinds


def _chosen() -> list[str]:
    """Some persons with whom everything is met that any of them has.

    Left out is only the same way once more: tests/mentions/test_cases.py holds each case of each
    person against the matcher and the filter, and here it is shown that all of it is stored, read
    and told by the command.
    """
    kinds = {who: _kinds(who) for who in sorted(BY_PERSON)}
    missing, chosen = set().union(*kinds.values()), list[str]()
    while missing:
        best = max(kinds, key=lambda who: len(kinds[who] & missing))
        chosen.append(best)
        missing -= kinds[best]
    return chosen


@template("mention-cases-17.1", base=reduced())
def build(connection: Connection) -> None:
    """A wiki page for each case, and a commit where the case is about a field for a person."""
    reduce(connection, KEPT)
    planter = Planter(connection)
    for number, case in enumerate(CASES, 1):
        if case.structured:
            planter.plant("changesets", {"id": number, "committer": case.text})
        else:
            planter.plant("wiki_pages", {"id": number, "text": case.text})


def arguments(who: str, folder: Path) -> list[str]:
    """The options for a person: names in a file, as it is recommended, halves as options."""
    person = tables()[who]
    lines = [
        f"{label}: {value}"
        for label, key in (("name", "names"), ("login", "logins"), ("mail", "mails"), ("id", "ids"))
        for value in cast("list[object]", person.get(key, []))
    ]
    options = [
        text
        for option in ("given", "family")
        if person.get(option)
        for text in (f"--{option}", str(person[option]))
    ]
    if person.get("family_first"):
        options.append("--family-first")
    file = folder / "names.txt"
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return [*options, *(["--names-file", str(file)] if lines else [])]


def look(url: str, who: str, folder: Path) -> dict[int, list[Match]]:
    """What the command sees in each case (by number) of one person."""
    file = folder / "evidence.json"
    options = ["--database-url", url, "--format", "json", "-o", str(file), "--jobs", "1"]
    code = run(["find-mentions", *arguments(who, folder), *options])
    document = json.loads(file.read_text(encoding="utf-8"))
    found: dict[int, list[Match]] = defaultdict(list)
    for mention in document["mentions"]:
        assert (mention["table"], mention["column"]) in {
            ("wiki_pages", "text"),
            ("changesets", "committer"),
        }
        found[mention["row_id"]].append(Match(0, 0, mention["variant"], mention["confidence"]))
    assert code == (1 if found else 0)
    return found


@pytest.mark.parametrize("who", _chosen())
def test_the_cases_of_a_person(
    shared_database: MakeDatabase, tmp_path: Path, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = look(shared_database("mention-cases-17.1"), who, tmp_path)
    missed: list[str] = []
    for number, case in BY_PERSON[who]:
        seen = [(match.variant, match.confidence) for match in found[number]]
        if case.is_positive:
            right = (case.variant, case.confidence) in seen
        elif case.confidence is None:
            right = seen == []
        else:
            right = "certain" not in {confidence for _, confidence in seen}
        if not right:
            missed.append(f"{case.id} {case.text!r}: {seen}, not {case.variant}, {case.confidence}")
    assert missed == []
    figures = precision((case, found[number]) for number, case in BY_PERSON[who])
    right_certain, certain = figures.get("certain", (0, 0))
    assert right_certain == certain, figures


def test_every_case_is_stored(shared_database: MakeDatabase) -> None:
    with psycopg.connect(shared_database("mention-cases-17.1")) as connection:
        stored = connection.execute(
            "SELECT id, text FROM wiki_pages UNION ALL SELECT id, committer FROM changesets"
        ).fetchall()
    assert len(CASES) >= 300
    assert dict(stored) == {n: case.text for n, case in enumerate(CASES, 1)}
