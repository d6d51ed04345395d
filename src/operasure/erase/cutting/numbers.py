"""Lists of numbers: `1, 42`, `1 42`, and arrays as PostgreSQL writes them, `{1,42,NULL}`."""

from __future__ import annotations

import re

from operasure.erase.cutting.edits import NotCut

_WHOLE = re.compile(r"(\s*[\[{]?\s*)(.*?)(\s*[\]}]?\s*)", re.DOTALL)
_SEPARATOR = re.compile(r"(\s*[,;]\s*|\s+)")
_ITEM = re.compile(r"([\"']?)(\d+)\1|NULL|")


def take_out(value: str, user_id: int) -> str:
    """The list without the number, and without one of the separators beside it."""
    head, items, separators, tail = _parts(value)
    body, gap, found = "", "", False
    for item, behind in zip(items, [*separators, ""], strict=True):
        if item.strip("\"'") == str(user_id):
            found = True
        else:
            body, gap = f"{body}{gap}{item}", behind
    if not found:
        raise NotCut("the id is not in the list")
    return f"{head}{body}{tail}"


def replace(value: str, old: int, new: int) -> str:
    """The list with another number in place of one."""
    head, items, separators, tail = _parts(value)
    changed = [re.sub(rf"(?<!\d){old}(?!\d)", str(new), item) for item in items]
    if changed == items:
        raise NotCut("the id is not in the list")
    body = "".join(item + gap for item, gap in zip(changed, [*separators, ""], strict=True))
    return f"{head}{body}{tail}"


def _parts(value: str) -> tuple[str, list[str], list[str], str]:
    """What stands before, the items, what parts them, and what stands behind."""
    whole = _WHOLE.fullmatch(value)
    head, body, tail = whole.groups() if whole is not None else ("", value, "")
    parts = _SEPARATOR.split(body)
    items, separators = parts[::2], parts[1::2]
    if not all(map(_ITEM.fullmatch, items)):
        raise NotCut("the value is not a list of numbers")
    return head, items, separators, tail
