"""What the tests of logs share: the person, lines of real formats, and what carries them."""

from __future__ import annotations

import base64
import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from operasure.looks.logs.findings import LogFindings
from operasure.looks.logs.recognise import Recogniser
from operasure.looks.logs.search import search
from operasure.looks.logs.sources import sources
from operasure.matching.identity import Identity

DATA = Path(__file__).parents[1] / "data" / "logs"
NEAR = datetime(2026, 11, 26, 12, tzinfo=UTC)
REQUEST = "0f3c8a1e-1111-4222-8333-444455556666"
RUBY = f"I, [2026-11-20T12:00:00.123456 #7]  INFO -- : [{REQUEST}] "

# Zoë Müller is invented, and so is her account.
USER_ID = 42
WHO = {
    "id": str(USER_ID),
    "other": "421",
    "login": "bergziege",
    "mail": "zippel@example.org",
    "name": "Zoë Müller",
    "ascii": "Zo# M#ller",
    "ruby": RUBY,
}
IDENTITIES = {
    "id": Identity.of(user_ids=[USER_ID]),
    "login": Identity.of(logins=[WHO["login"]]),
    "mail": Identity.of(mails=[WHO["mail"]]),
    "name": Identity.of(names=[WHO["name"]]),
    "all": Identity.of([WHO["name"]], [WHO["login"]], [WHO["mail"]], [USER_ID]),
}
ARGUMENTS = [
    *("--user-id", WHO["id"], "--name", WHO["name"]),
    *("--login", WHO["login"], "--mail", WHO["mail"]),
]


@dataclass(frozen=True)
class Line:
    """A line that names the person."""

    text: str
    kind: str
    by: tuple[str, ...]
    confidence: str
    source: str

    def __str__(self) -> str:
        return self.source


def filled(template: str) -> str:
    """A line of the data with the person in it."""
    for key, value in WHO.items():
        template = template.replace(f"{{{key}}}", value)
    return template


def _data() -> dict[str, Any]:
    return tomllib.loads((DATA / "lines.toml").read_text(encoding="utf-8"))


LINES = [
    Line(filled(e["text"]), e["kind"], tuple(e["by"]), e["confidence"], e["source"])
    for e in _data()["line"]
]
NOTHING = [filled(e["text"]) for e in _data()["nothing"]]


@cache
def recogniser(who: str = "all", *, passages: bool = False) -> Recogniser:
    return Recogniser(IDENTITIES[who], passages=passages)


def searched(path: Path, who: str = "all", **options: Any) -> LogFindings:
    """What a search of one file finds."""
    [source] = sources([str(path)])
    who_for = recogniser(who, passages="passages" in options)
    return search(source, 1, who_for, **options)


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


Carrier = Callable[[str], bytes]


def _docker(line: str) -> bytes:
    """Go's encoder escapes <, > and & (moby, jsonlog.go)."""
    text = compact({"log": f"{line}\n", "stream": "stdout", "time": "2026-11-20T12:00:00.12345Z"})
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").encode()


def _journal(line: str) -> dict[str, Any]:
    return {
        "_HOSTNAME": "web",
        "SYSLOG_IDENTIFIER": "openproject-web-1",
        "__REALTIME_TIMESTAMP": "1795176000123456",
        "MESSAGE": line,
    }


def _export(line: str) -> bytes:
    """A field that is no plain text has its length before it (systemd, Journal Export Formats)."""
    data = line.encode()
    return b"MESSAGE\n" + len(data).to_bytes(8, "little") + data


CARRIERS: dict[str, Carrier] = {
    "plain": str.encode,
    "docker json-file": _docker,
    "docker logs --timestamps": lambda line: f"2026-11-20T12:00:00.12345Z {line}".encode(),
    "docker compose": lambda line: f"web-1     | {line}".encode(),
    "kubernetes": lambda line: f"2026-11-20T12:00:00.12345Z stdout F {line}".encode(),
    "journalctl short": lambda line: f"Nov 20 12:00:00 web openproject-web-1[9]: {line}".encode(),
    "journalctl short-iso": lambda line: (
        f"2026-11-20T12:00:00+0000 web openproject-web-1[9]: {line}".encode()
    ),
    "journalctl json": lambda line: compact(_journal(line)).encode(),
    "journalctl json, bytes": lambda line: compact(
        _journal(line) | {"MESSAGE": list(line.encode())}
    ).encode(),
    "journalctl export": lambda line: f"MESSAGE={line}".encode(),
    "journalctl export, binary": _export,
    "syslog": lambda line: f"<134>Nov 20 12:00:00 web openproject-web-1[9]: {line}".encode(),
    "syslog 5424": lambda line: (
        f'<134>1 2026-11-20T12:00:00.123Z web openproject-web-1 9 - [x@1 a="b"] {line}'.encode()
    ),
}


def gid_in_base64(user_id: int) -> str:
    return base64.urlsafe_b64encode(f"gid://open-project/User/{user_id}".encode()).decode()
