"""An installation in which much about one person is also about others, and answers to read."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.databases import Connection, template
from support.instances import observed

OTHER = {
    "id": 4711,
    "firstname": "Xaver",
    "lastname": "Quellwasser",
    "login": "xquell",
    "mail": "x.quell@elsewhere.example",
    "identity_url": "saml:xq-external",
}
NAMESAKE = OTHER | {
    "id": 4712,
    "firstname": "Jürgen",
    "lastname": "Brandström",
    "login": "namesake7",
    "mail": "namesake@elsewhere.example",
}
SCRIPT = "<script>document.title='owned'</script><img src=x onerror=alert(1)>&lt;b&gt;"
WRITTEN = (
    f"{SCRIPT} \x1b[2J Ask <mention class='mention' data-id='4711' data-type='user' "
    "data-text='@Xaver Quellwasser'>@Xaver Quellwasser</mention>, @xquell, QUELLWASSER, Xaver or "
    "x.quell@elsewhere.example; I am Jürgen Brandström."
)
VERSIONS = (
    (42, f"OLD-one\nshared\n{WRITTEN}"),
    (4711, "OLD-one\nshared\nTHEIRS"),
    (42, "OLD-one\nshared\nTHEIRS\nOLD-two: ask Xaver Quellwasser"),
    (4711, "shared\nTHEIRS"),
    (42, "shared\nTHEIRS\nOLD-one\n  OLD-three  "),
    (42, "shared\nTHEIRS\nOLD-one\n  OLD-three  "),
)
"""Who made each version of a text, and how it read then."""
SETTINGS = {
    "api_token": "HIDDEN-1",
    "mentor": 4711,
    "remote": {"passwordHash": "HIDDEN-2", "password": "HIDDEN-3"},
    "Xaver Quellwasser": ["x.quell@elsewhere.example", "colour: blue"],
}
CROWDED = "access-17.1"


@template(CROWDED, base=observed("before"))
def _crowded(connection: Connection) -> None:
    run = connection.execute
    for account in (OTHER, NAMESAKE):
        run(
            "INSERT INTO users SELECT (jsonb_populate_record(u, %s::jsonb)).* "
            "FROM users u WHERE id = 43",
            [json.dumps(account)],
        )
    run("UPDATE work_packages SET description = %s WHERE id = 40", [WRITTEN])
    run("UPDATE wiki_pages SET text = repeat('x', 1200000) WHERE id = 40")
    run("UPDATE news SET title = 'Xaver Quellwasser joins' WHERE id = 40")
    run(
        "UPDATE journals SET notes = 'HIDDEN-internal: Jürgen Brandström', restricted = true, "
        "user_id = 4711 WHERE id = 44"
    )
    run(
        "UPDATE journals SET notes = 'SHOWN-open: Jürgen Brandström, says Xaver Quellwasser', "
        "user_id = 4711 WHERE id = 46"
    )
    for version, (who, text) in enumerate(VERSIONS, 101):
        run(
            "WITH made AS (INSERT INTO work_package_journals SELECT (jsonb_populate_record(d, "
            "jsonb_build_object('id', 9000 + %(v)s, 'description', %(text)s::text))).* "
            "FROM work_package_journals d ORDER BY id LIMIT 1 RETURNING id) "
            "INSERT INTO journals SELECT (jsonb_populate_record(j, jsonb_build_object("
            "'id', 9000 + %(v)s, 'version', %(v)s, 'user_id', %(who)s, 'notes', '', "
            "'data_id', 9000 + %(v)s, 'validity_period', %(span)s::text))).* "
            "FROM journals j WHERE journable_type = 'WorkPackage' "
            "AND journable_id = 40 ORDER BY version LIMIT 1",
            {
                "v": version,
                "who": who,
                "text": text,
                "span": f"[{version + 1900}-01-01, {version + 1901}-01-01)",
            },
        )
    run(
        "INSERT INTO users (id, type, login, firstname, lastname, mail, status) VALUES "
        "(4713, 'PlaceholderUser', '', '', 'Ottilie Platzhalter', '', 1), "
        "(4714, 'PlaceholderUser', '', '', 'Developer', '', 1)"
    )
    run(
        "UPDATE messages SET content = 'HELD-note: Platzhalter, Ottilie; Developer;"
        " Xaver Quell&#119;asser' WHERE id = (SELECT min(id) FROM messages WHERE author_id = 42)"
    )
    run(
        "UPDATE user_preferences SET settings = settings || %s::jsonb WHERE user_id = 42",
        [json.dumps(SETTINGS)],
    )
    run(
        "UPDATE custom_values SET value = 'Boss: x.quell@elsewhere.example' "
        "WHERE customized_type = 'Principal' AND customized_id = 42 AND custom_field_id IN "
        "(SELECT id FROM custom_fields WHERE field_format = 'string')"
    )
    run("CREATE TABLE zz_notes (id bigserial PRIMARY KEY, user_id bigint, remark text, score int)")
    run("INSERT INTO zz_notes (user_id, remark, score) VALUES (42, 'HIDDEN-plugin', 4242)")


FEW = "access-few-17.1"
"""An installation with one account, which wrote nothing."""


@template(FEW, base="empty-17.1")
def _few(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO users (id, type, login, firstname, lastname, mail, status) VALUES "
        "(42, 'User', 'zoe', 'Zoë', 'Müller', 'zoe@example.org', 1), "
        "(3, 'DeletedUser', '', '', '', '', 3)"
    )


@dataclass(frozen=True)
class Made:
    """A folder with an answer, and the exit code of the command that made it."""

    folder: Path
    code: int

    def text(self, name: str) -> str:
        """A file of it."""
        return (self.folder / name).read_text(encoding="utf-8")

    def json(self, name: str) -> Any:
        """A file of it, read."""
        return json.loads(self.text(name))

    def entries(self, check: str) -> list[dict[str, Any]]:
        """What is given of the places of a check."""
        found = (p for p in self.json("answer.json")["places"] if p["check"] == check)
        return [entry for place in found for entry in place["entries"]]

    def left(self) -> dict[str, int]:
        """How many values are left out, by what they are of."""
        found = Counter[str]()
        for each in self.json("answer.json")["left_out"]:
            found[each["what"]] += each["rows"]
        return found
