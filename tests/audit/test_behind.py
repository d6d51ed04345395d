"""How many stand behind the Deleted user, what singles one out, and what deletions left."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg.types.json import Jsonb

from audit.kit import FORMER, GONE_ID, gone, run_once, seeded, three_deleted
from operasure.checks import selection
from operasure.core.model import Behind
from operasure.core.queries import load
from operasure.core.typed import plain
from operasure.database.session import Access, Session, session
from operasure.database.target import target
from operasure.looks import behind
from operasure.looks.audit import scans, shares
from operasure.looks.audit.model import BehindShown
from operasure.reports.evidence import audit as evidence
from operasure.reports.evidence import audit_text
from support.databases import MakeDatabase
from support.evidence import validate
from support.planting import Planter

MAIL = "anna.berg@example.org"
EMPTIED = (
    "journals", "messages", "changesets", "attachments", "paper_trail_audits",
    "work_packages",
)  # fmt: skip


class Instance:
    """One generated installation, and what is true of it."""

    def __init__(self, connection: psycopg.Connection, seed: int) -> None:
        self.rng = random.Random(seed)
        self.connection = connection
        self.planter = Planter(connection)
        connection.execute("SET session_replication_role = replica")
        for table in EMPTIED:
            connection.execute(f"TRUNCATE {table} CASCADE".encode())
        connection.execute("DELETE FROM users WHERE id > 4")
        connection.execute("SELECT setval('users_id_seq', 4)")
        [self.deleted] = self.one("SELECT id FROM users WHERE type = 'DeletedUser'")
        self.least = self.most = self.recorded = 0
        self.paths: dict[str, int] = {}
        self.passed_on = 0

    def one(self, sql: str) -> tuple[int, ...]:
        row = self.connection.execute(sql.encode()).fetchone()
        assert row
        return tuple(row)

    def people(self, number: int) -> None:
        """Accounts and groups that were deleted, with a copy or without, and ids never used."""
        for _ in range(number):
            [user_id] = self.one("SELECT nextval('users_id_seq')")
            kind = self.rng.choice(["User", "User", "Group", "living", "burned"])
            if kind == "living":
                values = {"id": user_id, "type": "User", "login": f"u{user_id}", "status": 1}
                self.planter.plant("users", values)
                continue
            self.most += 1
            if kind != "burned" and self.rng.random() < 0.5:
                copy = {"item_type": "Principal", "item_id": user_id, "event": "destroy"}
                object_ = {"object": Jsonb({"type": kind, "id": user_id})}
                self.planter.plant("paper_trail_audits", copy | object_)
                self.recorded += kind == "User"
                self.paths["audit copies"] = self.paths.get("audit copies", 0) + 1
        # Changes of a principal, and the copy of one that is there again, are no deletions.
        for event, item in (("update", 77_000), ("destroy", 4)):
            copy = {"item_type": "Principal", "item_id": item, "event": event}
            if event == "update" or self.rng.random() < 0.5:
                self.planter.plant("paper_trail_audits", copy)
                if event == "destroy":
                    self.paths["audit copies"] = self.paths.get("audit copies", 0) + 1

    def things(self, number: int) -> None:
        """What was passed on, and what was not."""
        moments: dict[datetime, int] = {}
        mails = 0
        for i in range(number):
            mine = self.rng.random() < 0.6
            at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=self.rng.randrange(6))
            mail = self.rng.random() < 0.3
            self.planter.plant("journals", {
                "journable_type": "WorkPackage", "journable_id": 1, "version": i + 1,
                "user_id": self.deleted if mine else 4, "created_at": at, "updated_at": at,
                "notes": f"write to {MAIL}" if mail else "an @ and a dot.",
            })  # fmt: skip
            if mine:
                moments[at] = moments.get(at, 0) + 1
                mails += mail
        named = self.rng.randrange(3)
        for i in range(named + 1):
            committer = "Anna Berg <anna@example.org>" if i else ""
            row = {"user_id": self.deleted, "committer": committer, "revision": str(i)}
            self.planter.plant(
                "changesets", {**row, "committed_on": datetime(2026, 1, 1, tzinfo=UTC)}
            )
        pictures = self.rng.randrange(2)
        for _ in range(pictures):
            row = {"container_type": "Principal", "container_id": 88_000, "author_id": 4}
            self.planter.plant("attachments", row)
        own = sum(n == 1 for n in moments.values())
        told = {"times": own, "email": mails, "committers": named, "avatars": pictures}
        self.paths |= {kind: rows for kind, rows in told.items() if rows}
        self.passed_on = sum(moments.values()) + named + 1
        self.least = max(self.recorded, int(bool(moments)))

    @property
    def truth(self) -> tuple[int, int | None]:
        """The bounds: where the sequence was set back, only the lower."""
        copies = self.one(
            "SELECT count(DISTINCT item_id) FROM paper_trail_audits WHERE event = 'destroy' "
            "AND item_id NOT IN (SELECT id FROM users)"
        )[0]
        if self.most < max(copies, self.least):
            return self.least, None
        return self.least, self.most


def look(opened: Session) -> tuple[Behind, BehindShown]:
    opened.readers[0].renew()
    found = behind.bounds(opened, behind.deletions(opened))
    assert found
    jobs = scans.make(selection.make(load(), opened.catalogue))
    return found, shares.shown(opened, jobs, found)


def test_bounds_and_paths_of_20_installations(make_database: MakeDatabase) -> None:
    url = make_database(seeded("17.1"))
    bounded = set()
    with session(target(url, {}), Access(jobs=1)) as opened:
        for seed in range(20):
            with psycopg.connect(url) as connection:
                made = Instance(connection, seed)
                made.people(seed if seed < 3 else made.rng.randrange(12))
                made.things(made.rng.randrange(30) if seed else 0)
                if seed % 5 == 4:
                    connection.execute("SELECT setval('users_id_seq', 4)")
                    last = made.one("SELECT greatest(max(id), 4) FROM users")[0]
                    made.most = last - made.one("SELECT count(*) FROM users WHERE id > 0")[0]
                truth = made.truth
            found, shown = look(opened)
            assert (found.at_least, found.at_most) == truth, seed
            assert found.recorded == made.recorded, seed
            told: dict[str, int] = {}
            for path in shown.paths:
                told[path.kind] = told.get(path.kind, 0) + path.rows
            assert told.pop(shares.ONE, None) == (made.passed_on if truth[1] == 1 else None), seed
            assert told == made.paths, seed
            assert sum(share.rows for share in shown.shares) == made.passed_on, seed
            assert shown.unread == ()
            bounded.add(truth[1])
    assert {None, 1} < bounded


def test_what_cannot_be_asked_is_unknown(make_database: MakeDatabase) -> None:
    url = make_database(seeded("17.1"))
    with psycopg.connect(url) as connection:
        connection.execute("ALTER SEQUENCE users_id_seq OWNED BY NONE")
        connection.execute("DROP TABLE paper_trail_audits")
    with session(target(url, {}), Access(jobs=1)) as opened:
        found, _ = look(opened)
    assert (found.at_least, found.at_most, found.recorded, found.gone) == (0, None, None, None)
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM users WHERE type = 'DeletedUser'")
    with session(target(url, {}), Access(jobs=1)) as opened:
        assert behind.bounds(opened, None) is None


def test_what_deletions_left_by_table(shared_database: MakeDatabase) -> None:
    report = run_once(shared_database(three_deleted("17.1")))
    document = json.loads(json.dumps(plain(evidence.build(report, {}))))
    validate(document)
    left = {entry["user_id"]: entry for entry in document["audit"]["deletions"]}
    first, second = (person.id for person in gone("17.1"))
    for user_id in (first, second):
        entry = left[user_id]
        assert entry["deleted_at"]
        places = next(e for e in document["audit"]["ids"] if e["user_id"] == user_id)["places"]
        assert sum(entry["tables"].values()) == sum(p["rows"] - p["retained"] for p in places)
    tables = [left[user_id]["tables"] for user_id in (first, second)]
    assert any(tables)
    assert not any("paper_trail_audits" in each for each in tables)
    assert GONE_ID not in left
    text = audit_text.render(document).whole
    assert "What each past deletion left, by table" in text
    assert f"{first} (" in text
    got = document["behind"]
    assert got["at_least"] >= 2
    assert got["at_most"] is None or got["at_most"] >= got["at_least"]
    assert f"At least {got['at_least']}" in text
    assert FORMER in left
