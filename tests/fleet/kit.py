"""A fleet in a folder: its file, its key, and answers as processes would have written them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from operasure.cli import run
from operasure.core.typed import plain
from operasure.core.verdict import verdict
from operasure.fleet import file
from operasure.fleet.answers import Results
from operasure.reports.certificate import keys, seal
from operasure.reports.evidence import fleet as shape

SINCE = "2026-11-02T10:00:00Z"
DIGEST = "sha256:" + "0" * 64


def key(folder: Path, name: str = "sign.key") -> Ed25519PrivateKey:
    """The key of the fleet, made if it is not there."""
    path = folder / name
    if not path.exists():
        keys.create_signing(path)
    return keys.read_signing(path)


def fleet(
    folder: Path, instances: Mapping[str, Iterable[int]], head: str = "", **places: str
) -> Path:
    """A fleet file; `places` are what names a database, in TOML, by the name of an instance."""
    key(folder)
    lines = ["format = 1", 'name = "sample"', f"since = {SINCE}", 'signing_key = "sign.key"', head]
    for name, ids in instances.items():
        lines += ["[[instance]]", f'name = "{name}"', f"user_ids = {list(ids)}"]
        lines.append(places.get(name.replace("-", "_"), f'database_url_file = "databases/{name}"'))
    path = folder / "fleet.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def answer(question: file.FleetQuestion, /, **changes: Any) -> dict[str, Any]:
    """The members of an answer that is clear, with changes."""
    name = question.instance.name
    made: dict[str, Any] = {
        "kind": shape.ANSWER, "format": 1, "operasure": "1.0", "question": question.digest,
        "instance": name, "user_id": question.user_id, "verdict": "", "exists": False,
        "looked_at": "2026-11-03T10:00:00Z", "leftovers": [], "unchecked": [], "retained": 0,
        "accepted": 0, "database": shape._digest(name), "document": DIGEST, **changes,
    }  # fmt: skip
    left, unseen = bool(made["leftovers"]), bool(made["unchecked"])
    own = verdict(exists=bool(made["exists"]), left=left, unseen=unseen)
    return made | {"verdict": made["verdict"] or str(own)}


def put(
    results: Results, question: file.FleetQuestion, signer: Ed25519PrivateKey, /, **changes: Any
) -> Path:
    """Write an answer with its seal, whatever it says."""
    results.begin()
    path = results.answer(question)
    path.write_text(json.dumps(plain(answer(question, **changes))), encoding="utf-8")
    seal.seal(path, signer)
    return path


def left(rows: int = 3, check: str = "bu-06/rates.user_id") -> list[dict[str, Any]]:
    return [{"check": check, "rows": rows}]


def unchecked(reason: str = "no permission to read it") -> list[dict[str, Any]]:
    return [{"check": "bu-02/grids.user_id", "reason": reason}]


def with_urls(folder: Path, urls: dict[str, str], ids: Any = (42,), head: str = "") -> Path:
    """A fleet file, with the address of each instance in a file."""
    (folder / "databases").mkdir(exist_ok=True)
    for name, url in urls.items():
        (folder / "databases" / name).write_text(f"{url}\n")
    return fleet(folder, dict.fromkeys(urls, ids), head)


def answers(path: Path, results: Path | None = None) -> dict[str, dict[str, Any]]:
    """The answers that there are, by the beginning of their names."""
    folder = results or path.parent / "results"
    return {
        each.name.removesuffix(".answer.json"): json.loads(each.read_bytes())
        for each in folder.glob("*.answer.json")
    }


def summary(path: Path, *words: str) -> bytes:
    made = path.parent / "summary.json"
    run(["fleet", "merge", str(path), "-o", str(made), *words])
    return made.read_bytes()
