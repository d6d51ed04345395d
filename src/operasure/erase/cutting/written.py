"""How a replacement is written in its context: in a tag, in a URL, in mail."""

from __future__ import annotations

import html
import quopri
import re
from urllib.parse import quote

from operasure.erase.cutting.edits import NotCut, ValueForm

_AROUND = 4_000
"""Characters before a passage that say where it stands."""
_TAG = re.compile(r"<[A-Za-z/]")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"[^"]*|'[^']*|[^\s"'<>]*)$""")
_ADDRESSES = frozenset("href src action data-link data-url cite poster srcset formaction".split())
_STOPS = " \t\r\n\u00a0\"'<>()[]{}|`"
"""What no URL, email address or coded word of a mail's header holds."""
_URL = re.compile(
    r"(?:^|[=:,;])(?:[A-Za-z][A-Za-z0-9+.-]*://|mailto:|//|\.{0,2}/(?=.)|\?)|%3A%2F%2F"
)
_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#]*@)?|[\w+-]@)[^/?#@]*$")
_LOCAL = re.compile(r"[A-Za-z0-9]@[A-Za-z0-9.-]*$")
_DOMAIN = re.compile(r"@[A-Za-z0-9]")
_PERCENT = re.compile("%[0-9a-fA-F]{2}")
_CODED_WORD = re.compile(r"=\?[\w-]+\?([qQbB])\?[^?]*$")
_QUOTED_PRINTABLE = re.compile(r"=[C-F][0-9A-F]=[89AB][0-9A-F]|=\r?\n")
_BACKSLASHED = re.compile(r"(?<!\\)\\++(?:u[0-9a-fA-F{]|x[0-9a-fA-F]|[\"nrt0-7])")
_DELICATE = re.compile("[&<>\"'\\\\]")


def written(text: str, start: int, end: int, replacement: str, form: ValueForm) -> str:
    """What to write for `replacement` in place of `text[start:end]`. Raises NotCut where nothing
    can be written."""
    if not replacement:
        return ""
    before = text[max(0, start - _AROUND) : start]
    word = before[max(map(before.rfind, _STOPS)) + 1 :]
    passage = text[start:end]
    if _is_address(before, word, passage, form) or _DOMAIN.match(text, end):
        return _as_address(word, replacement)
    plain = _escaped(before, passage, replacement, form)
    coded = _CODED_WORD.search(word)
    if coded is not None and coded[1] in "bB":
        raise NotCut("the passage is in the header of a mail, encoded in base64")
    if coded is not None or _QUOTED_PRINTABLE.search(passage):
        return quopri.encodestring(plain.encode(), header=coded is not None).decode()
    return plain


def _escaped(before: str, passage: str, replacement: str, form: ValueForm) -> str:
    """With what would be markup made harmless."""
    if form is ValueForm.PLAIN or not _DELICATE.search(replacement) or _in_section(before):
        return replacement
    if _BACKSLASHED.search(passage):
        raise NotCut(
            "the replacement contains characters that can't be written between such escapes"
        )
    return html.escape(replacement, quote=_tag(before) is not None)


def _in_section(before: str) -> bool:
    """Whether the passage stands in a section of XML without markup."""
    return before.rfind("<![CDATA[") > before.rfind("]]>")


def _tag(before: str) -> int | None:
    """Where the tag begins that the passage stands in."""
    start = before.rfind("<")
    return start if start > before.rfind(">") and _TAG.match(before, start) else None


def _is_address(before: str, word: str, passage: str, form: ValueForm) -> bool:
    """Whether the passage is a part of a URL, of a path or of an email address."""
    if _PERCENT.search(passage) or _LOCAL.search(word) or _URL.search(word):
        return True
    if form is ValueForm.PLAIN:
        return False
    tag = _tag(before)
    if tag is not None:
        attribute = _ATTRIBUTE.search(before, tag)
        return attribute is not None and attribute[1].lower() in _ADDRESSES
    return before.endswith("](" + word)


def _as_address(word: str, replacement: str) -> str:
    """For a URL or path: no blanks, and in the name of a host letters, digits and hyphens only."""
    joined = re.sub(r"\s+", "-", replacement.strip())
    if _HOST.search(word):
        plain = re.sub(r"[^A-Za-z0-9-]+", "-", joined).strip("-")
        return plain.lower() or "removed"
    return quote(joined, safe="@")
