"""`operasure doctor`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure import __version__
from operasure.cli import common, option
from operasure.cli import site as sites
from operasure.core.legible import visible

if TYPE_CHECKING:
    from operasure.cases.doctor import DoctorFinding


@click.command("doctor")
@sites.file_option
@option.choice(
    "--format", "form", of=["text", "json"], default="text", help="Format of the output."
)
@option.new_file("--output", "-o", help="Write to a file (mode 0600) instead of standard output.")
def command(site_file: Path | None, form: str, output: Path | None) -> int:
    """Check what a case needs, and say how to fix what is missing.

    Exit code: 0 everything that a case needs is there, 3 something is missing; 2 wrong usage.
    """
    from operasure.cases import doctor, site

    found = site.find(site_file, os.environ)
    with sites.databases(found):
        findings = doctor.examine(found, os.environ)
        if form == "text" and output is None:  # some take a while: each is told at once
            known = []
            for each in findings:
                known.append(each)
                click.echo(_line(each))
        else:
            known = list(findings)
            lines = "".join(f"{_line(each)}\n" for each in known)
            common.emit(_document(known) if form == "json" else lines, output)
    return 0 if _is_complete(known) else 3


def _is_complete(findings: list[DoctorFinding]) -> bool:
    return all(each.found or not each.needed for each in findings)


def _line(each: DoctorFinding) -> str:
    word = "found" if each.found else "MISSING" if each.needed else "without"
    source = f" (from {each.source})" if each.source else ""
    mend = f"; {each.mend}" if each.mend else ""
    return visible(f"{word:8} {each.what}: {each.says}{source}{mend}")


def _document(findings: list[DoctorFinding]) -> str:
    made = {
        "operasure": __version__,
        "complete": _is_complete(findings),
        "findings": [asdict(each) | {"found": each.found} for each in findings],
    }
    return json.dumps(made, indent=2) + "\n"
