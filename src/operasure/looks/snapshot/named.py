"""Rows whose texts name the person in words, in addition to rows with the id."""

from __future__ import annotations

from collections.abc import Mapping

from operasure.core.model import Check, RowId
from operasure.core.progress import NOBODY, Meter
from operasure.core.queries import Queries, statement
from operasure.database.session import Session
from operasure.looks.mentions import places
from operasure.looks.mentions.places import Places
from operasure.looks.mentions.search import Search
from operasure.looks.mentions.spool import Spool
from operasure.looks.snapshot.packing import Chunk, Packer
from operasure.matching.identity import Identity
from operasure.matching.seek import Seeker
from operasure.matching.variants import RANK

SUREST = RANK["likely"]
"""A family or given name alone is no mention of this person yet."""


def find(
    session: Session,
    queries: Queries,
    identity: Identity,
    known: Mapping[str, set[RowId]],
    progress: Meter = NOBODY,
) -> tuple[dict[Check, tuple[Chunk, ...]], dict[str, str]]:
    """By check the rows that name the person and are not in `known` (keys by check id), and why
    checks (by id) were not read, or not in full."""
    first = session.readers[0]
    sizes = first.fetch(statement("openproject/sizes"))
    found = places.find(queries, session.catalogue, sizes)
    parts = places.parts(found.sources, first.connection.info.server_version)
    spool = Spool()
    try:
        search = Search(session.readers, found.sources, Seeker(identity), spool)
        failures = search.read(parts, progress)
        failures |= search.locate()
        rows = _rows(found, search, spool, known)
        fields = [found.sources[source].fields[field] for source, field in search.fields]
        return rows, {c.id: why for n, why in failures.items() for c in fields[n].checks}
    finally:
        spool.close()


def _rows(
    found: Places, search: Search, spool: Spool, known: Mapping[str, set[RowId]]
) -> dict[Check, tuple[Chunk, ...]]:
    packers: dict[Check, Packer] = {}
    fields = [found.sources[source].fields[field] for source, field in search.fields]
    last: tuple[str, RowId] | None = None
    for joined in spool.joined():
        if joined.rank < SUREST or joined.key is None:
            continue
        checks = fields[joined.field].checks
        check = checks[-1] if joined.number is None else checks[joined.number]
        if (check.id, joined.key) == last or joined.key in known.get(check.id, ()):
            continue
        last = check.id, joined.key
        packers.setdefault(check, Packer()).add(joined.key)
    return {check: packer.finish() for check, packer in packers.items()}
