"""Asks on a terminal for the facts of a case that only people know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from operasure.core.errors import UsageError
from operasure.core.legible import visible

if TYPE_CHECKING:
    from operasure.cases.site import Site
    from operasure.reports.certificate.facts import Fact


def facts(wanted: list[Fact], time_zone: str | None, proposed: Mapping[str, str]) -> dict[str, Any]:
    """Ask for facts, again where what is typed is none; what is left empty stays out."""
    from operasure.cases.facts import typed as read

    click.echo("Leave empty what you don't know yet.", err=True)
    stated: dict[str, Any] = {}
    for fact in wanted:
        default = proposed.get(fact.key, "")
        question = f"{fact.key} ({fact.asks})"
        while typed := click.prompt(
            question, default=default, show_default=bool(default), err=True
        ).strip():
            try:
                stated[fact.key] = read(fact, typed, time_zone)
                break
            except UsageError as error:
                click.echo(visible(str(error)), err=True)
    return stated


def all_facts(site: Site, is_gone: bool, kind: str = "erasure") -> dict[str, Any]:
    """Ask for the facts that nobody has stated; what is left empty stays to be stated in the
    case file."""
    from operasure.cases.facts import OF_ACCESS
    from operasure.reports.certificate.facts import FACTS

    if kind == "access":
        return facts([e for e in FACTS if e.key in OF_ACCESS], site.time_zone, {})
    known = {"reference"} | (set() if is_gone else {"deleted_at"})
    wanted = [e for e in FACTS if e.key not in known and not getattr(site, e.key, None)]
    stated = facts(wanted, site.time_zone, {})
    for key, question in (
        ("recipients", "Was nobody else given the data, so that nobody had to be told (Art. 19)?"),
        ("kept", "Is nothing else kept, on any ground?"),
    ):
        if click.confirm(question, default=False, err=True):
            stated[key] = []
    if is_gone:
        names = click.prompt("names of the person, separated by ;", default="", err=True)
        if found_names := [each.strip() for each in names.split(";") if each.strip()]:
            stated["names"] = found_names
    return stated
