"""The certificate as HTML and the letter as Markdown: both read the predicate and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup, escape

from operasure.certificate.words import Plain, Words
from operasure.snapshot.followup import State

PLACES = 5
"""How many places a table of the certificate shows."""
IDS = 6
"""How many row numbers a line shows."""

STATES = tuple(str(state) for state in State)
"""What became of rows of the snapshot, in the order of a table."""

Predicate = Mapping[str, Any]

_MARKS = re.compile(r"([\\`*_\[\]<>&])")
_FIRST_MARK = re.compile(r"^(\s*)([#+=-])|^(\s*\d+)([.)])")


def html(predicate: Predicate, content: str, command: str) -> bytes:
    """The certificate as one HTML file without anything outside it. `content` is the digest of
    the predicate, `command` how to check the signature."""
    words = _words(predicate)
    template = _environment(html=True).get_template("certificate.html.j2")
    return template.render(_context(predicate, words), content=content, command=command).encode()


def letter(predicate: Predicate) -> bytes:
    """The letter to the person, in plain words (Art. 12(1) GDPR), as Markdown."""
    words = _words(predicate)
    template = _environment(html=False).get_template("letter.md.j2")
    filled = template.render(_context(predicate, words))
    return re.sub(r"\n{3,}", "\n\n", filled).encode()


def _words(predicate: Predicate) -> Words:
    return Words(predicate["language"], predicate["time_zone"])


def _context(predicate: Predicate, words: Words) -> dict[str, Any]:
    """What both templates use besides the predicate."""
    covers = [e["coverage"] for e in predicate["evidence"] if e["coverage"]]
    return {
        "p": predicate,
        "w": words,
        "language": predicate["language"],
        "searched": any(e["command"] == "find-mentions" for e in predicate["evidence"]),
        "verified": any(e["command"] == "verify" for e in predicate["evidence"]),
        "coverage": covers[0] if covers else None,
        "named": _named([g["mentions"] for g in predicate["groups"]], words),
        "due": _due(predicate["deadline"], words),
        "in_time": list(_in_time(predicate["deadline"], words)),
        "found": lambda group, texts: list(_found(group, words, texts=texts)),
        "texts": lambda group: "{certain} / {possible}".format(
            **_named([group["mentions"]], words)
        ),
        "ids": _ids,
        "states": STATES,
        "stays": list(_stays(predicate, words)),
        "most_places": PLACES,
        "counted": any(g["rows"] is not None for g in predicate["groups"]),
        "known": lambda system: list(_known(system, words)),
        "silent": [words.system(s) for s in predicate["other_systems"] if s["told"] is False],
    }


def _due(deadline: Mapping[str, Any], words: Words) -> str:
    due, extension = words.day(deadline["due"]), deadline["extension"]
    if not deadline["extended"]:
        return words("request.due_text", due=due)
    told = words.day(extension["told_on"])
    return words("request.extended_text", due=due, told=told, reason=extension["reason"])


def _in_time(deadline: Mapping[str, Any], words: Words) -> Iterator[str]:
    if deadline["extension"] and not deadline["extended"]:
        told = words.day(deadline["extension"]["told_on"])
        yield words("request.not_extended", told=told, first=words.day(deadline["first"]))
    late = [(k, deadline[f"{k}_by"]) for k in ("deleted_late", "answered_late")]
    if not any(days for _, days in late):
        yield words("request.in_time_text")
    for key, days in late:
        if days:
            yield words(f"request.{key}", days=words.count(days, "day"))


def _found(group: Mapping[str, Any], words: Words, *, texts: bool) -> Iterator[str]:
    """What was found in a group, in figures; nothing where nothing was. `texts`: also in texts."""
    entries = {
        k: words.count(group[f"{k}_rows"], "entry") for k in ("left", "accepted", "retained")
    }
    if group["left"]:
        places = words.count(group["left"], "place")
        yield words("found.left", entries=entries["left"], places=places)
    if group["mentions"] and texts:
        yield words("found.mentions", **_named([group["mentions"]], words))
    for key in ("accepted", "retained"):
        if group[f"{key}_rows"]:
            yield words(f"found.{key}", entries=entries[key])
    if group["kept"]:
        yield words("found.kept", texts=words.number(group["kept"]))
    if group["unchecked"]:
        yield words("found.unchecked", places=words.count(group["unchecked"], "place"))


def _named(mentions: Sequence[Mapping[str, int]], words: Words) -> dict[str, str]:
    """How many texts name the person for certain, and how many possibly."""
    certain = sum(each.get("certain", 0) for each in mentions)
    every = sum(sum(each.values()) for each in mentions)
    return {"certain": words.number(certain), "possible": words.number(every - certain)}


def _stays(predicate: Predicate, words: Words) -> Iterator[dict[str, str]]:
    for group in predicate["groups"]:
        if group["retained_rows"]:
            what = f"{words.group(group['code'])} ({group['code']})"
            until = words.day(group["until"]) if group["until"] else ""
            yield {"what": what, "ground": words("stays.by_itself"), "until": until}
    for entry in predicate["accepted"]:
        ground = words("stays.accepted_by", ground=entry["ground"], by=entry["by"])
        what = f"{words.group(entry['group'])} ({entry['place']})"
        yield {"what": what, "ground": ground, "until": words.day(entry["until"])}
    for text in predicate["kept_texts"]:
        what = f"{words('stays.kept_texts', texts=words.number(text['texts']))} ({text['group']})"
        yield {"what": what, "ground": text["ground"], "until": ""}
    for kept in predicate["kept"]:
        yield {"what": kept["what"], "ground": kept["ground"], "until": words.day(kept["until"])}


def _known(system: Mapping[str, Any], words: Words) -> Iterator[str]:
    """What is known of another system, as far as something is."""
    if system["accounts"]:
        yield words.count(system["accounts"], "entry")
    if system["brings_back"] not in {None, "no"}:
        yield words(f"back.{system['brings_back']}")


def _ids(place: Mapping[str, Any]) -> str:
    shown = ", ".join(str(i)[:40] for i in place["row_ids"][:IDS])
    return shown + (", …" if place["rows"] > IDS else "")


@cache
def _file(name: str) -> str:
    file = resources.files("operasure.certificate") / "templates" / name
    return file.read_text(encoding="utf-8")


@cache
def _environment(*, html: bool) -> jinja2.Environment:
    """Everything that is filled in is escaped: as HTML, or as Markdown."""
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(_file),
        autoescape=jinja2.select_autoescape(("html.j2",)),
        undefined=jinja2.StrictUndefined,
        finalize=None if html else _markdown,
        keep_trailing_newline=True,
    )
    made.filters |= {"lines": _lines, "breakable": _breakable, "css": _css}
    return made


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def _breakable(text: str) -> Markup:
    """A place's name may be broken after a dot or underscore."""
    return escape(text).replace(".", Markup(".<wbr>")).replace("_", Markup("_<wbr>"))


def _css(text: str) -> Markup:
    """A text within a string of CSS: all but ASCII letters and digits by their code points."""
    plain = (c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text)
    return escape("".join(plain))


def _markdown(value: object) -> str:
    """A text as it stands, whatever Markdown would make of it; line breaks become commas."""
    if isinstance(value, Plain):
        return value
    text = ", ".join(str(value).splitlines())
    return _FIRST_MARK.sub(r"\1\3\\\2\4", _MARKS.sub(r"\\\1", text))
