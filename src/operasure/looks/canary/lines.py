"""Log files that name the person, in the forms that docs/logs.md claims to know."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from operasure.looks.canary.model import BesideKind, PlantedBeside
from operasure.looks.canary.person import Canary
from operasure.looks.canary.traces import Trace, judged, told
from operasure.looks.logs.findings import LogFindings
from operasure.looks.logs.run import LogsOptions, run
from operasure.looks.logs.sources import sources

_RUBY = "I, [2026-03-02T08:30:00.000001 #11]  INFO -- : [{number:08x}-0000-4000-8000-000000000000] "
"""What Ruby's Logger and Rails put before a message; each line is of a request of its own."""
_VISIT = '192.0.2.7 - - [02/Mar/2026:08:30:00 +0000] "GET '
_LINES: tuple[tuple[str, str, str], ...] = (
    ("requests", "key=value", "method=GET path=/projects status=200 duration=3.1 user={id}"),
    ("requests", "JSON", '{"method":"GET","path":"/projects","status":200,"user":{id}}'),
    ("requests", "logout", "user={id} Logging out #{id}"),
    ("requests", "own message", "OpenProject User: x ID: {id} <x@example.com>"),
    ("objects", "inspected", '#<User id: {id}, type: "User", status: "active">'),
    ("objects", "list of users", "Adding users [7, {id}] to the group"),
    ("objects", "key in JSON", '{"message":"x","user":{"id":{id}}}'),
    ("objects", "dotted key", '{"message":"x","user.id":"{id}"}'),
    ("paths", "page", _VISIT + '/users/{id} HTTP/1.1" 200 9'),
    ("paths", "API", _VISIT + '/api/v3/users/{id} HTTP/2" 200 9'),
    ("paths", "percent codes", "path=/login?back_url=https%3A%2F%2Fop.example.com%2Fusers%2F{id}"),
    ("parameters", "attribute", 'Parameters: {"work_package"=>{"assigned_to_id"=>"{id}"}}'),
    ("parameters", "filter", 'filters=[{"assignee":{"operator":"=","values":["{id}"]}}]'),
    ("SQL", "bind", 'SELECT 1 FROM "users" WHERE "users"."id" = $1 LIMIT $2  [["id", {id}]]'),
    ("SQL", "literal", 'UPDATE "work_packages" SET "author_id" = {id} WHERE "id" = 7'),
    ("errors", "Rails", "ActiveRecord::RecordNotFound (Couldn't find User with 'id'={id})"),
    ("errors", "PostgreSQL", 'DETAIL:  Key (user_id)=({id}) is not present in table "users".'),
    ("jobs", "GlobalID", "Performing MailJob with arguments: #<GlobalID gid://open-project/User/{id}>"),
    ("jobs", "GlobalID in base64", 'Performing MailJob with arguments: "{gid}"'),
    ("logins", "login", "Failed login for '{login}' from 192.0.2.7"),
    ("logins", "email address", "Failed login for '{mail}' from 192.0.2.7"),
    ("logins", "remote user", _VISIT.replace("- -", "- {login}") + '/ HTTP/1.1" 200 9'),
    ("mail", "sent by Rails", "Sent mail to {mail} (12.3ms)"),
    ("mail", "sent by a mail server", "postfix/smtp[7]: 4C1: to=<{mail}>, status=sent"),
)  # fmt: skip


def _docker(line: str) -> str:
    return json.dumps({"log": f"{line}\n", "stream": "stdout", "time": "2026-03-02T08:30:00.1Z"})


def _journal(line: str) -> str:
    return json.dumps({"__REALTIME_TIMESTAMP": "1772440200000000", "MESSAGE": line})


_CARRIERS: dict[str, Callable[[str], str]] = {
    "plain": lambda line: line,
    "Docker": _docker,
    "Kubernetes": lambda line: f"2026-03-02T08:30:00.1Z stdout F {line}",
    "syslog": lambda line: f"<134>Mar  2 08:30:00 web openproject-web-1[9]: {line}",
    "journalctl json": _journal,
    "journalctl export": lambda line: f"MESSAGE={line}",
}
"""What passes lines on; each makes a file of its own."""


def lines(who: Canary) -> Iterator[tuple[str, str, str]]:
    """Each line with the place it counts for and its form."""
    filled = {"id": str(who.id), "login": who.login, "mail": who.mail, "gid": who.gid}
    named = (("names", form, f"message {text}") for form, text in who.spellings().items())
    for number, (place, form, text) in enumerate((*_LINES, *named)):
        line = text if text.startswith((_VISIT[:9], "{")) else _RUBY.format(number=number) + text
        for key, value in filled.items():
            line = line.replace(f"{{{key}}}", value)
        yield place, form, line


def in_logs(folder: Path, who: Canary) -> tuple[PlantedBeside, ...]:
    """What `operasure logs` says of files in a folder, which must be empty."""
    given = list(lines(who))
    for name, carry in _CARRIERS.items():
        text = "".join(f"{carry(line)}\n" for _, _, line in given)
        (folder / f"{name}.log").write_text(text, encoding="utf-8")
    (folder / "gzip.log.gz").write_bytes(gzip.compress((folder / "plain.log").read_bytes()))
    found = run(sources([str(folder)]), who.everything, LogsOptions(jobs=1, passages=len(given)))
    return judged(BesideKind.LOGS, (trace for each in found for trace in _traces(each, given)))


def _traces(found: LogFindings, given: Sequence[tuple[str, str, str]]) -> Iterator[Trace]:
    reported = {passage.line for passage in found.passages}
    carrier = Path(found.path).name.partition(".")[0]
    for number, (place, form, _) in enumerate(given, 1):
        one = told(number in reported, whole=not found.unchecked)
        yield Trace(place, f"{form} ({carrier})", one)
