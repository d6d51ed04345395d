"""Each document in each language: its words, its width, and what a person asks of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element

import click
import html5lib
import jinja2
import pytest
from markupsafe import escape
from pypdf import PdfReader

from audit import kit
from operasure.cases import facts, folder, status
from operasure.cases.site import Site
from operasure.cli import COMMANDS
from operasure.cli import run as cli
from operasure.core.model import Result
from operasure.core.queries import load
from operasure.core.typed import plain
from operasure.database.target import target
from operasure.erase import preview
from operasure.looks.coverage import Looks
from operasure.looks.files.directory import Directory
from operasure.looks.files.look import FilesOptions, look
from operasure.matching.identity import Identity
from operasure.reports.certificate import pdf, render
from operasure.reports.evidence import audit, contact, worklist
from operasure.reports.formats import Paper, formats
from operasure.reports.inventory import inventory
from operasure.reports.words import LANGUAGES, Words
from operasure.reports.words.phrases import spoken
from support import mentions, storage
from support.access import FEW
from support.browser import Pages
from support.certificate import CACHE, MENTIONS, VERIFY, everything, predicate
from support.databases import Connection, MakeDatabase, template
from support.evidence import validate, written
from support.instances import observed
from support.planting import Planter
from support.snapshots import MADE
from support.words import catalog, notes
from support.worklists import PERSON, REVIEWED

SOURCE = Path(__file__).parents[1] / "src/operasure"
PHONE = 390
DIGEST = f"sha256:{'0123456789abcdef' * 4}"
Make = Callable[[MakeDatabase, str], str]


def _verify(_: MakeDatabase, language: str) -> str:
    found = json.loads(VERIFY.read_text(encoding="utf-8"))
    cached = json.loads(CACHE.read_text(encoding="utf-8"))
    found |= {key: cached[key] for key in ("cache", "cache_servers")}
    followed = {
        "verdict": "losses",
        "rows": 4,
        "notes": [],
        "states": {"deleted user": 3, "lost": 1},
    }
    found["follow_up"] = followed | {"checks": [], "foretold": [], "unread": []}
    return written("html", found, language)


def _audit(find: MakeDatabase, language: str) -> str:
    report = kit.run_once(find(kit.three_deleted("17.1")))
    return written("html", plain(audit.build(report, load().titles)), language)


def _logs(_: MakeDatabase, language: str) -> str:
    file = {
        "group": "xl-01", "position": 1, "file": "production.log", "packing": "gzip", "lines": 9,
        "naming": 1, "kinds": [{"kind": "mail in clear", "confidence": "certain", "lines": 1}],
        "same_request": [{"confidence": "likely", "lines": 2}],
        "first": "2026-11-01 10:00:00", "last": "2026-11-02 10:00:00",
        "until": "2026-12-01T00:00:00Z", "rotation": None, "unchecked": [],
    }  # fmt: skip
    return written("html", {
        "command": "logs", "verdict": "leftovers", "searched": {"user_ids": [42]}, "notes": [],
        "run": {"started_at": "2026-11-20T10:00:00Z", "finished_at": "2026-11-20T10:00:09Z"},
        "not_covered": ["log files", "mail"], "groups": {"xl-01": "Log files"},
        "logs": [file | {"outcome": str(r)} for r in Result if r in {*_LISTED}],
    }, language)  # fmt: skip


_LISTED = (Result.LEFTOVER, Result.RETAINED, Result.UNCHECKED, Result.CLEAR)


def _worklist(find: MakeDatabase, language: str) -> str:
    with mentions.search(find(REVIEWED), PERSON, sample=2) as found:
        return "".join(worklist.render(found, [1], language))


def _preview(_: MakeDatabase, language: str) -> str:
    change = preview.Change("journals.notes", "17", "Frag Marisól.", "Frag niemanden.")
    head = preview.PreviewHead("17.1.0", datetime(2025, 3, 1, tzinfo=UTC), date(2025, 4, 1))
    return "".join(preview.page([change], head, language))


def _cache(_: MakeDatabase, language: str) -> str:
    found = json.loads(CACHE.read_text(encoding="utf-8"))
    found["eviction"] = {"by": "DPO", "at": "2026-11-28T09:00:00Z"}
    found["evicted"] = {"deleted": 3, "gone": 1, "refused": 1}
    server = found["cache_servers"][0]
    unread = {"gone": 2, "outside": 1, "unread": 4, "notes": ["A note."]}
    found["cache_servers"] = [server | unread | {"listed": server["read"] + 7}]
    validate(found)
    return written("html", found, language)


def _mentions(_: MakeDatabase, language: str) -> str:
    found = json.loads(MENTIONS.read_text(encoding="utf-8"))
    entry = found["mentions"][0]
    author = {"id": 7, "deleted_user": False, "subject": False}
    own = {"declared": "numbers", "author": author, "beside_another": True, "historic": True}
    found["mentions"] = [
        *found["mentions"],
        entry | own | {"decision": "erased", "shared_by": 2, "url": None, "path": None},
        entry | {"account": 60, "confidence": "possible"},
    ]
    found["review"] |= {"kept": 1, "still_there": 1}
    found["searched"] |= {"names": 2, "user_ids": [42, 57]}
    found["not_looked_for"] = [
        {"name": 1, "scripts": ["Ethiopic", "Bengali"], "languages": ["Georgian"], "alone": True}
    ]
    found["sample"] = SAMPLE
    return written("html", found, language)


SAMPLE = {
    "seed": "0" * 16, "texts": 120000, "drawn": 300, "naming": 2, "unsure": 1, "open": 0,
    "there": 1, "at_most": 1190, "per_million": 9917, "confidence": 95, "missed": [],
    "left_out": ["a.b"], "first_at": None, "last_at": None, "by": [],
}  # fmt: skip


def _of_verify(command: str, **more: object) -> dict[str, Any]:
    """A document of another command, with what all have in common."""
    found: dict[str, Any] = json.loads(VERIFY.read_text(encoding="utf-8"))
    nothing: dict[str, object] = {"checks": [], "accepted": [], "notes": [], "coverage": None}
    return {**found, **nothing, "command": command, **more}


def _erase(_: MakeDatabase, language: str) -> str:
    step = {
        "check": "cw-02/journals.notes", "group": "cw-02", "table": "journals", "column": "notes",
        "action": "edit", "rows": 3, "already": 1, "changed_since": 2, "gone": 1,
        "row_ids": [1, 2, 3], "skipped_ids": [4, 5],
    }  # fmt: skip
    erasure = {
        "by": "operasure_writer", "undone": False, "dry_run": False, "plan": DIGEST, "sources": [],
        "rows": 4, "skipped": 2, "undo_until": "2026-12-28", "steps": [step],
        "left": [{"check": "cf-01/x", "rows": 2, "reason": "another account's row"}],
    }  # fmt: skip
    found = _of_verify("erase", erasure=erasure, verdict="incomplete", not_covered=[])
    return written("html", found, language)


def _canary(_: MakeDatabase, language: str) -> str:
    place = {
        "table": "journals", "column": "notes", "schema": None, "what": "name", "planted": 12,
        "outcomes": {"found": 9, "unchecked": 1, "missed": 2}, "missed": ["initial", "list"],
        "not_planted": None,
    }  # fmt: skip
    refused = place | {"column": "data", "what": "id", "outcomes": {}, "missed": []}
    beside = {
        "kind": "logs", "place": "SQL", "planted": 3, "outcomes": {"found": 3}, "missed": [],
        "not_planted": None,
    }  # fmt: skip
    planted = {
        "places": 15, "reported": 13, "unchecked": 1, "missed": 2, "aside": 7, "gone": 4,
        "not_planted": 1, "deleted": "by OpenProject", "elsewhere": [beside],
        "columns": [place, refused | {"not_planted": "a constraint refused it"}],
        "left_out": [{"kind": "memcached", "reason": "no memcached is installed"}],
    }  # fmt: skip
    found = _of_verify("canary", planted=planted, verdict="leftovers")
    return written("html", found, language)


def _coverage(_: MakeDatabase, language: str) -> str:
    column = {"schema": "public", "table": "rota", "type": "text"}
    columns = [
        {**column, "column": name, "looks": str(looks), "holds": holds, "file": None,
         "no_block": "a name that is read only in quotes"}
        for name, looks, holds in zip("abcdefg", [*Looks, Looks.TEXT], HELD, strict=True)
    ]  # fmt: skip
    facts = json.loads(VERIFY.read_text(encoding="utf-8"))["installation"]
    return written("html", {
        "format": 1, "operasure": "0", "command": "coverage", "verdict": "incomplete",
        "installation": facts | {"openproject_known_by": "its migrations", "schema": "public"},
        "since": {"digest": DIGEST, "checks_gone": ["cw-02/gone"]}, "columns_in_all": 2400,
        "references": 2, "tables": ["rota"], "columns": columns,
        "blocks": [{"file": "references/xp-01-own-tables.sql", "text": "-- check: rota.a"}],
    }, language)  # fmt: skip


HELD = (
    "number", "list of numbers", "text", "text by its output", "list of texts", "bytes",
    "bytes inside of another type",
)  # fmt: skip


def _plan(_: MakeDatabase, language: str) -> str:
    step = {
        "check": "cw-02/journals.notes", "action": "edit", "schema": "public", "table": "journals",
        "column": "notes", "rows": 7, "row_ids": ["1", "2", "3", "4", "5"],
        "why": "kept by OpenProject", "touches_updated_at": True, "works": None,
    }  # fmt: skip
    view = {
        "place": "queries.filters", "key": "9", "what": "view of work packages", "name": "Mine",
        "owner": 3, "public": True, "seen": "", "before": "assignee: 42", "after": "",
    }  # fmt: skip
    seen = {"owner": None, "public": None, "seen": "seen by members"}
    left = {"check": "settings.mail_from", "rows": 1, "reason": "under Administration, Emails"}
    made = {
        "format": 1, "openproject": "17.1.0", "user_id": 42, "deleted_user_id": 3,
        "as_of": "2026-11-28T09:00:00Z", "rows": 16,
        "steps": [
            step,
            step | {"action": "delete", "table": "sessions", "column": None},
            step | {"action": "set", "works": "choose another value", "rows": 2},
        ],
        "files": {"number": 2, "bytes": 5000, "folders": [{"folder": None, "number": 2}]},
        "views": [view, view | {"owner": 60, "public": False}, view | seen],
        "renames": 1, "done": [{"check": "cw-02/x", "rows": 2}],
        "left": [left | {"works": True}, left | {"check": "cf-01/x", "works": False}],
        "before": ["end editing"], "afterwards": ["operasure cache --evict", "operasure verify"],
    }  # fmt: skip
    changes = preview.Change("journals.notes", "17", "Frag Marisól.", "Frag niemanden.")
    paper = Paper(
        "plan", made, passages=lambda paint: preview.text([changes], paint),
        delete_after=date(2027, 1, 1), language=language,
    )  # fmt: skip
    page = "".join(formats()["html"].render(paper))
    assert 'content="2027-01-01"' in page
    return page


def _fleet(_: MakeDatabase, language: str) -> str:
    entry = {
        "instance": "north", "user_id": 42, "verdict": "leftovers", "reason": None,
        "leftovers": [{"check": "cw-02/x", "rows": 3}], "retained": 0, "accepted": 0,
        "unchecked": [{"check": "cw-02/y", "reason": "statement timeout"}],
        "content": None, "sealed_by": None,
    }  # fmt: skip
    silent: dict[str, object] = {
        "verdict": None,
        "reason": "it has not answered",
        "leftovers": [],
        "unchecked": [],
    }
    counts = {"clear": 0, "leftovers": 1, "incomplete": 0, "not_deleted": 0, "unanswered": 1}
    return written("html", {
        "format": 1, "operasure": "0", "command": "fleet", "verdict": "leftovers",
        "fleet": "all", "since": "2026-11-28T09:00:00Z", "options": [], "counts": counts,
        "retained": 2, "accepted": 1,
        "leftovers": [{"check": "cw-02/x", "instances": 1, "rows": 3}],
        "unchecked": [{"reason": "statement timeout", "instances": 1, "checks": 1}],
        "instances": [entry, entry | {"instance": "south"} | silent],
    }, language)  # fmt: skip


def _case(_: MakeDatabase, language: str) -> str:
    with TemporaryDirectory() as place:
        path = Path(place) / "case"
        path.mkdir()
        content = facts.begin([42, 57], "2026-011", Site(), None)
        stated = content.replace("# received_on = 2026-11-02", "received_on = 2026-10-01")
        (path / folder.CASE).write_text(stated, encoding="utf-8")
        old = '{"kind": "operasure snapshot", "delete_after": "2020-01-01"}'
        (path / "old.json").write_text(old, encoding="utf-8")
        run = {"started_at": "2026-11-18T12:00:00Z", "finished_at": "2026-11-18T12:00:09Z"}
        found = _of_verify("verify", run=run, subject={"user_id": 42}, cache=[])
        gone = {"id": "x", "outcome": "retained", "rows": 1, "retained": 1}
        found["checks"] = [gone | {"until": f"2026-{day}T00:00:00Z"} for day in ("11-19", "12-24")]
        (path / "01-verify.json").write_text(json.dumps(found), encoding="utf-8")
        words = Words(language)
        now = datetime(2026, 11, 20, tzinfo=UTC)
        return status.page(status.status(path, Site(), now, words), words)


@template("to-look-at-17.1", base=observed("after"))
def _to_look_at(connection: Connection) -> None:
    connection.execute("DELETE FROM attachments")
    connection.execute("DELETE FROM custom_styles")
    planter = Planter(connection)
    for number, (name, content) in enumerate(TO_LOOK_AT, 9001):
        planter.plant("attachments", {
            "id": number, "file": name, "filename": name, "filesize": len(content),
            "digest": "0", "author_id": 3, "container_type": "WorkPackage", "container_id": 40,
            "fulltext": None, "disk_filename": "", "downloads": 0, "status": 0,
        })  # fmt: skip


TO_LOOK_AT = (
    ("photo.jpg", storage.picture(gps=True)),
    ("scan.tif", storage.picture("TIFF")[:60]),
    ("secret.pdf", storage.pdf("x", password="x")),
    ("minutes.docx", storage.docx(storage.run(f"Present: {storage.NAME}, and others"))),
    ("report.pdf", storage.pdf("x", author=storage.NAME)),
    ("Zoe Mueller CV.txt", b"-"),
)


def _sheet(find: MakeDatabase, language: str) -> str:
    options = FilesOptions(
        Identity.of([storage.NAME], user_ids=[42]), thumbnails=True, processes=1,
        base_url="https://openproject.example.org",
    )  # fmt: skip
    with TemporaryDirectory() as place:
        for number, (name, content) in enumerate(TO_LOOK_AT, 9001):
            file = Path(place) / f"attachment/file/{number}/{name}"
            file.parent.mkdir(parents=True)
            file.write_bytes(content)
        left = Path(place) / "attachment/file/9900/left over.png"
        left.parent.mkdir(parents=True)
        left.write_bytes(storage.picture("PNG"))
        url = target(find("to-look-at-17.1"), {})
        with look(url, Directory(Path(place)), options) as seen:
            [page] = contact.sheet(seen, Path(place) / "s.html", 200, date(2030, 1, 31), language)
            return "".join(page.content)


def _answer(find: MakeDatabase, language: str) -> str:
    with TemporaryDirectory() as place:
        made = Path(place) / "answer"
        given = ["--user-id", "42", "-o", str(made), "--database-url", find(FEW)]
        assert cli(["access", *given, "--language", language]) in {0, 3}
        return (made / "answer.html").read_text(encoding="utf-8")


def _files(_: MakeDatabase, language: str) -> str:
    found = _of_verify("files", verdict="leftovers")
    found["checks"] = [
        check | {"area": "files", "group": "cf-01"}
        for check in json.loads(VERIFY.read_text(encoding="utf-8"))["checks"][:4]
    ]
    return written("html", found, language)


DOCUMENTS: Mapping[str, Make] = {
    "verify": _verify,
    "audit": _audit,
    "files": _files,
    "logs": _logs,
    "find-mentions": _mentions,
    "cache": _cache,
    "erase": _erase,
    "coverage": _coverage,
    "canary": _canary,
    "plan": _plan,
    "fleet": _fleet,
    "case status": _case,
    "snapshot": lambda _, language: inventory.html(inventory.build(MADE), language),
    "access": _answer,
    "work list": _worklist,
    "contact sheet": _sheet,
    "preview": _preview,
    "certificate": lambda _, language: render.html(everything(language), DIGEST, "x").decode(),
    "confirmation": lambda _, language: render.confirmation(
        everything(language), DIGEST, language
    ).decode(),
    "letter": lambda _, language: render.letter_page(
        render.letter(everything(language), language), everything(language), language
    ).decode(),
}
"""Every page of every command, by the command or what it is called."""
_made: dict[tuple[str, str], str] = {}
_templates: set[str] = set()
"""The templates that pages were made of."""


def _page(document: str, language: str, find: MakeDatabase) -> str:
    """A document in a language, made once."""
    if (document, language) not in _made:
        with pytest.MonkeyPatch.context() as patch:
            known = jinja2.Environment.get_template

            def get(self: jinja2.Environment, name: Any, *more: Any) -> jinja2.Template:
                _templates.add(str(name))
                return known(self, name, *more)

            patch.setattr(jinja2.Environment, "get_template", get)
            _made[document, language] = DOCUMENTS[document](find, language)
    return _made[document, language]


@pytest.fixture
def page(request: pytest.FixtureRequest, shared_database: MakeDatabase) -> str:
    """A document in a language."""
    document, language = request.param
    return _page(document, language, shared_database)


def _commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its words."""
    for name, module in COMMANDS.items():
        command: click.Command = import_module(f"operasure.cli.{module}").command
        if isinstance(command, click.Group):
            parts = command.commands.items()
            yield from (
                (f"{name} {own}".removesuffix(" create").removesuffix(" merge"), each)
                for own, each in parts
            )
        else:
            yield name, command


def test_every_page_of_every_command_is_tested_in_each_language(
    shared_database: MakeDatabase,
) -> None:
    """A command that gives a page has one here and takes a language, and each template of a page is
    that of one."""
    giving = {
        name
        for name, command in _commands()
        for option in command.params
        if isinstance(option.type, click.Choice) and "html" in option.type.choices
    }
    spoken = {
        name for name, command in _commands() if any(o.name == "language" for o in command.params)
    }
    assert giving <= spoken
    assert (giving | spoken) - {"show"} <= DOCUMENTS.keys()
    for document in DOCUMENTS:
        _page(document, "en", shared_database)
    written_ = {
        file.name
        for file in SOURCE.rglob("*.html.j2")
        if re.search(r"<html|{% extends", file.read_text(encoding="utf-8"))
    }
    assert written_ - {"base.html.j2"} <= _templates


def shown(element: Element) -> str:
    """What a page shows to people and tells to screen readers, but for what it marks as English."""
    if element.tag in {"style", "script", "meta"} and element.get("id") != "case":
        return ""
    if element.tag != "html" and element.get("lang") == "en":
        return ""
    told = [element.get(name, "") for name in ("aria-label", "placeholder", "alt", "title")]
    told.append(element.text or "")
    for child in element:
        told += [shown(child), child.tail or ""]
    return " ".join(filter(None, told))


@cache
def sentences() -> Mapping[str, str]:
    """The parts of English texts by which they are known: at least four words between values."""
    found = {}
    for section, words in catalog("en").items():
        for key, text in words.items():
            each = text if isinstance(text, str) else text[-1]
            for part in re.split(r"\{\w+\}", str(each)):
                if len(re.findall(r"[a-z]{2,}", part)) >= 4:
                    found[f"{section}.{key}"] = part.strip()
    return found | {f"note.{each}": each for each in notes() if len(each.split()) >= 4}


@pytest.mark.parametrize("page", list(product(DOCUMENTS, LANGUAGES)), indirect=True, ids=str)
def test_a_document_is_in_its_language_and_in_no_other(page: str) -> None:
    root = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True).parse(page)
    language = root.get("lang")
    assert language in LANGUAGES
    told = " ".join(shown(root).split())
    assert len(told) > 200
    assert not re.search(r"\{\w+\}", told.replace("{n}", "").partition('{"case"')[0])
    if language != "en":
        own = str(dict(catalog(language)))
        assert [k for k, part in sentences().items() if part in told and part not in own] == []


@pytest.mark.parametrize("language", sorted({*LANGUAGES} - {"en"}))
@pytest.mark.parametrize("document", ["verify", "work list"])
def test_a_page_tells_the_note_of_a_check_in_its_language(
    document: str, language: str, shared_database: MakeDatabase
) -> None:
    page = _page(document, language, shared_database)
    told = [own for own in catalog(language, "notes")["note"].values() if str(escape(own)) in page]
    assert len(told) >= 2
    if document == "verify":
        left = "The deletion does not touch access tokens"
        assert f'<span lang="en">{left}' in page, "a note that this version no longer has"


def test_pages_say_kinds_of_files_and_pages_in_their_language(
    shared_database: MakeDatabase,
) -> None:
    sheet, answer, listed = (
        _page(document, "de", shared_database)
        for document in ("contact sheet", "access", "work list")
    )
    assert "· Bild ·" in sheet
    assert "sie ist verschlüsselt" in sheet
    assert "it is encrypted" not in sheet
    assert re.search(r"Konto 42 · \d+\. \w+ 20\d\d<", answer)
    assert not re.search(r"nach dem 20\d\d-", answer)
    assert "Commits, Autor des Commits" in listed


def test_what_no_catalogue_has_is_marked_on_a_page() -> None:
    """The name of a column, or of a check, stands there in English and says so."""
    words = Words("de")
    assert words.word("column", "no such thing") == '<span lang="en">no such thing</span>'
    assert words.word("column", "<b>") == '<span lang="en">&lt;b&gt;</span>'
    assert Words("en").word("column", "no such thing") == "no such thing"
    assert spoken("work packages, your number in the odd column", words) == (
        'Arbeitspakete, Ihre Nummer im Feld <span lang="en">odd column</span>'
    )
    assert spoken("attachments, yours (of a principal)", words).endswith(
        ' <span lang="en">(of a principal)</span>'
    )
    assert spoken("attachments, yours (of a principal)", Words("en")).endswith("(of a principal)")
    state = "marked deleted; its deletion failed on 2026-11-30 10:00 UTC with PG::Odd"
    account = [{"label": k, "value": v} for k, v in (
        ("State", state), ("Administrator", "no"), ("Created", "2026-01-02"),
    )]  # fmt: skip
    page = inventory.html({**inventory.build(MADE), "account": account}, "de")
    assert "als gelöscht vermerkt; die Löschung schlug am 30. November 2026, 10:00 Uhr" in page
    assert "<td>nein</td>" in page
    assert "<td>2. Januar 2026</td>" in page


def test_a_page_names_every_account_of_the_person(shared_database: MakeDatabase) -> None:
    page = _page("find-mentions", "de", shared_database)
    assert "Nutzer 42, Nutzer 57</h1>" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_a_phone(
    language: str, shared_database: MakeDatabase, pages: Pages, tmp_path: Path
) -> None:
    file, wide = tmp_path / "page.html", {}
    file.write_text("<!doctype html>", encoding="utf-8")
    shown_page = pages.open(file, viewport={"width": PHONE, "height": 844})
    for document in DOCUMENTS:
        file.write_text(_page(document, language, shared_database), encoding="utf-8")
        shown_page.reload()
        width = shown_page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE:
            wide[document] = width
        if broken := shown_page.evaluate(BROKEN):
            wide[document] = broken
    assert wide == {}


BROKEN = """() => {
  const broken = [];
  for (const head of document.querySelectorAll("thead th"))
    for (const node of [...head.childNodes].filter((n) => n.nodeType === 3))
      for (const word of node.data.matchAll(/[^\\s\u00a0\u202f/-]+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        if (range.getClientRects().length > 1) broken.push(word[0]);
      }
  return broken;
}"""
"""The words of headings of tables that are broken over two lines."""


QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "Was my data deleted?": ("paper.gone", "verdict.leftovers"),
    "When, by whom and how?": ("paper.when", "paper.method"),
    "What remains, why and for how long?": ("letter.stays",),
    "Whom can I ask, and where can I complain?": ("letter.rights",),
    "When was this checked, and by whom?": ("paper.checked", "paper.verified_by"),
    "What was not looked at?": ("paper.annex",),
}
"""What a person asks, and the texts that answer on the first page."""


BESIDE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "letter": {
        "Was my data deleted?": ("verdict.leftovers",),
        "When, by whom and how?": ("letter.did_text",),
        "What remains, why and for how long?": ("letter.left_in", "letter.why", "letter.stays"),
        "When was this checked?": ("letter.checked_text", "look.verify"),
        "What was not looked at?": ("letter.not_covered",),
        "Whom can I ask, and where can I complain?": ("letter.rights", "letter.rights_text"),
    },
    "certificate": {
        "Was my data deleted?": ("verdict.leftovers",),
        "When, by whom and how?": ("question.when", "question.whom", "question.way"),
        "When was this checked, and by whom?": ("question.looked",),
    },
}
"""The same of the first pages of what goes with it."""


def _first(page: bytes | str) -> str:
    content = page if isinstance(page, bytes) else page.encode()
    return _flat(PdfReader(BytesIO(pdf.pdf(content))).pages[0].extract_text())


@pytest.mark.usefixtures("printer")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_asks_is_answered_on_the_first_page(language: str) -> None:
    found = predicate(language)
    words = Words(language, found["time_zone"])
    letter = render.letter_page(render.letter(found, language), found, language)
    firsts = {
        "confirmation": _first(render.confirmation(found, DIGEST, language)),
        "letter": _first(letter),
        "certificate": _first(render.html(found, DIGEST, "x")),
    }
    for document, questions in {"confirmation": QUESTIONS, **BESIDE}.items():
        for question, keys in questions.items():
            for key in keys:
                section, _, name = key.partition(".")
                for part in re.split(r"\{\w+\}", catalog(language)[section][name]):
                    assert _flat(part) in firsts[document], (document, question, key)
    for first in firsts.values():
        assert _flat(found["case"]["contact"]) in first
        assert _flat(words.day(found["fields"]["verified_on"])) in first
        assert _flat(words.day(found["case"]["received_on"])) in first


def _flat(text: Any) -> str:
    """A text without blanks, which a page breaks as it has room."""
    return re.sub(r"[\s\u00ad]+", "", str(text))
