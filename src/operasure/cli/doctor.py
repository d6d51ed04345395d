"""`operasure doctor`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from operasure.cli import site as sites
from operasure.core.legible import visible


@click.command("doctor")
@sites.option
def command(site_file: Path | None) -> int:
    """Check what a case needs, and say how to fix what is missing.

    Exit code: 0 everything that a case needs is there, 3 something is missing; 2 wrong usage.
    """
    from operasure.cases import doctor, site

    found = site.find(site_file, os.environ)
    missing = 0
    with sites.databases(found):
        for each in doctor.examine(found, os.environ):
            missing += each.needed and not each.found
            word = "found" if each.found else "MISSING" if each.needed else "without"
            mend = f"; {each.mend}" if each.mend else ""
            click.echo(visible(f"{word:8} {each.what}: {each.says}{mend}"))
    return 3 if missing else 0
