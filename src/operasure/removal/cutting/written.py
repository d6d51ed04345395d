"""How the text that takes a passage's place is written there: in a tag, in a URL, in mail."""

from __future__ import annotations

import html
import quopri
import re
from urllib.parse import quote

from operasure.removal.cutting.edits import Form, NotCut

_AROUND = 4_000
"""Characters before a passage that say where it stands."""
_IN_TAG = re.compile(r"<[A-Za-z/][^<>]*$")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"[^"]*|'[^']*|[^\s"'<>]*)$""")
_ADDRESSES = frozenset("href src action data-link data-url cite poster srcset formaction".split())
_WORD_BEFORE = re.compile(r"[^\s\"'<>()\[\]{}|`]*$")
_URL = re.compile(
    r"(?:^|[=:,;])(?:[A-Za-z][A-Za-z0-9+.-]*://|mailto:|//|\.{0,2}/(?=.)|\?)|%3A%2F%2F"
)
_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#\s]*@)?|[\w+-]@)[^/?#\s@]*$")
_LOCAL = re.compile(r"[A-Za-z0-9]@[A-Za-z0-9.-]*$")
_DOMAIN = re.compile(r"@[A-Za-z0-9]")
_LINK = re.compile(r"\]\(\s*<?[^()\s]*$")
_PERCENT = re.compile("%[0-9a-fA-F]{2}")
_ENCODED_WORD = re.compile(r"=\?[\w-]+\?([qQbB])\?[^?\s]*$")
_QUOTED_PRINTABLE = re.compile(r"=[C-F][0-9A-F]=[89AB][0-9A-F]|=\r?\n")
_BACKSLASHED = re.compile(r"\\+(?:u[0-9a-fA-F{]|x[0-9a-fA-F]|[\"nrt0-7])")
_SECTION = re.compile(r"<!\[CDATA\[(?:(?!\]\]>).)*$", re.DOTALL)
_DELICATE = re.compile("[&<>\"'\\\\]")


def written(text: str, start: int, end: int, replacement: str, form: Form) -> str:
    """What to write for `replacement` in place of `text[start:end]`."""
    if not replacement:
        return ""
    before = text[max(0, start - _AROUND) : start]
    passage = text[start:end]
    if _is_address(before, passage, form) or _is_mail(before, text, end):
        return _as_address(before, replacement)
    plain = _escaped(before, passage, replacement, form)
    word = _ENCODED_WORD.search(before)
    if word is not None and word[1] in "bB":
        raise NotCut("the passage stands in the header of a mail, coded in base64")
    if word is not None or _QUOTED_PRINTABLE.search(passage):
        return quopri.encodestring(plain.encode(), header=word is not None).decode()
    return plain


def _escaped(before: str, passage: str, replacement: str, form: Form) -> str:
    """With what would be markup made harmless."""
    if form is Form.PLAIN or not _DELICATE.search(replacement) or _SECTION.search(before):
        return replacement
    if _BACKSLASHED.search(passage):
        raise NotCut("the replacement holds characters that can't stand between such escapes")
    return html.escape(replacement, quote=_IN_TAG.search(before) is not None)


def _is_address(before: str, passage: str, form: Form) -> bool:
    """Whether the passage is a part of a URL or of a path."""
    if _PERCENT.search(passage):
        return True
    if form is not Form.PLAIN:
        tag = _IN_TAG.search(before)
        if tag is not None:
            attribute = _ATTRIBUTE.search(before, tag.start())
            if attribute is not None:
                return attribute[1].lower() in _ADDRESSES or _starts_url(before)
        if _LINK.search(before):
            return True
    return _starts_url(before)


def _is_mail(before: str, text: str, end: int) -> bool:
    """Whether the passage is a part of a mail address, or of a login on a host."""
    return bool(_DOMAIN.match(text, end) or _LOCAL.search(before))


def _starts_url(before: str) -> bool:
    word = _WORD_BEFORE.search(before)
    return word is not None and _URL.search(word.group()) is not None


def _as_address(before: str, replacement: str) -> str:
    """For a URL or path: no blanks, and in the name of a host letters, digits and hyphens only."""
    joined = re.sub(r"\s+", "-", replacement.strip())
    if _HOST.search(before):
        plain = re.sub(r"[^A-Za-z0-9-]+", "-", joined).strip("-")
        return plain.lower() or "removed"
    return quote(joined, safe="@")
