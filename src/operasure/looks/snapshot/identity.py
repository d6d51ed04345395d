"""The names and addresses of a person, present and former, from the installation itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import psycopg

from operasure.core.errors import UsageError
from operasure.database.reader import reason
from operasure.database.session import Session
from operasure.looks.snapshot.model import Known, KnownAs
from operasure.matching.identity import MOST_NAMES, Identity
from operasure.matching.names import PersonName, elements

MOST = 1000
"""Values that one source may give; whoever has more is no single person."""
LONGEST = 500
"""Characters of one value."""
_MAIL = re.compile(r"[^\s@<>\"'()]{1,200}@[^\s@<>\"'()]{1,200}")
_COMMITTER = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<mail>[^<>\s]+)>\s*")
_SHORTEST_ID = 4
SURE = {"the account", "audit copies"}
"""Sources that give what the person was called and nothing else."""


def read(session: Session, user_id: int) -> tuple[list[Known], list[tuple[str, str]]]:
    """Everything the person is known by, and what could not be read, each with the reason."""
    found: list[Known] = []
    unread: list[tuple[str, str]] = []
    for section in session.catalogue.sections("snapshot/identity", "kind", "from"):
        kind, source = section.header["kind"], section.header["from"]
        try:
            rows = session.readers[0].fetch(section.sql, user_id=user_id)[:MOST]
        except psycopg.Error as error:
            unread.append((f"identity: {kind} from {source}", reason(error)))
            continue
        if kind == "beside":
            rows = [row for row in rows if row["value"] and _akin(row["value"], found)]
        for row in rows:
            found += _known("name" if kind == "beside" else kind, source, row)
    return distinct(found), unread


def distinct(found: Iterable[Known]) -> list[Known]:
    """Without repetitions, the first source of each kept, and without what says nothing."""
    seen: dict[tuple[KnownAs, str, str | None], Known] = {}
    for each in found:
        if each.value.strip() and len(each.value) <= LONGEST:
            seen.setdefault((each.kind, each.value, each.label), each)
    return list(seen.values())


def _known(kind: str, source: str, row: Mapping[str, Any]) -> Iterator[Known]:
    if "given" in row:
        given, family = (str(row[half] or "").strip() for half in ("given", "family"))
        yield Known(KnownAs.NAME, f"{given} {family}".strip(), source, given, family)
        return
    value = str(row["value"] or "").strip()
    if kind == "committer":
        yield from _committer(value, source)
    elif kind == "field":
        yield Known(KnownAs.FIELD, value, source, label=str(row["label"]))
        yield from (Known(KnownAs.MAIL, mail, source) for mail in _MAIL.findall(value))
    else:
        yield Known(KnownAs(kind), value, source)


def _committer(value: str, source: str) -> Iterator[Known]:
    """`Name <mail>` of Git, or the login of Subversion."""
    parts = _COMMITTER.fullmatch(value)
    name = parts["name"] if parts else value
    if parts:
        yield Known(KnownAs.MAIL, parts["mail"], source)
    if _MAIL.fullmatch(name):
        yield Known(KnownAs.MAIL, name, source)
    elif name:
        yield Known(KnownAs.NAME if " " in name else KnownAs.LOGIN, name, source)


def _akin(value: str, found: Iterable[Known]) -> bool:
    """Whether a name beside something of the person shares a word with one of theirs."""
    own = {word for k in found if k.source in SURE for word in _words(k.value)}
    own |= {k.value.lower() for k in found if k.kind is KnownAs.LOGIN}
    return bool(own & {*_words(value), value.lower()})


def _words(name: str) -> set[str]:
    return {part for word in name.split() for part in elements(word) if len(part) > 1}


def from_mentions(names: Iterable[str]) -> list[Known]:
    """The names under which texts mention the person."""
    source = "mentions in texts"
    plain = dict.fromkeys(" ".join(name.split()) for name in names)
    return [Known(KnownAs.NAME, name, source) for name in plain if name]


def searchable(known: Iterable[Known], user_id: int) -> Identity:
    """What `find-mentions` can look for; what it would refuse (a single letter, …) stays apart."""
    names: list[PersonName] = []
    logins: list[str] = []
    mails: list[str] = []
    refused: list[str] = []
    for each in known:
        try:
            match each.kind:
                case KnownAs.NAME:
                    names.append(_name(each))
                case KnownAs.MAIL:
                    mails += Identity.of(mails=[each.value]).mails
                case KnownAs.LOGIN:
                    logins += _login(each.value)
                case KnownAs.PROVIDER_ID:
                    tail = each.value.partition(":")[2] or each.value
                    logins += _login(tail) if len(tail) >= _SHORTEST_ID else ()
        except UsageError:
            if each.kind is not KnownAs.PROVIDER_ID and each.source in SURE:
                refused.append(each.value)
    most, half = MOST_NAMES, MOST_NAMES // 2
    refused += [*map(str, names[most:]), *logins[half:], *mails[half:]]
    found = Identity.of(names[:most], logins[:half], mails[:half], [user_id])
    return replace(found, refused=tuple(dict.fromkeys(refused)))


def _name(known: Known) -> PersonName:
    if known.given or known.family:
        return PersonName.of(given=known.given, family=known.family)
    return PersonName.parse(known.value)


def _login(login: str) -> tuple[str, ...]:
    """A login, which may be an email address."""
    found = Identity.of(logins=[login])
    return found.logins or found.mails
