"""Searches for persons in a test's database, and what they found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from operasure.core.model import Result
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.mentions.find import Findings, Options, find_mentions
from operasure.looks.mentions.hits import Hit
from operasure.matching.identity import Identity
from support.planting import Planter

PERSON = Identity.of(
    names=["Jürgen Brandström"],
    logins=["j_brandstroem"],
    mails=["juergen.brandstroem@example.org"],
    user_ids=[42],
)
"""Whom the sample installations name."""


@contextmanager
def search(url: str, identity: Identity = PERSON, **options: Any) -> Iterator[Findings]:
    """A search of a database; its findings last as long as the block."""
    access = options.pop("access", Access(jobs=options.pop("jobs", 2)))
    with find_mentions(target(url, {}), Options(identity, access=access, **options)) as found:
        yield found


def hits(url: str, identity: Identity = PERSON, **options: Any) -> list[Hit]:
    """Every mention that is open."""
    with search(url, identity, **options) as found:
        return list(found.hits())


def unchecked(found: Findings) -> dict[str, str | None]:
    """The tables that could not be read, with the reason."""
    return {o.check.table: o.reason for o in found.outcomes if o.result is Result.UNCHECKED}


def execute(url: str, *statements: str) -> None:
    """Run statements on a test's own database."""
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def write_page(url: str, *texts: str) -> None:
    """Put texts into wiki pages with the ids 1, 2, …"""
    with psycopg.connect(url) as connection:
        planter = Planter(connection)
        for number, text in enumerate(texts, 1):
            planter.plant("wiki_pages", {"id": number, "text": text, "author_id": 7})
