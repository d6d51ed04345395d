"""JUnit XML, for continuous integration: one case for each check, and for what is not a check.

Ids of rows and places only, as in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from operasure.core.legible import visible
from operasure.reports.formats import Format, Paper

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from operasure.core.strict import Row
    from operasure.reports.evidence.document import Document

ROW_IDS = 12
"""How many ids of rows a case names."""


@dataclass(frozen=True)
class Case:
    """One case. `tag` says how it ended (failure, error, skipped), None for well; `type_` which
    word that is, and `text` has a line for each thing that was found."""

    classname: str
    name: str
    tag: str | None = None
    type_: str | None = None
    message: str = ""
    text: tuple[str, ...] = ()


def render(paper: Paper) -> Iterator[str]:
    """The whole file: a suite for each group of checks, then one for each other part."""
    from xml.etree import ElementTree as ET

    document = paper.document
    root = ET.Element("testsuites", name=f"operasure {document['command']}")
    for name, cases in _suites(document):
        own = list(cases)
        if own:
            root.append(_suite(name, own, document))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    yield ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(name: str, cases: Iterable[Case], document: Document) -> ET.Element:
    from xml.etree import ElementTree as ET

    stamp = document["run"]["started_at"].removesuffix("Z")
    suite = ET.Element("testsuite", name=_fit(name), timestamp=stamp, time="0")
    for case in cases:
        element = ET.SubElement(
            suite, "testcase", classname=_fit(case.classname), name=_fit(case.name), time="0"
        )
        if case.tag:
            said = {"type": case.type_} if case.type_ else {}
            found = ET.SubElement(element, case.tag, said, message=_fit(case.message))
            if case.text:
                found.text = "\n".join(map(_fit, case.text))
    suite.set("tests", str(len(suite)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(tag) is not None for case in suite)))
    return suite


def _fit(text: str) -> str:
    """A text without the characters that no XML may hold (XML 1.0, 2.2), nor any that hide."""
    return visible(text, "\n\t")


def _suites(document: Document) -> Iterator[tuple[str, Iterable[Case]]]:
    for code, title in document["groups"].items():
        own = [c for c in document["checks"] if c["group"] == code]
        yield f"{code} {title}".strip(), (_case(document, c) for c in own)
    if "audit" in document:
        yield "installation", _installation(document)
    if (subject := document["subject"]) and "state" in subject:
        yield "account", [_account(document, subject["state"])]
    if sample := document.get("sample"):
        yield "sample", [_sample(sample)]
    yield "xm-01 caches", map(_cache, document.get("cache_servers") or ())
    if followed := document.get("follow_up"):
        yield "snapshot", _snapshot(followed)


def _case(document: Document, check: Row) -> Case:
    case = (f"{document['command']}.{check['group']}", check["id"])
    match check["outcome"]:
        case "leftover":
            text = tuple(_places(document, check))
            return Case(*case, "failure", "leftover", _rows(check), text)
        case "unchecked":
            return Case(*case, "error", "unchecked", check["reason"])
        case "absent":
            return Case(*case, "skipped", message="this database has no such column")
    return Case(*case)


def _rows(check: Row) -> str:
    reason = f": {check['reason']}" if check["reason"] else ""
    return f"{check['rows']} rows{reason}"


def _places(document: Document, check: Row) -> Iterator[str]:
    if "audit" not in document:
        if check["row_ids"]:
            ids = ", ".join(map(str, check["row_ids"][:ROW_IDS]))
            yield f"{ids}{', …' if check['rows'] > ROW_IDS else ''}"
        return
    for entry in document["audit"]["ids"]:
        for place in entry["places"]:
            if place["check"] == check["id"]:
                ids = ", ".join(map(str, place["row_ids"]))
                yield f"id {entry['user_id']}: {place['rows']} rows ({ids})"


def _account(document: Document, state: str | None) -> Case:
    case = (f"{document['command']}.account", "the account is deleted")
    if state is None:
        return Case(*case)
    return Case(*case, "failure", "not-deleted", f"the account is {state}")


def _sample(sample: Row) -> Case:
    case = ("sample", "no text that was not reported names the person")
    if sample["there"]:
        return Case(*case, "failure", "leftover", f"{sample['there']} of {sample['drawn']} do")
    if sample["open"]:
        return Case(*case, "skipped", message=f"{sample['open']} are still to be read")
    return Case(*case)


def _cache(server: Row) -> Case:
    case = ("xm-01", server["server"])
    if server["findings"]:
        return Case(*case, "failure", "leftover", f"{server['findings']} entries")
    why = [f"{each['reason']}: {each['remedy']}" for each in server["unchecked"]]
    return Case(*case, "error", "unchecked", why[0], tuple(why)) if why else Case(*case)


def _snapshot(followed: Row) -> Iterator[Case]:
    case = ("snapshot", "every row of the snapshot is accounted for")
    states = tuple(f"{state}: {number} rows" for state, number in followed["states"].items())
    match followed["verdict"]:
        case "losses":
            yield Case(*case, "failure", "losses", "something was lost or changed", states)
        case "incomplete":
            yield Case(*case, "error", "incomplete", "not every row could be followed up", states)
        case _:
            yield Case(*case)


_STATES = (
    ("deletions", "deletion requests have been carried out"),
    ("mentions", "mentions agree with their ids"),
    ("overdue", "what expires has gone"),
    ("built-in", "built-in principals are whole"),
    ("questions", "the installation answered every question"),
)


def _installation(document: Document) -> Iterator[Case]:
    audit = document["audit"]
    findings = {
        "deletions": [
            f"{e['kind']} {e['user_id']}: {e['state']}"
            + "".join(f"; {c['text']}" for c in e["causes"])
            for e in audit["unfinished"]
            if e["overdue"]
        ],
        "mentions": [f"{e['check']}: {e['rows']} rows" for e in audit["named"]],
        "overdue": [f"{e['what']} ({e['table']}): {e['rows']} rows" for e in audit["overdue"]],
        "built-in": [f"{e['principal']}: {e['text']}" for e in audit["built_in"]],
        "questions": [f"{e['what']}: {e['reason']}" for e in audit["unread"]],
    }
    for key, name in _STATES:
        case, found = ("audit.installation", name), findings[key]
        if not found:
            yield Case(*case)
            continue
        tag = "error" if key == "questions" else "failure"
        yield Case(*case, tag, key, f"{len(found)} found", tuple(found))


FORMAT = Format(
    "junit",
    (".xml",),
    "a case for each check (JUnit)",
    render,
    frozenset({"verify", "audit", "find-mentions"}),
)
