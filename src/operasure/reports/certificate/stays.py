"""What stays although nothing is left in a place that must be empty: for the first line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from operasure.reports.certificate.holding import UNDO

Predicate = Mapping[str, Any]


def but_for(predicate: Predicate) -> list[dict[str, Any]]:
    """What a clear result is not clear of, by kind: how many, and until when the last of them is to
    stay (None where one has no day). `undo` are files with which a removal can be taken back,
    `files` others that hold the person, `retained` and `accepted` entries, `texts` kept after the
    review, `stated` what the controller keeps besides."""
    groups = predicate["groups"]
    held = [each for each in predicate["holding"] if each["destroyed_on"] is None]
    undo = [each["until"] for each in held if each["kind"] == UNDO]
    files = [each["until"] for each in held if each["kind"] != UNDO]
    retained = [group["until"] for group in groups if group["retained_rows"]]
    counted = [
        ("undo", len(undo), undo),
        ("files", len(files), files),
        ("retained", predicate["totals"]["retained_rows"], retained),
        ("accepted", predicate["totals"]["accepted_rows"], _untils(predicate["accepted"])),
        ("texts", predicate["totals"]["kept"], [None]),
        ("stated", len(predicate["kept"]), _untils(predicate["kept"])),
    ]
    return [
        {"what": what, "count": count, "until": _last(untils)}
        for what, count, untils in counted
        if count
    ]


def _untils(entries: Iterable[Mapping[str, Any]]) -> list[str | None]:
    return [entry["until"] for entry in entries]


def _last(untils: Iterable[str | None]) -> str | None:
    days = list(untils)
    return None if None in days else max(filter(None, days), default=None)
