"""A case to make certificates of: the invented person of the sample installation, and evidence."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader

from operasure.looks.snapshot.followup import State
from operasure.matching.identity import Identity
from operasure.matching.match import Match, Matcher
from operasure.reports.certificate import create, documents, holding, statement, token
from operasure.reports.certificate.case import parse
from operasure.reports.certificate.create import Request

DATA = Path(__file__).parents[1] / "data"
VERIFY = DATA / "certificate/verify.json"
MENTIONS = DATA / "certificate/find-mentions.json"
CACHE = DATA / "certificate/cache.json"
CASE_KEY = bytes(range(32))
ISSUED = datetime(2026, 11, 28, 12, 30, 15, tzinfo=UTC)
FIRST = Ed25519PrivateKey.from_private_bytes(b"1" * 32)
SECOND = Ed25519PrivateKey.from_private_bytes(b"2" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"3" * 32)

CASE = """
reference = "2026-011"
received_on = 2026-11-02
requested_by = "the person, in writing"
identity_checked = "a message to the address of the account was answered"
legal_basis = "Art. 17(1)(b) GDPR: consent withdrawn"
controller = \"\"\"
Example Works & Sons
Sample Road 1, 12345 Exampleton\"\"\"
contact = "Data protection officer, privacy@example.com"
deleted_by = "System administrator"
deleted_at = 2026-11-20T10:15:00+01:00
method = "OpenProject, Administration, Users, Delete"
time_zone = "Europe/Berlin"

[subject]
names = ["Jürgen Brandström"]
logins = ["j_brandstroem"]
mails = ["juergen.brandstroem@example.org"]

[[recipients]]
name = "Example Hosting"
told_on = 2026-11-21

[[recipients]]
name = "Example Mail"
reason = "out of business"

[[kept]]
what = "Invoices of time entries"
ground = "§ 147 AO"
until = 2036-12-31

[[elsewhere]]
place = "backups"
answer = "overwritten after 30 days"
until = 2026-12-20
"""


def case_data(**changes: Any) -> dict[str, Any]:
    """The content of the case file, with other values; None takes a key out."""

    data = tomllib.loads(CASE) | changes
    return {key: value for key, value in data.items() if value is not None}


def request(**changes: Any) -> Request:
    """What the certificate of the sample is made of, without a PDF."""
    made = Request(
        case=parse(case_data()),
        evidence=(VERIFY, MENTIONS),
        case_key=CASE_KEY,
        key=FIRST,
        issued=ISSUED,
        printed=False,
    )
    return replace(made, **changes)


@cache
def predicate(language: str = "en") -> dict[str, Any]:
    """The predicate of the sample's certificate."""
    whole = create.make(request(language=language)).contents["statement.json"]
    found: dict[str, Any] = json.loads(whole)["predicate"]
    return found


@cache
def _of_the_sample(evidence: tuple[Path, ...]) -> tuple[documents.Evidence, ...]:
    """Documents that no test changes, read once."""
    return documents.read(evidence, CASE_KEY)


def build(
    data: dict[str, Any], evidence: Sequence[Path] = (VERIFY,), issued: datetime = ISSUED
) -> dict[str, Any]:
    """The predicate of a case and its evidence, both given."""
    case = parse(data)
    own = {VERIFY, MENTIONS, CACHE}.issuperset(evidence)
    read = _of_the_sample(tuple(evidence)) if own else documents.read(evidence, CASE_KEY)
    held = token.tokens(CASE_KEY, case.known)
    held_in = holding.holdings(case, read, ())
    issue = statement.Issue(issued, "en", "sha256:" + "0" * 64, held, holding=held_in)
    return statement.predicate(case, read, issue)


def changed(source: Path, to: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of an evidence document, changed."""
    document = json.loads(source.read_text(encoding="utf-8"))
    change(document)
    to.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return to


def clear(document: dict[str, Any]) -> None:
    """Make a document one of a complete deletion."""
    document["verdict"] = "clear"
    document["mentions"] = []
    document["cache"] = []
    for count in document.get("counts", ()):
        count["open"] = 0
    for server in document.get("cache_servers", ()):
        server |= {"unchecked": [], "findings": 0}
    for check in document["checks"]:
        if check["outcome"] == "leftover":
            control = {"rows": 1, "scope": "check", "empty": False}
            check |= {"outcome": "clear", "rows": 0, "row_ids": [], "retained": 0}
            check["control"] = control


def lacking(part: Any) -> Iterator[None]:
    """Take each member out of a document in turn, at any depth, and put it back: of a list, those
    of its first entry."""
    for key in list(part if isinstance(part, dict) else range(min(1, len(part)))):
        inner = part[key]
        if isinstance(part, dict):
            del part[key]
            yield
            part[key] = inner
        if isinstance(inner, dict | list):
            yield from lacking(inner)


@cache
def spellings() -> tuple[str, ...]:
    """Every spelling of the person that the sample installation holds."""
    identity = json.loads((DATA / "deletion/identity.json").read_text(encoding="utf-8"))
    return tuple(identity["spellings"].values())


@cache
def _matcher() -> Matcher:
    identity = json.loads((DATA / "deletion/identity.json").read_text(encoding="utf-8"))
    name = f"{identity['firstname']} {identity['lastname']}"
    return Matcher(Identity.of([name], [identity["login"]], [identity["mail"]]))


@lru_cache(64)
def traces(text: str) -> tuple[Match | str, ...]:
    """Where a text names the person: in a known spelling, or in any that a search knows."""
    folded = text.casefold()
    return (*(s for s in spellings() if s.casefold() in folded), *_matcher().find(text))


def traces_in(name: str, data: bytes) -> list[Match | str]:
    """Where a file does so."""
    return [trace for text in _readable(name, data) for trace in traces(text)]


def _readable(name: str, data: bytes) -> list[str]:
    """All text of a file: of a DOCX each part, of a PDF the pages together, and its metadata."""
    if name.endswith(".docx"):
        with ZipFile(BytesIO(data)) as packed:
            return [packed.read(each).decode(errors="replace") for each in packed.namelist()]
    if not name.endswith(".pdf"):
        return [data.decode("utf-8", "surrogateescape")]
    reader = PdfReader(BytesIO(data))
    return ["\n".join(page.extract_text() for page in reader.pages), str(reader.metadata)]


def everything(language: str) -> dict[str, Any]:
    """A predicate in which everything occurs that a certificate can say."""
    found = build(
        case_data(
            second_person="Works council",
            received_on="2026-09-01",
            extension={"told_on": "2026-11-01", "reason": "many requests"},
        ),
        (VERIFY, MENTIONS, CACHE),
    )
    place = found["left"][0] | {"reason": "statement timeout", "by": None}
    return found | {
        "language": language,
        "verdict": "incomplete",
        "state": "incomplete",
        "unchecked": [place] * 15,
        "accepted": [place | {"ground": "books", "by": "DPO", "until": "2030-01-01T00:00:00Z"}],
        "kept_texts": [{"group": "cw-02", "ground": "minutes", "texts": 3}],
        "previous": "sha256:" + "1" * 64,
        "follow_up": {
            "verdict": "losses",
            "taken_at": "2026-11-20T08:00:00Z",
            "rows": 1210,
            "states": {str(state): 1000 + i for i, state in enumerate(State)},
            "losses": [{}],
            "unread": 2,
        },
    }


def least(language: str) -> dict[str, Any]:
    """A predicate of a clear verify alone, with nothing stated."""
    found = build(case_data(recipients=[], kept=[], elsewhere=[]))
    nothing = {"left": 0, "retained_rows": 0, "until": None, "outcome": "clear"}
    groups = [g | nothing for g in found["groups"]]
    return found | {
        "language": language,
        "verdict": "clear",
        "state": "complete",
        "but_for": [],
        "left": [],
        "not_covered": [],
        "groups": groups,
    }
