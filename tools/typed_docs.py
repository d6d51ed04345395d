"""Write JSON Schema and page of members of the typed documents: of the evidence from
reports/evidence/shape/, of the snapshot from looks/snapshot/file.py. Tests hold them to it."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Union

from operasure.core.typed import Is, ValueType, is_structure, members, value_type, words_of
from operasure.looks.snapshot.file import SnapshotFile
from operasure.reports.evidence.fleet import FleetSummary
from operasure.reports.evidence.shape import Document

DOCS = Path(__file__).parents[1] / "docs"
STATES = "looks.snapshot.followup:State"


@dataclass(frozen=True)
class Typed:
    """A document that is described: its structure, the names of its files, and how they begin."""

    structure: type
    name: str
    title: str
    head: str
    certified: bool = False
    """Whether a copy of it goes with a certificate."""

    @property
    def schema(self) -> Path:
        return DOCS / f"{self.name}.schema.json"

    @property
    def page(self) -> Path:
        return DOCS / f"{self.name}-fields.md"


EVIDENCE = Typed(
    Document,
    "evidence",
    "operasure evidence document, format 1",
    """\
# Members of the evidence document

Made from `src/operasure/reports/evidence/shape/` by `python tools/typed_docs.py`. *Not always*
marks a member that a document need not have. The last column is what becomes of the value in the
copy that goes with a [certificate](certificate.md). [What the document is](evidence.md).
""",
    certified=True,
)
SNAPSHOT = Typed(
    SnapshotFile,
    "snapshot",
    "operasure snapshot, format 1",
    """\
# Members of a snapshot

Made from `src/operasure/looks/snapshot/` by `python tools/typed_docs.py`. *Not always* marks a
member that a file need not have. [What the file is](snapshot.md#the-file).
""",
)
FLEET = Typed(
    FleetSummary,
    "fleet",
    "operasure fleet summary, format 1",
    """\
# Members of the summary of a fleet

Made from `src/operasure/reports/evidence/fleet.py` by `python tools/typed_docs.py`. *Not always*
marks a member that a document need not have. [What the document is](fleet.md#the-summary).
""",
)
TYPES: Mapping[Any, tuple[Mapping[str, str], str]] = {
    str: ({"type": "string"}, "text"),
    int: ({"type": "integer"}, "number"),
    bool: ({"type": "boolean"}, "true or false"),
    bytes: (
        {
            "type": "string",
            "contentEncoding": "base64",
            "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==|[A-Za-z0-9+/]=))?$",
        },
        "bytes in base64",
    ),
    datetime: (
        {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "a moment in UTC",
    ),
    date: ({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}, "a day"),
}
"""For each type of a value what a schema says of it, and what it is called."""
CONDITIONS = {
    "clear": {"control": {"type": "object"}, "rows": {"const": 0}},
    "unchecked": {"reason": {"type": "string"}},
    "retained": {"until": {"type": "string"}, "rows": {"minimum": 1}},
    "leftover": {"rows": {"minimum": 1}},
}
"""What an entry of `checks` must have besides, by its outcome."""


@cache
def meanings(structure: type) -> Mapping[str, str]:
    """What stands below each member of a structure."""
    source = ast.parse(inspect.getsource(import_module(structure.__module__)))
    [own] = [n for n in source.body if isinstance(n, ast.ClassDef) and n.name == structure.__name__]
    found = {}
    for member, text in zip(own.body, own.body[1:], strict=False):
        match member, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant()):
                found[name] = " ".join(str(text.value.value).split())
    return found


def title(structure: type) -> str:
    """What a structure is, in a sentence."""
    return " ".join((structure.__doc__ or "").split())


# ---- JSON Schema


def schema(of: Typed) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document."""
    defined: dict[str, Any] = {}
    _described(of.structure, defined)
    whole = defined.pop(of.structure.__name__)
    for outcome, then in CONDITIONS.items() if of is EVIDENCE else ():
        rule = {"if": {"properties": {"outcome": {"const": outcome}}}, "then": {"properties": then}}
        defined["CheckEntry"].setdefault("allOf", []).append(rule)
    draft = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": draft, "title": of.title, **whole, "$defs": dict(sorted(defined.items()))}


def _described(structure: type, defined: dict[str, Any]) -> dict[str, Any]:
    """A reference to a structure, which is described once."""
    name = structure.__name__
    if name not in defined:
        defined[name] = {}
        own = members(structure)
        defined[name] |= {
            "description": _without_links(title(structure)),
            "type": "object",
            "additionalProperties": False,
            "required": [key for key, each in own.items() if not (each.absent or each.later)],
            "properties": {
                key: _member(each, meanings(structure).get(key, ""), defined)
                for key, each in own.items()
            },
        }
    return {"$ref": f"#/$defs/{name}"}


def _without_links(text: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def _member(found: ValueType, meaning: str, defined: dict[str, Any]) -> dict[str, Any]:
    said = _type(found, defined)
    return said | ({"description": _without_links(meaning)} if meaning else {})


def _type(found: ValueType, defined: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any]
    if found.base is Union:
        said = {"anyOf": [_type(value_type(each), defined) for each in found.arguments]}
    elif found.base is tuple:
        said = {"type": "array", "items": _type(value_type(found.arguments[0]), defined)}
    elif issubclass(found.base, StrEnum):
        said = {"enum": list(found.base)}
    elif is_structure(found.base):
        said = _described(found.base, defined)
    elif found.base is Mapping:
        names, values = (_type(value_type(each), defined) for each in found.arguments)
        said = {"type": "object", "propertyNames": names, "additionalProperties": values}
    else:
        said = dict(TYPES[found.base][0])
    for rule in found.rules:
        said |= _rule(rule)
    return {"anyOf": [said, {"type": "null"}]} if found.nothing else said


def _enumerated(rule: Is) -> Collection[str | int]:
    """The words that a value may be, where they are few and fixed."""
    return words_of(STATES) if rule.known == STATES else rule.words


def _rule(rule: Is) -> dict[str, Any]:
    told = {
        "minimum": rule.minimum,
        "pattern": f"^(?:{rule.pattern})$" if rule.pattern else None,
        "enum": list(_enumerated(rule)) or None,
        "minItems": rule.least,
        "maxItems": rule.most,
        "format": "date" if rule.day else None,
        "maximum": rule.maximum,
    }
    return {key: value for key, value in told.items() if value is not None}


# ---- the page


def page(of: Typed) -> str:
    """A section for each structure, in the order of a document."""
    return "\n".join([of.head, *_sections(of)]) + "\n"


def _sections(of: Typed) -> Iterator[str]:
    waiting, seen = [of.structure], [of.structure]
    while waiting:
        structure: type = waiting.pop(0)
        yield f"## {structure.__name__}\n\n{title(structure)}\n"
        last = (" certificate |", "---|") if of.certified else ("", "")
        yield f"| member | value | meaning |{last[0]}\n|---|---|---|{last[1]}"
        for name, each in members(structure).items():
            meaning = meanings(structure).get(name, "")
            sometimes = each.absent or each.later
            when = " ".join(filter(None, [meaning, "*Not always.*" if sometimes else ""]))
            copied = f" {each.copy} |" if of.certified else ""
            yield f"| `{name}` | {_words(each)} | {when} |{copied}"
            new = [inner for inner in _inside(each) if inner not in seen]
            seen += new
            waiting += new
        yield ""


def _words(found: ValueType) -> str:
    """A type in words, with a link to its section."""
    none = " or null" if found.nothing else ""
    words = [f"`{word}`" for rule in found.rules for word in _enumerated(rule)]
    if isinstance(found.base, type) and issubclass(found.base, StrEnum):
        words = [f"`{word}`" for word in found.base]
    if words:
        return f"{', '.join(words)}{none}"
    if found.base is tuple:
        return f"list of {_words(value_type(found.arguments[0]))}{none}"
    if found.base is Mapping:
        names, values = (_words(value_type(each)) for each in found.arguments)
        return f"object: {names} to {values}{none}"
    if found.base is Union:
        return " or ".join(_words(value_type(each)) for each in found.arguments) + none
    if is_structure(found.base):
        name = found.base.__name__
        return f"[{name}](#{name.lower()}){none}"
    named = next((rule.what for rule in found.rules if rule.what), "")
    return (named or TYPES[found.base][1]) + none


def _inside(found: ValueType) -> list[type]:
    if is_structure(found.base):
        return [found.base]
    return [each for one in found.arguments if one is not ... for each in _inside(value_type(one))]


if __name__ == "__main__":
    for each in (EVIDENCE, SNAPSHOT, FLEET):
        text = json.dumps(schema(each), indent=2, ensure_ascii=False) + "\n"
        each.schema.write_text(text, encoding="utf-8")
        each.page.write_text(page(each), encoding="utf-8")
