"""What the evidence says of a backup: which one was looked at, and what a restore brings back."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from operasure.core.model import Dump, Installation, Verdict
from operasure.core.typed import filled
from operasure.reports.evidence import shape
from operasure.reports.words import Words

WIDTH = 100
BACKUPS = "backups and database dumps (operasure verify --dump)"
"""What a look at a running installation says nothing about."""
_ELSEWHERE = "the running installation, and other backups"

AGAIN = "after a restore, delete the account again in OpenProject, then run operasure verify"
_STEPS = {
    Verdict.NOT_DELETED: AGAIN,
    Verdict.LEFTOVERS: "after a restore, remove again what is listed, then run operasure verify",
    Verdict.INCOMPLETE: "after a restore, run operasure verify on the restored installation",
    Verdict.CLEAR: None,
}
_SENTENCES = {
    "account": "A restore of this backup restores the account of the person: the account in it "
    "is {account}.",
    "traces": "A restore of this backup does not restore the account, but it restores the "
    "leftovers in it.",
    "unknown": "A restore of this backup does not restore the account; what else it restores "
    "could not be checked in full.",
    "nothing": "A restore of this backup restores nothing of the account.",
}
_BRINGS = {
    Verdict.NOT_DELETED: "account",
    Verdict.LEFTOVERS: "traces",
    Verdict.INCOMPLETE: "unknown",
    Verdict.CLEAR: "nothing",
}


def facts(dump: Dump) -> shape.run.DumpEntry:
    """The entry `installation.dump`."""
    lost = tuple(shape.run.Unrestored(table=t, reason=r) for t, r in dump.unrestored.items())
    return filled(shape.run.DumpEntry, dump, unrestored=lost)


def restore(verdict: Verdict, account: str | None) -> shape.run.Restore:
    """The entry `restore` of `verify`: what a restore of the backup brings back of the person."""
    return shape.run.Restore(brings_back=_BRINGS[verdict], account=account, step=_STEPS[verdict])


def not_covered(texts: Sequence[str], installation: Installation | None) -> tuple[str, ...]:
    """What a command says nothing about; of a backup, that is what runs instead of backups."""
    of_backup = installation is not None and installation.dump is not None
    return tuple(_ELSEWHERE if of_backup and text == BACKUPS else text for text in texts)


def head(document: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Lines that say which backup was looked at; none where it was no backup."""
    dump = (document["installation"] or {}).get("dump")
    if not dump:
        return
    moment = dump["taken_at"]
    made = words("backup.made", moment=moment) if moment else words("backup.undated")
    if dump["by_program"]:
        made = words("backup.by", made=made, version=dump["by_program"])
    if dump["from_server"]:
        made = words("backup.of_server", made=made, version=dump["from_server"])
    yield words("backup.head", form=dump["form"], made=made)
    yield f"        {dump['digest']}"
    for note in dump["notes"]:
        yield from textwrap.wrap(note, WIDTH)


def answer(document: Mapping[str, Any]) -> Iterator[str]:
    """Lines that say what a restore brings back, and what to do then."""
    entry = document.get("restore")
    if not entry:
        return
    said = _SENTENCES[entry["brings_back"]].format(account=entry["account"])
    if entry["step"]:
        said += f" {entry['step'][0].upper()}{entry['step'][1:]}."
    yield from textwrap.wrap(said, WIDTH)
