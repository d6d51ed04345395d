"""The subject as a keyed hash: whoever knows the person and holds the case's key can confirm
whom a certificate is about, and nobody else can.

Token: "hmac-sha256:" and the HMAC-SHA-256 (RFC 2104), in hexadecimal, with the case's key over

    operasure subject 1 <LF> kind <LF> normal form

where kind is `name`, `login` or `mail`; `user` with the id in decimal digits, where only that is
known; or `plan` with the digest of a plan, for what was removed by it.

Normal form of a name: Unicode NFKD, case folded, accents left out, the letters that have no accent
to leave out written in Latin ones (ø o, ł l, æ ae), all
that is no letter or digit taken as a blank, the words in alphabetical order with one blank between
them. So neither accents nor order nor punctuation matter: "Zoë Müller" and "MULLER, Zoe" have one
token. A name with ä, ö or ü, which may be written ae, oe and ue, has a second one for that
spelling. Normal form of a login or email address: NFKC, case folded, no blanks around it.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from operasure.matching.letters import is_stripped_mark

if TYPE_CHECKING:
    from operasure.matching.identity import Identity

Kind = Literal["name", "login", "mail", "user", "plan"]

PREFIX = "hmac-sha256:"
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True)
class KnownPerson:
    """What a person is known by; at least one name where a certificate is made."""

    names: tuple[str, ...] = ()
    logins: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()

    def items(self) -> Iterator[tuple[Kind, str]]:
        """Each with its kind, names first."""
        yield from (("name", name) for name in self.names)
        yield from (("login", login) for login in self.logins)
        yield from (("mail", mail) for mail in self.mails)


def normal_forms(kind: Kind, text: str) -> tuple[str, ...]:
    """The normal forms of a name (one or two), login or email address (one). Empty for a name
    without any letter or digit, or a text of blanks."""
    if kind != "name":
        form = unicodedata.normalize("NFKC", text).strip().casefold()
        return (form,) if form else ()
    composed = unicodedata.normalize("NFC", text).casefold()
    forms = (_name(composed), _name(composed.translate(_UMLAUTS)))
    return tuple(dict.fromkeys(form for form in forms if form))


def token(key: bytes, kind: Kind, form: str) -> str:
    """The token of one normal form."""
    message = f"operasure subject 1\n{kind}\n{form}".encode()
    return PREFIX + hmac.new(key, message, hashlib.sha256).hexdigest()


def of_user(key: bytes, user_id: int) -> str:
    """The token of an id of OpenProject's users."""
    return token(key, "user", str(user_id))


def of_plan(key: bytes, digest: str) -> str:
    """The token of a plan, by its digest."""
    return token(key, "plan", digest)


def tokens(key: bytes, known: KnownPerson) -> list[dict[str, str]]:
    """All tokens of a person as a certificate holds them: kind and token, the first name first."""
    found = {
        (kind, token(key, kind, form)): None
        for kind, text in known.items()
        for form in normal_forms(kind, text)
    }
    return [{"kind": kind, "token": value} for kind, value in found]


def of_person(key: bytes, who: Identity) -> tuple[str, ...]:
    """The tokens of everything by which a person is looked for but the ids, the first name's
    first."""
    names = (*map(str, who.names), *who.exact)
    made = tokens(key, KnownPerson(names, tuple(who.logins), tuple(who.mails)))
    return tuple(each["token"] for each in made)


def confirms(key: bytes, known: KnownPerson, held: Sequence[Iterable[str]]) -> bool:
    """Whether each thing known of a person (one at least) has a token among those `held`, which are
    pairs of kind and token."""
    pairs = [tuple(pair) for pair in held]
    return any(known.items()) and all(
        any((kind, token(key, kind, form)) in pairs for form in normal_forms(kind, text))
        for kind, text in known.items()
    )


def _name(folded: str) -> str:
    letters = unicodedata.normalize("NFKD", folded.translate(_PLAIN)).casefold()
    kept = (c for c in letters.translate(_PLAIN) if not is_stripped_mark(c))
    words = "".join(c if c.isalnum() else " " for c in kept).split()
    return " ".join(sorted(words))
