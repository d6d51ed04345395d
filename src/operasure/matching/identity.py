"""Everything a person is known by: what `find-mentions` looks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from operasure.core.errors import UsageError
from operasure.matching.fold import APOSTROPHES, HYPHENS, MIDDLE_DOTS, is_letter
from operasure.matching.names import LONGEST, PersonName, distinct, is_title, searchable

MOST_NAMES = 500
"""Names in one search; also logins, email addresses and ids."""

_SHORTEST_WORD, _SHORTEST_NUMBER = 3, 5
"""Characters of a login, or of an address before its `@`, that is looked for as a word; and digits
of one made of digits."""
_WITHIN = frozenset(APOSTROPHES + HYPHENS + MIDDLE_DOTS + "\u200c\u200d")
"""What a word of a name may hold beside letters."""
_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")


@dataclass(frozen=True)
class Identity:
    """Names, logins, email addresses and ids of `users` of one person; at least one of them."""

    names: tuple[PersonName, ...] = ()
    logins: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    user_ids: tuple[int, ...] = ()
    exact: tuple[str, ...] = ()
    """Names as they were given, where not every sign of them is a word of `names`."""
    refused: tuple[str, ...] = ()
    """What else is known of the person and can't be searched for, such as a login of one letter."""

    @classmethod
    def of(
        cls,
        names: Iterable[str | PersonName] = (),
        logins: Iterable[str] = (),
        mails: Iterable[str] = (),
        user_ids: Iterable[int] = (),
        exact: Iterable[str] = (),
    ) -> Identity:
        """Read and check what was given; repetitions fall away. A login that is an email address
        counts as one. Raises UsageError on what could not be searched for."""
        every = list(names)
        parsed = [
            one
            for n in every
            for one in ([n] if isinstance(n, PersonName) else PersonName.every(n))
        ]
        given = [*(n for n in every if isinstance(n, str)), *exact]
        kept = [_login(login) for login in logins]
        return cls(
            tuple(dict.fromkeys(parsed)),
            distinct(login for login in kept if not _MAIL.fullmatch(login)),
            distinct([*map(_mail, mails), *filter(_MAIL.fullmatch, kept)]),
            tuple(dict.fromkeys(user_ids)),
            distinct(searchable(text, "A name") for text in given if _is_decorated(text)),
        )

    @classmethod
    def union(cls, every: Sequence[Identity]) -> Identity:
        """One person, of whom each knows something. Raises UsageError where it is too much."""
        return cls(
            *(
                tuple(dict.fromkeys(value for each in every for value in getattr(each, part.name)))
                for part in fields(cls)
            )
        )

    @property
    def short(self) -> tuple[str, ...]:
        """The logins that are not looked for as words among others."""
        return tuple(filter(is_short, self.logins))

    def __post_init__(self) -> None:
        given = (self.names, self.logins, self.mails, self.user_ids)
        if not any(given):
            raise UsageError(
                "Nothing to look for: give a name, a login, an email address or an id."
            )
        if max(map(len, given)) > MOST_NAMES:
            raise UsageError(
                f"At most {MOST_NAMES} names, logins, addresses or ids in one search: split them."
            )
        if any(user_id < 1 for user_id in self.user_ids):
            raise UsageError("The id of a user is a number from 1.")


def is_short(login: str) -> bool:
    """Whether a login, or an address before its `@`, would be found everywhere as a word."""
    return len(login) < (_SHORTEST_NUMBER if login.isdigit() else _SHORTEST_WORD)


def _is_decorated(name: str) -> bool:
    """Whether a name is more than words of two letters or more, with blanks and commas between
    them."""
    words = name.replace(",", " ").split()
    return not all(_is_plain(word) and not is_title(word) for word in words)


def _is_plain(word: str) -> bool:
    ends = is_letter(word[0]) and is_letter(word[-1]) and len(word) > 1
    return ends and all(is_letter(char) or char in _WITHIN for char in word)


def _login(login: str) -> str:
    login = login.strip()
    if not login.isdigit():
        return searchable(login, "A login", digits=True)
    if len(login) > LONGEST:
        raise UsageError(f"A login may have {LONGEST} characters at most.")
    return login


def _mail(mail: str) -> str:
    mail = searchable(mail, "An email address").removeprefix("mailto:")
    if not _MAIL.fullmatch(mail):
        raise UsageError("An email address has one @ and no blanks: check --mail.")
    return mail
