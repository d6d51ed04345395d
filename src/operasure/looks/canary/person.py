"""The invented person: an unused name, and its forms in texts."""

from __future__ import annotations

import base64
import html
import json
import random
import unicodedata
from dataclasses import dataclass, replace
from urllib.parse import quote

from operasure.matching.identity import Identity

_BEGIN = ("bram", "dor", "fal", "gris", "hel", "jon", "kly", "mar", "nos", "pel", "tan", "wen")
_MARKED = ("b\xf6l", "d\xfcr", "f\xe4n", "g\xf6r", "l\xfcm", "m\xe4r", "s\xf6k", "z\xfcl")
_END = ("ander", "eling", "igon", "owald", "ubert", "yngar", "askop", "imund")
_OUT = {"\xe4": "ae", "\xf6": "oe", "\xfc": "ue"}


@dataclass(frozen=True)
class Canary:
    """Who is planted, and with which id."""

    id: int
    given: str
    family: str

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"

    @property
    def login(self) -> str:
        """As an administrator would make it of the name."""
        return f"{self.given[:2]}.{_plain(self.family)}".lower()

    @property
    def mail(self) -> str:
        """An address of a domain that nobody can have (RFC 2606)."""
        return f"{self.given}.{_plain(self.family)}@canary.example".lower()

    @property
    def identity(self) -> Identity:
        """Whom find-mentions looks for; the id is for verify."""
        return Identity.of([self.name], [self.login], [self.mail])

    @property
    def everything(self) -> Identity:
        """Whom the commands for caches, files and logs look for: the id and all names."""
        return replace(self.identity, user_ids=(self.id,))

    @property
    def gid(self) -> str:
        """The GlobalID as jobs have it: in base64, without padding."""
        coded = base64.urlsafe_b64encode(f"gid://open-project/User/{self.id}".encode())
        return coded.decode().rstrip("=")

    def account(self) -> dict[str, object]:
        """The row of `users`, in every release's columns: active, and no administrator."""
        return {
            "id": self.id,
            "type": "User",
            "login": self.login,
            "firstname": self.given,
            "lastname": self.family,
            "mail": self.mail,
            "status": 1,
            "admin": False,
            "language": "en",
        }

    def spellings(self) -> dict[str, str]:
        """What is planted in texts, by what it is."""
        name = self.name
        written_out = "".join(_OUT.get(sign, sign) for sign in name)
        return {
            "given and family name": name,
            "family name first": f"{self.family}, {self.given}",
            "capital letters": name.upper(),
            "without marks": _plain(name),
            "umlauts written out": written_out,
            "decomposed letters": unicodedata.normalize("NFD", name),
            "initial": f"{self.given[0]}. {self.family}",
            "family name alone": self.family,
            "email address": self.mail,
            "login as a mention": f"@{self.login}",
            "HTML entities": html.escape(name).encode("ascii", "xmlcharrefreplace").decode(),
            "percent codes": quote(name),
            "JSON escapes": json.dumps(name),
        }


def invented(user_id: int, chance: random.Random) -> Canary:
    """A person of this id whose name is made of syllables by chance."""
    given = chance.choice(_BEGIN) + chance.choice(_END)
    family = chance.choice(_BEGIN) + chance.choice(_MARKED) + chance.choice(_END)
    return Canary(user_id, given.capitalize(), family.capitalize())


def _plain(text: str) -> str:
    """Without the marks of its letters."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
