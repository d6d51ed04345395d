"""`operasure files`, as a person asks it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from operasure.cli import run
from support.evidence import validate
from support.storage import NAME, Site

WHO = ["--user-id", "42", "--name", NAME, "--mail", "zoe@example.org"]
MakeSite = Callable[..., Site]


def look(site: Site, *more: str, who: list[str] | None = None) -> list[str]:
    where = ["--attachments-dir", str(site.root), "--database-url", site.url, "--jobs", "1"]
    return ["files", *where, *(WHO if who is None else who), *more]


def found(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Exit code, document, and the outcome of each check by its label."""
    capsys.readouterr()
    code = run([*arguments, "--format", "json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    validate(document)
    outcomes = {re.sub(r".*\((.*)\)", r"\1", c["id"]): c["outcome"] for c in document["checks"]}
    return code, document, outcomes
