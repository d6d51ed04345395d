"""The certificate as HTML and the letter as Markdown: both read the predicate and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape as html_text
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup, escape

from operasure.core.legible import filled_in, visible
from operasure.core.templates import environment
from operasure.looks.snapshot.followup import State
from operasure.reports.certificate import code, sentences
from operasure.reports.certificate.letter import blocks
from operasure.reports.evidence.page import css
from operasure.reports.words import Plain, Words

PLACES = 5
"""How many places a table of the certificate shows."""
IDS = 6
"""How many row numbers a line shows."""

STATES = tuple(str(state) for state in State)
"""What became of rows of the snapshot, in the order of a table."""

Predicate = Mapping[str, Any]

_MARKS = re.compile(r"([\\`*_\[\]~|])")
_FIRST_MARK = re.compile(r"^(\s*)([#+=-])|^(\s*\d+)([.)])")


def html(predicate: Predicate, content: str, command: str) -> bytes:
    """The certificate as one HTML file without anything outside it. `content` is the digest of
    the predicate, `command` how to check the signature."""
    words = _words(predicate)
    template = _environment(html=True).get_template("certificate.html.j2")
    return template.render(
        _context(predicate, words),
        content=content,
        command=command,
        code=code.short(content),
        qr=code.picture(content, words("paper.code")),
    ).encode()


def letter(predicate: Predicate, language: str | None = None) -> bytes:
    """The letter to the person, in plain words (Art. 12(1) GDPR), as Markdown; in the language of
    the certificate unless told otherwise."""
    words = Words(language or predicate["language"], predicate["time_zone"])
    template = _environment(html=False).get_template("letter.md.j2")
    filled = template.render(
        _context(predicate, words) | {"stays": sentences.letter_stays(predicate, words)}
    )
    return re.sub(r"\n{3,}", "\n\n", filled).encode()


def letter_page(markdown: bytes, predicate: Predicate, language: str) -> bytes:
    """The same letter as a page to print, with a field for the address and a line to sign on."""
    words = Words(language, predicate["time_zone"])
    sender, *parts = blocks(markdown)
    title = next((part.text for part in parts if part.kind == "title"), "")
    template = _environment(html=True).get_template("letter.html.j2")
    return template.render(
        p=predicate, w=words, language=language, title=title, sender=sender, parts=parts
    ).encode()


def confirmation(predicate: Predicate, content: str, language: str) -> bytes:
    """The page for the person: what they ask, without row numbers and systems. `content` is the
    digest of the predicate."""
    words = Words(language, predicate["time_zone"])
    template = _environment(html=True).get_template("confirmation.html.j2")
    return template.render(
        _context(predicate, words),
        staying=sentences.staying(predicate, words),
        most=PLACES,
        code=code.short(content),
        qr=code.picture(content, words("paper.code")),
    ).encode()


def _words(predicate: Predicate) -> Words:
    return Words(predicate["language"], predicate["time_zone"])


def _context(predicate: Predicate, words: Words) -> dict[str, Any]:
    """What both templates use besides the predicate."""
    covers = [e["coverage"] for e in predicate["evidence"] if e["coverage"]]
    kind = "complete" if predicate["state"] == "complete" else "report"
    return {
        "p": predicate,
        "w": words,
        "language": words.language,
        "title": sentences.title(predicate, words),
        "confirmation": words(f"paper.heading_{kind}"),
        "open_ends": list(_unanswered(predicate, words)),
        "lead": sentences.lead(predicate, words),
        "more": list(sentences.more(predicate, words)),
        "searched": any(e["command"] == "find-mentions" for e in predicate["evidence"]),
        "coverage": covers[0] if covers else None,
        "named": sentences.named([g["mentions"] for g in predicate["groups"]], words),
        "acts": list(sentences.acts(predicate, words)),
        "removed": sentences.removed(predicate, words),
        "review": sentences.review(predicate, words),
        "to_erase": sentences.to_erase(predicate, words),
        "sampled": sentences.sampled(predicate, words),
        "recall": sentences.recall(predicate, words),
        "behind": sentences.behind(predicate, words),
        "levels": list(sentences.levels(predicate, words)),
        "due": sentences.due(predicate["deadline"], words),
        "in_time": list(sentences.in_time(predicate, words)),
        "found": lambda group, texts: list(sentences.found(group, words, texts=texts)),
        "texts": lambda group: "{certain} / {possible}".format(
            **sentences.named([group["mentions"]], words)
        ),
        "rows": lambda group: sentences.rows(group, words),
        "ids": _ids,
        "bar": _bar,
        "states": STATES,
        "reasons": sentences.reasons(predicate, words),
        "stays": sentences.stays(predicate, words),
        "destroyed": list(sentences.destroyed(predicate, words)),
        "unsought": list(sentences.not_looked_for(predicate, words)),
        "looked": list(sentences.looked(predicate, words)),
        "most_places": PLACES,
        "counted": any(g["rows"] is not None for g in predicate["groups"]),
        "known": lambda system: list(sentences.known(system, words)),
        "silent": [words.system(s) for s in predicate["other_systems"] if s["told"] is False],
    }


def _unanswered(predicate: Predicate, words: Words) -> Iterator[str]:
    """What was not checked, and what nobody has said anything about."""
    for item in predicate["not_covered"]:
        if not item["answer"]:
            other = item["key"] == "other"
            yield item["text"] if other else words(f"uncovered.{item['key']}")
    for system in predicate["other_systems"]:
        if not system["answer"]:
            yield words.system(system)


def _bar(group: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The places of a group as parts of a bar: class, start and width in per cent."""
    left = group["left"] + group["named"]
    staying = group["places"] - group["clear"] - left - group["unchecked"]
    numbers = {"clear": group["clear"], "left": left, "staying": staying}
    parts, before = [], 0
    for word, number in (numbers | {"unchecked": group["unchecked"]}).items():
        if number > 0:
            start, width = (100 * each / group["places"] for each in (before, number))
            parts.append((word, f"{start:.2f}%", f"{width:.2f}%"))
            before += number
    return parts


def _ids(place: Mapping[str, Any]) -> str:
    shown = ", ".join(str(i)[:40] for i in place["row_ids"][:IDS])
    return shown + (", …" if place["rows"] > IDS else "")


@cache
def _environment(*, html: bool) -> jinja2.Environment:
    """Everything that is filled in is escaped: as HTML, or as Markdown."""
    made = environment(
        resources.files("operasure.reports.certificate") / "templates",
        escaped=html,
        finalize=filled_in if html else _markdown,
        keep_trailing_newline=True,
    )
    made.filters |= {"lines": _lines, "breakable": _breakable, "css": css}
    return made


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def _breakable(text: str) -> Markup:
    """A place's name may be broken after a dot or underscore."""
    return escape(text).replace(".", Markup(".<wbr>")).replace("_", Markup("_<wbr>"))


def _markdown(value: object) -> str:
    """A text as it stands, whatever Markdown would make of it; line breaks become commas."""
    if isinstance(value, Plain):
        return value
    text = visible(", ".join(str(value).splitlines()))
    # Not every Markdown knows a backslash before these; all know what HTML has for them.
    inert = _MARKS.sub(r"\\\1", html_text(text, quote=False))
    return _FIRST_MARK.sub(r"\1\3\\\2\4", inert)
