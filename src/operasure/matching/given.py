"""What a person is known by, as options, files and standard input give it.

A command line is kept in the history of the shell and shown in the list of processes; a file
isn't. One thing a line: a bare line is a name, or an email address where it has the form of one;
`login:`, `mail:`, `name:` and `id:` say what follows. Empty lines and those that begin with # are
left out. A case file says the same under [subject].
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from operasure.core.errors import UsageError
from operasure.matching.identity import Identity
from operasure.matching.names import PersonName

LARGEST = 1024 * 1024
"""Bytes of a file with names that is still read."""

_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
_CASE_FILE = re.compile(r"^\[subject\]\s*$", re.MULTILINE)
_LABELLED = re.compile(r"(?P<kind>name|login|mail|id)\s*:\s*(?P<value>.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Given:
    """Names, logins, email addresses and ids as they were given, not yet checked."""

    names: tuple[str, ...] = ()
    logins: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    user_ids: tuple[int, ...] = ()

    def __add__(self, other: Given) -> Given:
        return Given(
            self.names + other.names,
            self.logins + other.logins,
            self.mails + other.mails,
            self.user_ids + other.user_ids,
        )


def read(content: bytes, what: str) -> Given:
    """Read a file of names; `what` names it in errors. Raises UsageError for other content."""
    if len(content) > LARGEST:
        raise UsageError(f"{what} is too large for a list of names")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{what} is not valid UTF-8 (byte {error.start})") from error
    if _CASE_FILE.search(text):
        return _of_case(text, what)
    found: dict[str, list[str]] = {"name": [], "login": [], "mail": [], "id": []}
    for kind, value in _entries(text):
        found[kind].append(value)
    if not any(found.values()):
        raise UsageError(f"{what} is empty: give a name, an email address or 'login: …' a line")
    if not all(re.fullmatch(r"[0-9]{1,18}", value) for value in found["id"]):
        raise UsageError(f"{what}: an id is a number from 1")
    return Given(
        tuple(found["name"]),
        tuple(found["login"]),
        tuple(found["mail"]),
        tuple(map(int, found["id"])),
    )


def _of_case(text: str, what: str) -> Given:
    """What a case file states of the person. Raises UsageError where it states nothing."""
    try:
        table = tomllib.loads(text)["subject"]
        kinds = [table.get(key, []) for key in ("names", "logins", "mails")]
    except (tomllib.TOMLDecodeError, AttributeError, KeyError) as error:
        raise UsageError(f"{what} is no case file in valid TOML") from error
    if not all(isinstance(own, list) and all(isinstance(v, str) for v in own) for own in kinds):
        raise UsageError(f"{what}: names, logins and mails of [subject] must be lists of texts")
    if not any(kinds):
        raise UsageError(f"{what} names nobody under [subject]")
    return Given(*map(tuple, kinds))


def _entries(text: str) -> Iterator[tuple[str, str]]:
    for line in (line.strip() for line in text.splitlines()):
        if not line or line.startswith("#"):
            continue
        if labelled := _LABELLED.fullmatch(line):
            yield labelled["kind"].lower(), labelled["value"].strip()
        else:
            yield ("mail" if _MAIL.fullmatch(line) else "name"), line


def identity(
    given: Iterable[Given],
    *,
    given_name: str = "",
    family_name: str = "",
    family_first: bool = False,
    known: Identity | None = None,
) -> Identity:
    """Everything that was given as one identity; `given_name` and `family_name` are the halves of
    one further name, `known` is what is known already (of a snapshot). Raises UsageError on what
    can't be searched for, without repeating it."""
    every = sum(given, Given())
    names = [
        read for name in every.names for read in PersonName.every(name, family_first=family_first)
    ]
    exact = list(every.names)
    if given_name or family_name:
        names += PersonName.halves(given_name, family_name)
        exact += [f"{given_name} {family_name}".strip(), f"{family_name}, {given_name}".strip(" ,")]
    if known is None:
        return Identity.of(names, every.logins, every.mails, every.user_ids, exact)
    together = Identity.of(
        [*names, *known.names],
        [*every.logins, *known.logins],
        [*every.mails, *known.mails],
        [*every.user_ids, *known.user_ids],
        [*exact, *known.exact],
    )
    return replace(together, refused=known.refused)
