"""A case by its commands: a site file, reviews as a browser exports them, and what lies there."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from operasure.looks.mentions.find import PURPOSE
from operasure.reports.certificate import keys

Mention = Mapping[str, Any]
FACTS = {
    "received_on": "2026-11-02",
    "requested_by": '"the person, in writing"',
    "identity_checked": '"a message to the address of the account was answered"',
    "legal_basis": '"Art. 17(1)(b) GDPR: consent withdrawn"',
    "deleted_by": '"System administrator"',
    "method": '"OpenProject, Administration, Users, Delete"',
    "recipients": "[]",
    "kept": "[]",
}
BERLIN = ZoneInfo("Europe/Berlin")
"""The time zone of the site file."""
PASSPHRASE = "correct horse battery"


def site(folder: Path, path: Path | None = None, **values: str) -> Path:
    """A site file with a signing key, and the values (as TOML) besides."""
    if not (folder / "sign.key").exists():
        keys.create_signing(folder / "sign.key")
    (folder / "undo.pass").write_text(PASSPHRASE, encoding="utf-8")
    whole = {
        "controller": '"Example Works"', "contact": '"privacy@example.com"',
        "signed_by": '"A. Example, officer"', "time_zone": '"Europe/Berlin"',
        "signing_key": f'"{folder}/sign.key"',
        "undo_passphrase_file": f'"{folder}/undo.pass"', **values,
    }  # fmt: skip
    path = path or folder / "site.toml"
    path.write_text("\n".join(f"{k} = {v}" for k, v in whole.items()), encoding="utf-8")
    path.chmod(0o600)
    return path


def state(case: Path, **facts: str) -> None:
    """Remove the # before facts, as a person does in an editor."""
    path = case / "case.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, value in facts.items():
        [at] = [i for i, line in enumerate(lines) if line.startswith(f"# {key} = ")]
        lines[at] = f"{key} = {value}"
    path.write_text("\n".join(lines), encoding="utf-8")


def newest(case: Path, command: str) -> dict[str, Any]:
    """The newest document of a command."""
    found: dict[str, Any] = json.loads(sorted(case.glob(f"*-{command}.json"))[-1].read_bytes())
    return found


def review(
    case: Path, name: str, decide: Callable[[Mention], str | None], moment: str, by: str = ""
) -> Path:
    """Decisions on what the newest search left open, as the work list exports them."""
    key = hmac.digest(keys.read_case(case / "case.key"), PURPOSE, hashlib.sha256).hex()
    marks = []
    for mention in newest(case, "find-mentions")["mentions"]:
        decision = decide(mention)
        if decision is not None and mention["decision"] is None:
            schema = f"{mention['schema']}." if mention["schema"] else ""
            place = f"{schema}{mention['table']}.{mention['column']} {mention['row_id']}"
            mark = {"id": mention["id"], "decision": decision, "ground": "minutes"}
            marks.append(mark | {"place": place, "at": moment, "by": by})
    head = {"kind": "operasure review", "delete_after": "2099-01-01", "format": 1, "key": key}
    path = case / name
    path.write_text(json.dumps(head | {"marks": marks}), encoding="utf-8")
    return path


def log(case: Path) -> list[str]:
    """The command lines that were run, without their moments."""
    lines = (case / "case.log").read_text(encoding="utf-8").splitlines()
    return [line.partition(" $ ")[2] for line in lines if " $ " in line]
