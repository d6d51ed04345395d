"""Write docs/evidence.schema.json and docs/evidence-fields.md from reports/evidence/shape.py. Tests
hold both to it."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Union

from operasure.reports.evidence import shape
from operasure.reports.evidence.typed import Is, Kind, is_structure, kind, members, words_of

DOCS = Path(__file__).parents[1] / "docs"
SCHEMA = DOCS / "evidence.schema.json"
PAGE = DOCS / "evidence-fields.md"
STATES = "looks.snapshot.followup:State"
TITLE = "operasure evidence document, format 1"
HEAD = """\
# Members of the evidence document

Made from `src/operasure/reports/evidence/shape.py` by `python tools/evidence_docs.py`. *Not always*
marks a member that a document need not have. The last column is what becomes of the value in the
copy that goes with a [certificate](certificate.md). [What the document is](evidence.md).
"""
CONDITIONS = {
    "clear": {"control": {"type": "object"}, "rows": {"const": 0}},
    "unchecked": {"reason": {"type": "string"}},
    "retained": {"until": {"type": "string"}, "rows": {"minimum": 1}},
    "leftover": {"rows": {"minimum": 1}},
}
"""What an entry of `checks` must have besides, by its outcome."""


@cache
def meanings() -> Mapping[str, Mapping[str, str]]:
    """What stands below each member, by structure and member."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(shape)).body:
        if isinstance(node, ast.ClassDef):
            own = found.setdefault(node.name, {})
            for member, text in zip(node.body, node.body[1:], strict=False):
                match member, text:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant()):
                        own[name] = " ".join(str(text.value.value).split())
    return found


def title(structure: type) -> str:
    """What a structure is, in a sentence."""
    return " ".join((structure.__doc__ or "").split())


# ---- JSON Schema


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document."""
    defined: dict[str, Any] = {}
    _described(shape.Document, defined)
    whole = defined.pop(shape.Document.__name__)
    for outcome, then in CONDITIONS.items():
        rule = {"if": {"properties": {"outcome": {"const": outcome}}}, "then": {"properties": then}}
        defined["Check"].setdefault("allOf", []).append(rule)
    draft = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": draft, "title": TITLE, **whole, "$defs": dict(sorted(defined.items()))}


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
            "required": [key for key, each in own.items() if not each.absent],
            "properties": {
                key: _member(each, meanings()[name].get(key, ""), defined)
                for key, each in own.items()
            },
        }
    return {"$ref": f"#/$defs/{name}"}


def _without_links(text: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def _member(found: Kind, meaning: str, defined: dict[str, Any]) -> dict[str, Any]:
    said = _type(found, defined)
    return said | ({"description": _without_links(meaning)} if meaning else {})


def _type(found: Kind, defined: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any]
    if found.base is Union:
        said = {"anyOf": [_type(kind(each), defined) for each in found.arguments]}
    elif found.base is tuple:
        said = {"type": "array", "items": _type(kind(found.arguments[0]), defined)}
    elif is_structure(found.base):
        said = _described(found.base, defined)
    elif found.base is Mapping:
        names, values = (_type(kind(each), defined) for each in found.arguments)
        said = {"type": "object", "propertyNames": names, "additionalProperties": values}
    else:
        said = {"type": {str: "string", int: "integer", bool: "boolean"}[found.base]}
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
    }
    return {key: value for key, value in told.items() if value is not None}


# ---- the page


def page() -> str:
    """A section for each structure, in the order of a document."""
    return "\n".join([HEAD, *_sections()]) + "\n"


def _sections() -> Iterator[str]:
    waiting, seen = [shape.Document], [shape.Document]
    while waiting:
        structure: type = waiting.pop(0)
        yield f"## {structure.__name__}\n\n{title(structure)}\n"
        yield "| member | value | meaning | certificate |\n|---|---|---|---|"
        for name, each in members(structure).items():
            meaning = meanings()[structure.__name__].get(name, "")
            when = " ".join(filter(None, [meaning, "*Not always.*" if each.absent else ""]))
            yield f"| `{name}` | {_words(each)} | {when} | {each.copy} |"
            new = [inner for inner in _inside(each) if inner not in seen]
            seen += new
            waiting += new
        yield ""


def _words(found: Kind) -> str:
    """A type in words, with a link to its section."""
    none = " or null" if found.nothing else ""
    words = [f"`{word}`" for rule in found.rules for word in _enumerated(rule)]
    if words:
        return f"{', '.join(words)}{none}"
    if found.base is tuple:
        return f"list of {_words(kind(found.arguments[0]))}{none}"
    if found.base is Mapping:
        names, values = (_words(kind(each)) for each in found.arguments)
        return f"object: {names} to {values}{none}"
    if found.base is Union:
        return " or ".join(_words(kind(each)) for each in found.arguments) + none
    if is_structure(found.base):
        name = found.base.__name__
        return f"[{name}](#{name.lower()}){none}"
    named = next((rule.what for rule in found.rules if rule.what), "")
    return (named or {str: "text", int: "number", bool: "true or false"}[found.base]) + none


def _inside(found: Kind) -> list[type]:
    if is_structure(found.base):
        return [found.base]
    return [each for one in found.arguments if one is not ... for each in _inside(kind(one))]


if __name__ == "__main__":
    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    SCHEMA.write_text(text, encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
