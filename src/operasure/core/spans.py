"""Releases in checks: the headers `since` and `until`, and several blocks with one name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from operasure.core.errors import UsageError
from operasure.core.model import Check, Expected, Handling

_RELEASE = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}")
_MIGRATION = re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])[0-3][0-9]{7}")


def handling(expected: Expected, header: Mapping[str, str]) -> Handling | None:
    """What the header of a block says, None where it holds for every release. Raises ValueError for
    what is neither a release nor a migration."""
    since, until = header.get("since"), header.get("until")
    if since is None and until is None:
        return None
    found = [_mark(*each) for each in (("since", since), ("until", until)) if each[1] is not None]
    if len(found) == 2 and len(found[0]) == len(found[1]) and found[0] >= found[1]:
        raise ValueError(f"since {since} is not earlier than until {until}: exchange them")
    return Handling(
        expected,
        since,
        until,
        expires=header.get("expires"),
        removal=header.get("removal"),
        note=header.get("note"),
        source=header.get("source"),
    )


def _mark(key: str, value: str | None) -> tuple[int, ...]:
    if not value or not (_RELEASE.fullmatch(value) or _MIGRATION.fullmatch(value)):
        raise ValueError(
            f"'{key}: {value}' must be a release, such as 17.7, or the number of a migration, "
            f"such as 20260706065400"
        )
    return tuple(map(int, value.split(".")))


def by_name(checks: Iterable[Check], places: Iterable[str]) -> list[Check]:
    """The checks, those of one name as one: what the deletion does there by release."""
    groups: dict[str, list[tuple[Check, str]]] = {}
    for check, place in zip(checks, places, strict=True):
        groups.setdefault(check.id, []).append((check, place))
    return [_joined(group) if len(group) > 1 else group[0][0] for group in groups.values()]


def _joined(group: list[tuple[Check, str]]) -> Check:
    """One check of several blocks of the same name, whose spans follow each other."""
    (first, at), *rest = group
    name, place = first.id, rest[0][1]
    if not all(check.handlings for check, _ in group):
        raise UsageError(
            f"{place}: the check {name} appears twice, first in {at}; give one a label, or give "
            f"each its releases ('-- since:', '-- until:')"
        )
    left = {check.handlings[0].since: check.handlings[0] for check, _ in group}
    starts = set(left) - {handling.until for handling in left.values()}
    mark = next(iter(starts), None)
    chain: list[Handling] = []
    while mark in left:
        chain.append(left.pop(mark))
        mark = chain[-1].until
        if mark is None:
            break
    if len(chain) < len(group):
        raise UsageError(
            f"{place}: the releases of the check {name} do not follow each other: the '-- until:' "
            f"of each is the '-- since:' of the next, written alike; first in {at}"
        )
    for check, where in rest:
        if (check.sql.split(), check.needs, check.absent) != (
            first.sql.split(),
            first.needs,
            first.absent,
        ):
            raise UsageError(
                f"{where}: the check {name} reads another table or column than in {at}: give one "
                f"a label"
            )
    newest = next(check for check, _ in group if check.handlings[0] is chain[-1])
    return replace(newest, handlings=tuple(chain))
