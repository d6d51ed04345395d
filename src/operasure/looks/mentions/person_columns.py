"""The person's names, logins and email addresses in columns that exist to name somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from operasure.checks.control import FAILED
from operasure.checks.run import ROW_IDS, digest, unchecked
from operasure.core.model import Check, Outcome, Result, RowId
from operasure.core.progress import NOBODY, Meter
from operasure.core.queries import Queries, statement
from operasure.database.session import Session
from operasure.looks.mentions import places
from operasure.looks.mentions.outcomes import FOUND
from operasure.looks.mentions.places import Places, Source
from operasure.looks.mentions.search import Search
from operasure.looks.mentions.spool import Spool
from operasure.matching.identity import Identity
from operasure.matching.seek import Seeker
from operasure.matching.variants import RANK

SUREST = RANK["certain"]
"""A family name alone may be a namesake's: `find-mentions` lists it."""


def outcomes(
    session: Session,
    queries: Queries,
    identity: Identity,
    progress: Meter = NOBODY,
    keep: Callable[[Check, list[RowId]], object] | None = None,
) -> list[Outcome]:
    """One outcome for each column of persons (a committer, a participant of a meeting, …); its
    check has the id of the mention query with `:person` at the end. `keep` is told all rows of
    each check that has any."""
    first = session.readers[0]
    sizes = first.fetch(statement("openproject/sizes"))
    found = places.find(queries, session.catalogue, sizes)
    sources = _sources(found)
    parts = places.parts(sources, first.connection.info.server_version)
    spool = Spool()
    try:
        search = Search(session.readers, sources, Seeker(replace(identity, user_ids=())), spool)
        failures = search.read(parts, progress)
        failures |= search.locate()
        fields = [sources[source].fields[field] for source, field in search.fields]
        rows = _rows(spool, [field.checks for field in fields])
        reasons = {c.id: why for number, why in failures.items() for c in fields[number].checks}
        return [
            *_outcomes(search, [f.checks for f in fields], rows, reasons, keep),
            *(unchecked(own, why) for c, why in found.unreadable for own in _own([c])),
            *(Outcome(check, Result.ABSENT) for check in _own(found.absent)),
        ]
    finally:
        spool.close()


def ids(queries: Queries) -> set[str]:
    """The ids of all checks that `outcomes` may give."""
    return {person_id(check) for check in queries.texts if check.kind == "person"}


def person_id(check: Check) -> str:
    """The id of the check that looks for the person and not for the id."""
    return f"{check.id.removesuffix(':text')}:person"


def _sources(found: Places) -> list[Source]:
    people = (replace(s, fields=tuple(f for f in s.fields if f.structured)) for s in found.sources)
    return [source for source in people if source.fields]


def _own(checks: Iterable[Check]) -> Iterator[Check]:
    return (replace(check, id=person_id(check)) for check in checks if check.kind == "person")


def _rows(spool: Spool, checks: Sequence[Sequence[Check]]) -> dict[str, list[RowId]]:
    """Keys by check id, each once."""
    rows: dict[str, dict[RowId, None]] = defaultdict(dict)
    for joined in spool.joined():
        if joined.rank >= SUREST and joined.key is not None:
            own = checks[joined.field]
            check = own[-1] if joined.number is None else own[joined.number]
            rows[check.id][joined.key] = None
    return {check: list(keys) for check, keys in rows.items()}


def _outcomes(
    search: Search,
    checks: Sequence[Sequence[Check]],
    rows: Mapping[str, list[RowId]],
    reasons: Mapping[str, str],
    keep: Callable[[Check, list[RowId]], object] | None,
) -> Iterator[Outcome]:
    clear: dict[int, list[Check]] = defaultdict(list)
    for number, members in enumerate(checks):
        for check in members:
            own = replace(check, id=person_id(check))
            if keys := rows.get(check.id):
                if keep:
                    keep(own, keys)
                yield Outcome(
                    own,
                    Result.LEFTOVER,
                    len(keys),
                    tuple(keys[:ROW_IDS]),
                    control=FOUND,
                    query=digest(check),
                )
            elif check.id in reasons:
                yield unchecked(own, reasons[check.id])
            else:
                clear[search.fields[number][0]].append(own)
    controls, failures = search.control(clear)
    for own in (check for members in clear.values() for check in members):
        control = controls.get(own.id)
        if own.id in failures or control is None:
            yield unchecked(own, failures.get(own.id, FAILED))
        else:
            yield Outcome(own, Result.CLEAR, control=control, query=digest(own))
