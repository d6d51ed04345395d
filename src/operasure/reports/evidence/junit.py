"""The document of an audit as JUnit XML, for continuous integration: one case for each check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from operasure.core.legible import visible
from operasure.reports.evidence.document import Document

Row = Mapping[str, Any]
_STATES = (
    ("deletions", "deletion requests have been carried out"),
    ("mentions", "mentions agree with their ids"),
    ("overdue", "what expires has gone"),
    ("built-in", "built-in principals are whole"),
    ("questions", "the installation answered every question"),
)


def render(document: Document) -> str:
    """The whole file: a suite for each group of checks, and one for the installation."""
    root = ET.Element("testsuites", name="operasure audit")
    for code, title in document["groups"].items():
        own = [c for c in document["checks"] if c["group"] == code]
        _suite(root, f"{code} {title}".strip(), (_case(document, c) for c in own), document)
    _suite(root, "installation", _installation(document), document)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: ET.Element, name: str, cases: Iterator[ET.Element], document: Document) -> None:
    stamp = document["run"]["started_at"].removesuffix("Z")
    suite = ET.SubElement(root, "testsuite", name=name, timestamp=stamp, time="0")
    suite.extend(cases)
    suite.set("tests", str(len(suite)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(tag) is not None for case in suite)))


def _case(document: Document, check: Row) -> ET.Element:
    case = ET.Element(
        "testcase", classname=f"audit.{check['group']}", name=_fit(check["id"]), time="0"
    )
    match check["outcome"]:
        case "leftover":
            found = ET.SubElement(case, "failure", type="leftover", message=_fit(_rows(check)))
            found.text = "\n".join(map(_fit, _places(document, check)))
        case "unchecked":
            ET.SubElement(case, "error", type="unchecked", message=_fit(check["reason"]))
        case "absent":
            ET.SubElement(case, "skipped", message="this database has no such column")
    return case


def _fit(text: str) -> str:
    """A text without the characters that no XML may hold (XML 1.0, 2.2), nor any that hide."""
    return visible(text, "\n\t")


def _rows(check: Row) -> str:
    reason = f": {check['reason']}" if check["reason"] else ""
    return f"{check['rows']} rows{reason}"


def _places(document: Document, check: Row) -> Iterator[str]:
    for entry in document["audit"]["ids"]:
        for place in entry["places"]:
            if place["check"] == check["id"]:
                ids = ", ".join(map(str, place["row_ids"]))
                yield f"id {entry['user_id']}: {place['rows']} rows ({ids})"


def _installation(document: Document) -> Iterator[ET.Element]:
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
        case = ET.Element("testcase", classname="audit.installation", name=name, time="0")
        if findings[key]:
            tag = "error" if key == "questions" else "failure"
            found = ET.SubElement(case, tag, type=key, message=f"{len(findings[key])} found")
            found.text = "\n".join(map(_fit, findings[key]))
        yield case
