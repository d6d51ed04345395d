"""SARIF 2.1.0 (OASIS), for whatever gathers findings: one result for each place with a finding.

Ids, places and counts only. Of a mention neither text nor path is told, since a path can hold a
title; of an account only what the document says. Texts of the document that other people had a say
in (names of tables, keys of a cache) are made visible.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from operasure.core.legible import json_text, visible
from operasure.core.model import Result
from operasure.reports.formats import Format, Paper

if TYPE_CHECKING:
    from operasure.core.strict import Row
    from operasure.reports.evidence.document import Document

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"certain": "error", "likely": "warning", "possible": "note"}
"""How grave a mention is, by how sure it is that it names the person."""
ROWS = 100
"""How many rows a result names; their number stands in its message."""


def render(paper: Paper) -> Iterator[str]:
    """The whole log, piece by piece: mentions are never all in memory."""
    document = paper.document
    rules = _rules(document)
    run = {
        "tool": {
            "driver": {
                "name": "operasure",
                "semanticVersion": document["operasure"],
                "rules": list(rules.values()),
            }
        },
        "invocations": [_invocation(document)],
        "columnKind": "unicodeCodePoints",
        "results": [],
        "properties": {"command": document["command"], "verdict": document["verdict"]},
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    head, _, tail = json_text(whole).partition('"results": []')
    yield f'{head}"results": ['
    before = ""
    for result in _results(document, list(rules)):
        yield f"{before}\n    {json_text(result, None)}"
        before = ","
    yield f"]{tail}\n"


def _invocation(document: Document) -> dict[str, Any]:
    """The run: when, how it ended, and what it could not look at."""
    from operasure.reports.evidence.document import exit_code

    unread = [(c["id"], c["reason"]) for c in document["checks"] if c["outcome"] == "unchecked"]
    for server in document.get("cache_servers") or ():
        unread += [(server["server"], f"{u['reason']}: {u['remedy']}") for u in server["unchecked"]]
    if audit := document.get("audit"):
        unread += [(each["what"], each["reason"]) for each in audit["unread"]]
    return {
        "executionSuccessful": document["verdict"] != "incomplete" and not unread,
        "exitCode": exit_code(document),
        "startTimeUtc": document["run"]["started_at"],
        "endTimeUtc": document["run"]["finished_at"],
        "toolExecutionNotifications": [
            {"level": "error", "message": _message(f"{Result.UNCHECKED}: {what}: {why}")}
            for what, why in unread
        ],
    }


def _rules(document: Document) -> dict[str, dict[str, Any]]:
    """Each kind of finding by its id, those that occur and only those."""
    found = {
        check["id"]: _rule(check["id"], _column(check), check["expected"])
        for check in document["checks"]
        if check["outcome"] in {"leftover", "retained", "accepted"}
    }
    if document["cache"]:
        found["cache"] = _rule("cache", "an entry of a cache")
    if _missed(document):
        found["sample"] = _rule("sample", "a text that the search did not report")
    audit = document.get("audit") or {"unfinished": (), "overdue": ()}
    if any(entry["overdue"] for entry in audit["unfinished"]):
        found["unfinished"] = _rule("unfinished", "an account whose deletion did not finish")
    if audit["overdue"]:
        found["overdue"] = _rule("overdue", "rows that should have gone by themselves")
    if _exists(document):
        found["account"] = _rule("account", "the row of the account itself")
    return found


def _rule(id_: str, what: str, expected: str | None = None) -> dict[str, Any]:
    told = f"A person who was deleted still stands in {what}."
    if expected:
        told += f" OpenProject's deletion is known to leave there: {expected}."
    return {"id": visible(id_), "shortDescription": _message(told)}


def _results(document: Document, rules: list[str]) -> Iterator[dict[str, Any]]:
    number = {rule: index for index, rule in enumerate(rules)}
    grounds = {entry["check"]: entry["ground"] for entry in document["accepted"]}
    if _exists(document):
        subject = document["subject"]
        told = f"the account still exists ({subject['state']})"
        places = [_place("users", f"users/{subject['user_id']}")]
        yield _result("account", number["account"], told, "error", places)
    mentioned = document["command"] == "find-mentions"
    for check in document["checks"]:
        if check["id"] in number and not (mentioned and check["outcome"] == "leftover"):
            yield _of_check(check, number[check["id"]], grounds)
    for each in document["mentions"] if mentioned else ():
        told = f"{each['confidence']}: {each['variant']}"
        place = _place(_column(each), f"{_column(each)}/{each['row_id']}")
        level = LEVELS[each["confidence"]] if each.get("account") is None else "note"
        yield _result(each["check"], number.get(each["check"]), told, level, [place], each["id"])
    for each in _missed(document):
        place = _place(each["check"], f"{each['check']}/{each['row_id']}")
        told = "not reported; a person who read it says that it names the person"
        yield _result("sample", number["sample"], told, "error", [place])
    for entry in document["cache"]:
        expires = entry["expires_at"]
        told = f"{entry['outcome']}; served: {entry['served']}; expires: {expires or 'never'}"
        place = _place("cache", f"{entry['server']}/{entry['key']}")
        yield _result(
            "cache",
            number["cache"],
            told,
            "note" if entry["outcome"] == Result.RETAINED else "error",
            [place],
        )
    if audit := document.get("audit"):
        yield from _of_audit(audit, number)


def _of_check(check: Row, index: int, grounds: Mapping[str, str]) -> dict[str, Any]:
    parts = [f"{check['rows']} row{'s' * (check['rows'] != 1)}", check["reason"]]
    parts.append(f"expires {check['until']}" if check["until"] else None)
    places = [_place(_column(check), f"{_column(check)}/{i}") for i in check["row_ids"][:ROWS]]
    level = "error" if check["outcome"] == "leftover" else "note"
    told = "; ".join([check["outcome"], *filter(None, parts)])
    found = _result(check["id"], index, told, level, places or [_place(_column(check), None)])
    if check["outcome"] == "accepted":
        ground = visible(grounds.get(check["id"]) or "accepted by the controller")
        found["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": ground}
        ]
    return found


def _of_audit(audit: Row, number: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for entry in audit["unfinished"]:
        if entry["overdue"]:
            told = f"{entry['kind']} {entry['user_id']} ({entry['status']}): {entry['state']}"
            place = _place("users", f"users/{entry['user_id']}")
            yield _result("unfinished", number["unfinished"], told, "error", [place])
    for entry in audit["overdue"]:
        told = f"{entry['rows']} rows of {entry['what']}, kept {entry['keeps']}"
        yield _result("overdue", number["overdue"], told, "error", [_place(entry["table"], None)])


def _missed(document: Document) -> Sequence[Row]:
    missed: Sequence[Row] = (document.get("sample") or {}).get("missed", ())
    return missed


def _exists(document: Document) -> bool:
    return bool(document["verdict"] == "not-deleted")


def _column(row: Row) -> str:
    names: Iterable[str | None] = (row["schema"], row["table"], row["column"])
    return ".".join(filter(None, names))


def _place(name: str, full: str | None) -> dict[str, Any]:
    """A logical location: there is no file. `full` names the row, where one is known."""
    said = {"name": visible(name), "fullyQualifiedName": visible(full or name)}
    return {"logicalLocations": [said | {"kind": "row" if full else "column"}]}


def _result(
    rule: str,
    index: int | None,
    told: str,
    level: str,
    places: list[dict[str, Any]],
    id_: str = "",
) -> dict[str, Any]:
    names = "\n".join(p["logicalLocations"][0]["fullyQualifiedName"] for p in places)
    same = id_ or hashlib.sha256(f"{rule}\n{names}".encode()).hexdigest()
    return {
        "ruleId": visible(rule),
        **({} if index is None else {"ruleIndex": index}),
        "level": level,
        "message": _message(told),
        "locations": places,
        "partialFingerprints": {"operasure/v1": same},
    }


def _message(text: str) -> dict[str, str]:
    return {"text": visible(text)}


FORMAT = Format(
    "sarif",
    (".sarif", ".sarif.json"),
    "findings with their places (SARIF)",
    render,
    frozenset({"verify", "audit", "find-mentions"}),
)
