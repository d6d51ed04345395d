"""The initial case file: known facts filled in, the others commented out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from operasure.cases.folder import CASE
from operasure.cases.site import Site
from operasure.core import writing
from operasure.core.dates import zone
from operasure.reports.certificate.facts import FACTS, LISTS, Fact, moment

_HEAD = """\
# What only people know of this case; 'operasure help case-file' has every key.
# Remove the # where you state something. PERSONAL DATA: keep it with the case.
"""
_EXAMPLES = {
    "received_on": "2026-11-02",
    "requested_by": '"the person, in writing"',
    "identity_checked": '"a message to the address of the account was answered"',
    "legal_basis": '"Art. 17(1)(b) GDPR: consent withdrawn"',
    "controller": '"Example Works, Sample Road 1, 12345 Exampleton"',
    "contact": '"Data protection officer, privacy@example.com"',
    "deleted_by": '"System administrator"',
    "deleted_at": "2026-11-20T10:15:00+01:00",
    "method": '"OpenProject, Administration, Users, Delete"',
    "recipients": "[]",
    "kept": "[]",
    "answered_on": "2026-11-20",
}
_OF_SITE = (
    "controller", "contact", "deleted_by", "method", "time_zone", "installation", "signed_by",
)  # fmt: skip
OF_ACCESS = ("received_on", "requested_by", "identity_checked")
"""The facts that are asked of a request for access."""
_END = """
# The person, beside what the snapshot knows: former names, other spellings, logins and addresses
[subject]
# names = ["Zoë Müller"]
# logins = ["zmueller"]
# mails = ["zoe.mueller@example.org"]

# Each [[recipients]], [[kept]] and [[elsewhere]] goes below this line.
"""


def begin(
    user_ids: Sequence[int],
    reference: str,
    site: Site,
    site_file: Path | None,
    stated: Mapping[str, Any] | None = None,
) -> str:
    """The case file of a new case, with what is `stated`. `site_file` is named in it, so that no
    later command has to."""
    given = stated or {}
    site = replace(site, **{key: given[key] for key in _OF_SITE if key in given})
    lines = _empty(user_ids, reference, site, site_file, given.get("kind"))
    return _filled("".join(lines), given)


def _empty(
    user_ids: Sequence[int],
    reference: str,
    site: Site,
    site_file: Path | None,
    kind: str | None,
) -> Iterator[str]:
    yield _HEAD
    ids = list(user_ids) if len(user_ids) > 1 else user_ids[0]
    yield f"\nreference = {toml(reference)}\nuser_id = {toml(ids)}\n"
    if site_file:
        yield f"site = {toml(str(site_file.resolve()))}\n"
    if kind == "access":
        yield 'kind = "access"\n'
    for key in _OF_SITE[4:]:
        if stated := getattr(site, key):
            yield f"{key} = {toml(stated)}\n"
    asks = {fact.key: fact.asks for fact in FACTS if fact.key != "reference"}
    asks |= {key: asks for key, asks in LISTS.items() if key in _EXAMPLES}
    if kind == "access":
        asks = {key: asks[key] for key in OF_ACCESS}
        asks["answered_on"] = "day on which the answer was sent"
    for key, says in asks.items():
        stated = getattr(site, key) if key in _OF_SITE else None
        line = f"{key} = {toml(stated)}" if stated else f"# {key} = {_EXAMPLES[key]}"
        yield f"\n# {says}\n{line}\n"
    if kind != "access":
        yield _END


def toml(value: Any) -> str:
    """A text, a number, a date, a moment or a list as TOML writes it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def state(folder: Path, facts: Mapping[str, Any]) -> None:
    """Fill in what is commented out in the case file. Raises UsageError."""
    path = folder / CASE
    writing.write(path, _filled(path.read_text(encoding="utf-8"), facts))


def typed(fact: Fact, text: str, time_zone: str | None) -> Any:
    """What a person typed for a fact; a moment without its offset is one of the `time_zone`, if
    that has it once. Raises UsageError."""
    if fact.read is moment and time_zone:
        with suppress(ValueError):
            found = datetime.fromisoformat(text)
            both = {found.replace(tzinfo=zone(time_zone), fold=fold) for fold in (0, 1)}
            offsets = {each.utcoffset() for each in both}
            if found.tzinfo is None and len(text) > len("2026-11-20") and len(offsets) == 1:
                return found.replace(tzinfo=timezone(offsets.pop() or timedelta()))
    return fact.read(fact.key, text)


def _filled(content: str, facts: Mapping[str, Any]) -> str:
    for key, value in facts.items():
        line = f"{key} = {toml(value)}"
        pattern = re.compile(rf"^# {re.escape(key)} = .*$", re.M)
        content = pattern.sub(line.replace("\\", r"\\"), content, count=1)
    return content
