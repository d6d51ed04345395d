"""A log line without what carried it: Docker, journald, syslog, Kubernetes, Ruby's Logger.

Sources of the forms: Docker's json-file (moby, daemon/logger/jsonfilelog/jsonlog/jsonlog.go),
`docker logs --timestamps`, CRI (kubernetes, pkg/kubelet/kuberuntime/logs/logs.go), RFC 3164 and RFC
5424, `journalctl -o short, short-iso, json, export` (systemd, "Journal Export Formats"), Ruby's
Logger::Formatter, and the tags that ActiveSupport::TaggedLogging puts before a message, of which
OpenProject sets the request's id (config/environments/production.rb:134).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from operasure.looks.logs import moments
from operasure.looks.logs.blocks import as_utf8
from operasure.looks.logs.findings import Moment
from operasure.looks.logs.moments import BSD, ISO

_LAYERS = 8
_HEAD = 400
"""Characters of a layer in which its time is looked for."""
_TIMES = "__REALTIME_TIMESTAMP _SOURCE_REALTIME_TIMESTAMP time @timestamp timestamp ts".split()
_MESSAGES = ("log", "MESSAGE", "message", "msg")
_OCTETS = range(256)
_COLOUR = re.compile(r"\x1b\[[0-9;]{0,20}[mK]")

_SYSLOG = (
    rf"<\d{{1,3}}>\d {ISO} \S{{1,255}} \S{{1,48}} \S{{1,128}} \S{{1,32}} "
    r"(?:-|(?:\[(?:[^\]\\]|\\.){0,4000}\])+) ?(?:BOM|\ufeff)?"
)
_OLD_SYSLOG = rf"(?:<\d{{1,3}}>)?(?:{BSD}|{ISO}) \S{{1,255}} [\w./@-]{{1,128}}(?:\[\d{{1,10}}\])?: "
_CARRIERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"MESSAGE=",
        r"[\s\S]{4}\x00{4}",  # the length of a field that is no text, in journald's export
        r"[A-Za-z0-9][\w.-]{0,100}\s{1,40}\| ",  # docker compose logs
        rf"{ISO} std(?:out|err) [FP] ",
        _SYSLOG,
        _OLD_SYSLOG,
        rf"{ISO} (?=\S)",
        rf"[DIWEFA], \[{ISO} #\d{{1,10}}\] {{1,2}}[A-Z]{{3,7}} -- [^:\n]{{0,100}}: ",
    )
)
_TAGS = re.compile(r"(?:\[[^\[\]\n]{1,255}\] ?){1,12}")
_TAG = re.compile(r"\[([^\[\]\n]{1,255})\]")
_REQUEST_ID = re.compile(r"(?=[\w@-]*\d)[\w@-]{16,255}")
"""Rails makes ids of these letters (actionpack, middleware/request_id.rb, make_request_id)."""
_NAMED_ID = re.compile(r"\brequest_id[\"']?\s?(?:=>|[=:])\s?[\"']?([\w@-]{16,255})")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What a line says. `beside` are texts that carry more than the message does (the other
    members of a JSON line), `tags` what stands in brackets before it."""

    message: str
    moment: Moment | None = None
    beside: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def request(self) -> str | None:
        """The id of the request or job that the line belongs to, where one is told."""
        named = _NAMED_ID.search(self.message)
        ids = (tag for tag in self.tags if _REQUEST_ID.fullmatch(tag))
        return next(ids, named[1] if named else None)


def unwrap(line: str, near: datetime) -> Unwrapped:
    """Take a line apart. `near` tells the year where the line does not."""
    found = Unwrapped(line.rstrip("\r\n"))
    times: list[Moment] = []
    for _ in range(_LAYERS):
        inner = _inside(found, times, near)
        if inner is None:
            break
        found = inner
    message = found.message
    tags = _TAGS.match(message)
    if tags is not None:
        found = replace(found, message=message[tags.end() :], tags=tuple(_TAG.findall(tags[0])))
    # What carries a message knows its time; inside it a visitor may have written one.
    return replace(found, moment=moments.best(times or moments.moments(message[:_HEAD], near)))


def _inside(outer: Unwrapped, times: list[Moment], near: datetime) -> Unwrapped | None:
    """What the outermost layer carries; None where there is no further one. Adds the times that a
    JSON object names as such."""
    text = _COLOUR.sub("", outer.message) if "\x1b" in outer.message else outer.message
    if text.startswith("{") and (carried := _object(text)) is not None:
        times += _told(carried, near)
        key = next((k for k in _MESSAGES if k in carried), None)
        message = _text(carried[key]) if key else None
        if message is None:
            return None
        carrier = key in {"log", "MESSAGE"}
        beside = outer.beside if carrier else (*outer.beside, text)
        return replace(outer, message=message.rstrip("\r\n"), beside=beside)
    for pattern in _CARRIERS:
        match = pattern.match(text)
        if match is not None and match.end() < len(text):
            times += moments.moments(match[0], near)
            return replace(outer, message=text[match.end() :])
    return replace(outer, message=text) if text != outer.message else None


def _object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _text(value: object) -> str | None:
    """A message; journald writes one that is no text as the numbers of its bytes."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(byte in _OCTETS for byte in value):
        return as_utf8(bytes(value)).decode()
    return None


def _told(carried: dict[str, Any], near: datetime) -> list[Moment]:
    found = []
    for key in _TIMES:
        value = carried.get(key)
        if isinstance(value, str) and not value.isdigit():
            found += moments.moments(value[:64], near)
        elif (moment := moments.epoch(value)) is not None:
            found.append(moment)
    return found
