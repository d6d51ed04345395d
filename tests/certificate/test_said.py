"""Every sentence of certificate and letter, held against the documents.

Cases are drawn at random from what documents and case file can be. What must be said is counted
here from the documents as they were given, without the code that makes a certificate.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import html5lib
import pytest

from operasure.reports.certificate import render
from operasure.reports.words import LANGUAGES, Words
from support.certificate import CACHE, MENTIONS, VERIFY, build, case_data, clear

ZONE = ZoneInfo("Europe/Berlin")
ISSUED = datetime(2026, 12, 10, 12, 0, tzinfo=UTC)
DELETED = datetime(2026, 11, 20, 10, 15, tzinfo=ZONE)
DIGEST = "sha256:" + "5eed" * 16
SEEDS = (*range(36), 144, 183, 197, 203)
"""Some of them draw what is rare: nothing that stays, in time and late."""
Document = dict[str, Any]
PROVEN = {"rows": 1, "scope": "check", "empty": False}


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def erase(number: int, at: datetime, *, undone: bool = False, plan: int | None = None) -> Document:
    """A document of erase with figures of its own."""
    base = json.loads(VERIFY.read_text(encoding="utf-8"))
    step = {
        "check": "cw-02/work_packages.description", "group": "cw-02", "table": "work_packages",
        "column": "description", "action": "edit", "rows": 3 * number, "already": number,
        "changed_since": number % 2, "gone": number // 2,
        "row_ids": [1000 * number + i for i in range(3 * number)], "skipped_ids": [],
    }  # fmt: skip
    left = [
        {"check": "bu-06/rates.user_id", "rows": 2 * number, "reason": "expires"},
        {"check": "x", "rows": 5, "reason": "the mention is no longer there"},
    ]
    found: Document = base | {
        "command": "erase", "verdict": "incomplete", "checks": [], "mentions": [], "cache": [],
        "coverage": None, "not_covered": [], "accepted": [],
        "run": base["run"] | {
            "started_at": stamp(at - timedelta(minutes=number)), "finished_at": stamp(at),
        },
        "erasure": {
            "by": f"Person {number}", "undone": undone, "dry_run": False,
            "plan": "sha256:" + f"{plan or number:064x}", "sources": [], "rows": 4 * number,
            "skipped": number % 2 + number // 2,
            "undo_until": None if undone else (at.date() + timedelta(days=30)).isoformat(),
            "steps": [step], "left": [] if undone else left,
        },
    }  # fmt: skip
    return found


@dataclass
class Drawn:
    """A case: its documents as they were given, what the case file states, when it was issued."""

    documents: list[Document] = field(default_factory=list)
    stated: dict[str, Any] = field(default_factory=dict)
    issued: datetime = ISSUED

    def of(self, command: str) -> list[Document]:
        return [d for d in self.documents if d["command"] == command]

    @property
    def looks(self) -> list[Document]:
        return [d for d in self.documents if d["command"] != "erase"]

    @property
    def verdict(self) -> str:
        found = {d["verdict"] for d in self.looks}
        return next(v for v in ("leftovers", "incomplete", "clear") if v in found)

    @property
    def complete(self) -> bool:
        return self.verdict == "clear" and bool(self.of("verify"))


def incomplete(document: Document) -> None:
    clear(document)
    document["verdict"] = "incomplete"
    document["checks"][0] |= {
        "outcome": "unchecked", "reason": "statement timeout", "rows": 0, "row_ids": [],
    }  # fmt: skip


def looks(rng: random.Random, at: str) -> Iterator[Document]:
    """Documents that look at what is there, made at one moment."""
    commands = rng.choice([(VERIFY,), (VERIFY, MENTIONS), (VERIFY, MENTIONS, CACHE), (MENTIONS,)])
    wished = rng.choice(["clear", "clear", "clear", "leftovers", "incomplete"])
    spared = rng.random() < 0.4
    for source in commands:
        document = json.loads(source.read_text(encoding="utf-8"))
        if wished == "incomplete" and source is commands[0]:
            incomplete(document)
        elif wished != "leftovers":
            clear(document)
        for check in document["checks"]:
            if not spared and check["outcome"] == "retained":
                check |= {
                    "outcome": "clear", "rows": 0, "row_ids": [], "retained": 0,
                    "until": None, "control": PROVEN,
                }  # fmt: skip
        document["run"] |= {"started_at": at, "finished_at": at}
        if document["installation"]:
            document["installation"]["checked_at"] = at
        if source is MENTIONS and rng.random() < 0.5:
            document["held_in"] = [
                {"kind": "work list", "delete_after": "2027-05-01", "digest": DIGEST}
            ]
        yield document


def draw(seed: int) -> Drawn:
    rng = random.Random(seed)
    drawn = Drawn()
    moment = DELETED + timedelta(days=rng.choice([0, 3, 15]))
    for number in range(1, rng.choice([0, 1, 1, 2, 2, 3]) + 1):
        moment += timedelta(hours=rng.choice([1, 30]))
        drawn.documents.append(erase(number, moment))
    if drawn.documents and rng.random() < 0.3:
        moment += timedelta(hours=1)
        last = len(drawn.documents)
        drawn.documents.append(erase(last, moment, undone=True))
    looked = moment + timedelta(hours=rng.choice([1, 40]))
    drawn.documents += list(looks(rng, stamp(looked)))
    drawn.issued = max(ISSUED - timedelta(days=rng.choice([0, 9])), looked + timedelta(hours=1))
    kept = case_data()["kept"] if rng.random() < 0.3 else []
    drawn.stated = {"received_on": rng.choice(["2026-10-05", "2026-11-02"]), "kept": kept}
    if rng.random() < 0.4:
        told = rng.choice(["2026-11-04", "2026-11-15"])
        drawn.stated["extension"] = {"told_on": told, "reason": "many requests"}
    if rng.random() < 0.4:
        again = (drawn.issued.date() + timedelta(days=20)).isoformat()
        drawn.stated["left"] = [{"reason": "A plan is being made.", "again_on": again}]
    if rng.random() < 0.3:
        drawn.stated |= {"signed_by": "Ada Officer, DPO", "installation": "op.example.org"}
    return drawn


def due(drawn: Drawn) -> date:
    """One month, or three where the person was told within the first; no day here needs more."""
    received = date.fromisoformat(drawn.stated["received_on"])

    def months(number: int) -> date:
        year, month = divmod(received.month - 1 + number, 12)
        day = date(received.year + year, month + 1, received.day)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return day

    told = drawn.stated.get("extension", {}).get("told_on")
    return months(3) if told and date.fromisoformat(told) <= months(1) else months(1)


def late(moment: datetime, drawn: Drawn) -> int:
    return max(0, (moment.astimezone(ZONE).date() - due(drawn)).days)


def days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"


def entries(number: int) -> str:
    return f"{number} entry" if number == 1 else f"{number} entries"


def said_of_time(drawn: Drawn) -> Iterator[str]:
    """What must be said of the time, counted anew."""
    ends = [datetime.fromisoformat(d["run"]["finished_at"]) for d in drawn.of("erase")]
    seen = max(datetime.fromisoformat(d["run"]["started_at"]) for d in drawn.looks)
    deleted, answered = late(DELETED, drawn), late(drawn.issued, drawn)
    removed = late(max(ends), drawn) if ends else 0
    if drawn.complete and not (deleted or removed or answered):
        but = bool(stays(drawn))
        yield (
            "Erased, except for what the first line names, and answered in time."
            if but
            else "Erased in every place that was checked, and answered, in time."
        )
        return
    yield (
        f"The account was deleted {days(deleted)} late."
        if deleted
        else ("The account was deleted in time.")
    )
    if ends:
        yield (
            f"The last removal of leftovers was {days(removed)} late."
            if removed
            else ("All later removals were in time.")
        )
    yield f"This answer is {days(answered)} late." if answered else "This answer is in time."
    if not drawn.complete:
        yield "deadline" if answered else "is due by"
    elif late(seen, drawn):
        yield f"The last check was {days(late(seen, drawn))} after the deadline."


def stays(drawn: Drawn) -> list[str]:
    """The kinds of what stays."""
    found = []
    if any(d["erasure"]["undo_until"] for d in drawn.of("erase")):
        found.append("undo")
    if any(d.get("held_in") for d in drawn.documents):
        found.append("files")
    outcomes = {c["outcome"]: c["rows"] for d in drawn.looks for c in d["checks"] if c["rows"]}
    cached = [e for d in drawn.of("cache") for e in d["cache"]]
    if "retained" in outcomes or any(
        c["outcome"] == "leftover" and c.get("retained") for d in drawn.looks for c in d["checks"]
    ) or any(e["outcome"] == "retained" for e in cached):  # fmt: skip
        found.append("retained")
    if "accepted" in outcomes:
        found.append("accepted")
    if any(m["decision"] == "keep" for d in drawn.looks for m in d.get("decided", ())):
        found.append("texts")
    if drawn.stated["kept"]:
        found.append("stated")
    return found


BUT = {
    "undo": ", which can restore what was removed (until",
    "files": "made for this case, with personal data (until",
    "retained": "retained until they expire (until",
    "accepted": "entries accepted on a written ground",
    "texts": "with the name, accepted on a written ground",
    "stated": "also kept by the controller (until",
}


@cache
def page(seed: int) -> tuple[Drawn, dict[str, Any], str, str]:
    """What was drawn, the predicate, and the text of certificate and letter."""
    drawn, paths = draw(seed), list[Path]()
    with TemporaryDirectory() as folder:
        for number, document in enumerate(drawn.documents):
            paths.append(Path(folder, f"{number}.json"))
            paths[-1].write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        found = build(case_data(**drawn.stated), paths, drawn.issued)
    html = render.html(found, "sha256:0", "openssl").decode()
    root = html5lib.parse(html, namespaceHTMLElements=False)
    body = " ".join(" ".join(next(root.iter("body")).itertext()).split())
    letter = " ".join(render.letter(found).decode().replace("\\", "").split())
    return drawn, found, body, letter


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_said_is_so(seed: int) -> None:
    drawn, _, body, letter = page(seed)

    assert ("Certificate of erasure" in body) is drawn.complete
    assert ("Report on the state of an erasure" in body) is not drawn.complete
    assert ("Certificate of erasure" in letter) is drawn.complete

    leading = {
        "leftovers": "The erasure is not complete: personal data remains.",
        "incomplete": "Nothing was found, but not everything could be checked.",
    }
    for text in (body, letter):
        if drawn.verdict != "clear":
            assert leading[drawn.verdict] in text
            assert "Clear, except for" not in text
            assert "Nothing is left in any place" not in text
        else:
            assert ("Clear, except for" in text) is bool(stays(drawn))
            assert ("Nothing is left in any place" in text) is (not stays(drawn))
        for sentence in said_of_time(drawn):
            assert sentence in text, sentence
        in_time = "answered in time" in text or "and answered, in time" in text
        assert not (in_time and not drawn.complete)
    first = body[: body.index("What was done")]
    for kind, words in BUT.items():
        wanted = drawn.verdict == "clear" and kind in stays(drawn)
        assert (words in first) is wanted, kind


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_done_is_told_run_by_run(seed: int) -> None:
    drawn, found, body, letter = page(seed)
    words = Words("en", "Europe/Berlin")
    runs = drawn.of("erase")
    assert [act["kind"] for act in found["acts"]] == ["deletion"] + [
        "undo" if d["erasure"]["undone"] else "erase" for d in runs
    ]
    for document in runs:
        erasure, run = document["erasure"], document["run"]
        step = erasure["steps"][0]
        gone = step["gone"] + sum(
            entry["rows"] for entry in erasure["left"] if "no longer there" in entry["reason"]
        )
        by_plan = sum(entry["rows"] for entry in erasure["left"]) - (5 if erasure["left"] else 0)
        told = [
            f"{entries(step['rows'])} "
            + ("restored" if erasure["undone"] else "changed or removed"),
            f"{entries(step['already'])} already as planned" if step["already"] else "",
            f"{entries(step['changed_since'])} not changed, because they were edited meanwhile"
            if step["changed_since"]
            else "",
            f"{entries(gone)} already deleted" if gone else "",
            f"{entries(by_plan)} left unchanged" if by_plan else "",
        ]
        for text in (body, letter):
            for sentence in filter(None, told):
                assert sentence in text
            end = words.moment(run["finished_at"])
            assert f"{end[-20:]}" in text
            assert words.day(run["finished_at"]) in text
            assert erasure["by"] in text
    done = sum(d["erasure"]["steps"][0]["rows"] for d in runs if not d["erasure"]["undone"])
    back = sum(d["erasure"]["steps"][0]["rows"] for d in runs if d["erasure"]["undone"])
    assert found["removed"]["net"] == done - back
    if len(runs) > 1:
        assert f"In total, {entries(done - back)} changed or removed" in body


@pytest.mark.parametrize("seed", SEEDS)
def test_what_stays_and_who_is_named(seed: int) -> None:
    drawn, found, body, letter = page(seed)
    words = Words("en", "Europe/Berlin")
    stay = body[body.index("What stays, and until when") :]
    for document in drawn.of("erase"):
        if document["erasure"]["undo_until"]:
            assert f"{words.day(document['erasure']['undo_until'])}" in stay
    undo = [d for d in drawn.of("erase") if d["erasure"]["undo_until"]]
    # The same reason is said once, of the first of the files that stay for it one after another.
    assert stay.count("It can take back a removal") + stay.count("As above.") >= len(undo)
    assert (len(undo) > 0) == ("It can take back a removal" in stay)
    held = any(d.get("held_in") for d in drawn.documents)
    assert ("Work list" in stay) is held
    assert (DIGEST in "".join(stay.split())) is held
    assert "Id of the account 42" in body or not drawn.of("verify")
    assert ("Ada Officer, DPO" in body) is ("signed_by" in drawn.stated)
    assert ("op.example.org" in body) is ("installation" in drawn.stated)
    reason = "Why the erasure is not confirmed (Art. 12(4) GDPR)"
    for text in (body, letter):
        assert (reason in text) is (drawn.verdict != "clear")
        stated = drawn.verdict != "clear" and "left" in drawn.stated
        assert ("A plan is being made. It will be checked again on" in text) is stated
    places = sum(
        check["outcome"] not in {"absent", "unchecked"}
        for d in drawn.looks
        for check in d["checks"]
    ) + sum(len(d.get("cache_servers") or ()) for d in drawn.looks)
    assert abs(found["totals"]["places"] - places) <= found["totals"]["unchecked"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_draws_hold_every_case(language: str) -> None:
    """What must be shown: one, two and no removal; clear, with an undo file, incomplete, late,
    extended. And nothing is left unfilled in either language."""
    drawn = [draw(seed) for seed in SEEDS]
    assert {len(each.of("erase")) for each in drawn} >= {0, 1, 2}
    assert any(each.complete and not stays(each) for each in drawn)
    assert any(each.complete and "undo" in stays(each) for each in drawn)
    assert {each.verdict for each in drawn} == {"clear", "leftovers", "incomplete"}
    assert any(late(each.issued, each) for each in drawn)
    assert any(each.complete and not late(each.issued, each) for each in drawn)
    assert any("extension" in each.stated for each in drawn)
    for seed in SEEDS[:15]:
        _, found, _, _ = page(seed)
        for text in (
            render.html(found | {"language": language}, DIGEST, "x").decode(),
            render.letter(found | {"language": language}).decode(),
        ):
            assert "None" not in text
            assert "{" not in text.split("</style>")[-1]
