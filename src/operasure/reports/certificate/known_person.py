"""What the snapshot knows of the person, as a certificate needs it."""

from __future__ import annotations

from collections.abc import Sequence

from operasure.core.errors import UsageError
from operasure.looks.snapshot.model import KnownAs, Snapshot
from operasure.matching.identity import Identity
from operasure.reports.certificate.token import KnownPerson

_FIELDS = {KnownAs.NAME: "names", KnownAs.LOGIN: "logins", KnownAs.MAIL: "mails"}


def known(snapshots: Sequence[Snapshot]) -> KnownPerson:
    """Names, logins and email addresses of the snapshots of one person, each account's own
    first. What is too short to be searched for is left out."""
    found: dict[str, list[str]] = {name: [] for name in _FIELDS.values()}
    for each in (each for snapshot in snapshots for each in snapshot.known):
        field = _FIELDS.get(each.kind)
        if field and _searchable(field, each.value):
            found[field].append(each.value)
    return KnownPerson(**{field: tuple(dict.fromkeys(values)) for field, values in found.items()})


def _searchable(field: str, value: str) -> bool:
    given = KnownPerson(**{field: (value,)})
    try:
        Identity.of(given.names, given.logins, given.mails)
    except UsageError:
        return False
    return True
