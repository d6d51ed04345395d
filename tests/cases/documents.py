"""Documents of a case made by hand, and what is due by them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from operasure.cases import folder, steps
from operasure.cases.commands import CaseStep
from operasure.cases.site import Site
from operasure.cases.steps import Turn

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SITE = Site(memcached=("10.0.0.5:11211",))


def write(case: Path, name: str, minute: int, **more: Any) -> Path:
    """An evidence document, as far as a case reads it."""
    moment = (NOW + timedelta(minutes=minute)).isoformat()
    command = name.partition("-")[2].removesuffix(".json")
    found: dict[str, Any] = {
        "format": 1, "operasure": "0", "command": command, "verdict": "clear", "checks": [],
        "mentions": [], "cache": [], "subject": {"user_id": 42}, "installation": None,
        "run": {"started_at": moment, "finished_at": moment},
    }  # fmt: skip
    if command == "find-mentions":
        found["searched"] = {"tokens": sorted(folder.read(case).sought)}
    path = case / name
    path.write_text(json.dumps(found | more), encoding="utf-8")
    return path


def due(case: Path, minute: int = 60, *, exists: bool = False) -> CaseStep | Turn:
    now = NOW + timedelta(minutes=minute)
    return steps.due(folder.read(case), SITE, now, living=(42,) if exists else ())


def name(found: CaseStep | Turn) -> str:
    return found.name if isinstance(found, CaseStep) else f"turn: {found.what}"


def leftover(until: str | None = None) -> list[dict[str, Any]]:
    outcome = "retained" if until else "leftover"
    return [{"id": "x", "outcome": outcome, "rows": 1, "retained": 1, "until": until}]
