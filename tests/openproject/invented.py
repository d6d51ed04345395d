"""The invented people of a generated installation, and the spellings that a name takes."""

import html.entities
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from operasure.demo.instance import PERSON_ID

SYSTEM_ID, ANONYMOUS_ID, DELETED_ID, ADMIN_ID = 1, 2, 3, 4

ASCII: Mapping[int, str] = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ø": "oe"}
    | {"Ø": "Oe", "å": "aa", "Å": "Aa", "æ": "ae", "Æ": "Ae", "ł": "l", "Ł": "L", "ı": "i"}
)


@dataclass(frozen=True)
class DemoPerson:
    """The user whom a generated installation is about; invented like everyone else in it.

    The id is at least 10, so that the ids around it are free for the people beside them.
    """

    id: int = 42
    given: str = "Renée"
    family: str = "Østergård"
    login: str = "renee_o"
    mail: str = "renee.ostergard@example.org"
    language: str = "da"

    def __post_init__(self) -> None:
        if self.id < 10:
            raise ValueError("the person's id must be at least 10")

    @property
    def name(self) -> str:
        """Given and family name, as OpenProject shows a person by default."""
        return f"{self.given} {self.family}"

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """The spellings under which texts of the installation name the person, by kind."""
        forms = {
            "name": self.name,
            "family first": f"{self.family}, {self.given}",
            "capitals": self.name.upper(),
            "initial": f"{self.given[0]}. {self.family}",
            "two blanks": f"{self.given}  {self.family}",
            "decomposed": unicodedata.normalize("NFD", self.name),
            "ascii": ascii_form(self.name) if ascii_form(self.family) else "",
            "entities": entity_form(self.name),
            "login": self.login,
            "mail": self.mail,
        }
        return {kind: form for kind, form in forms.items() if form}


def ascii_form(name: str) -> str:
    """Write a name in ASCII as people do: umlauts spelled out, other marks dropped.

    What is left of a name in another script is nothing.
    """
    decomposed = unicodedata.normalize("NFKD", name.translate(ASCII))
    return decomposed.encode("ascii", "ignore").decode().strip()


def entity_form(name: str) -> str:
    """Write a name with HTML's named or numbered character references."""

    def reference(match: re.Match[str]) -> str:
        point = ord(match[0])
        named = html.entities.codepoint2name.get(point)
        return f"&{named};" if named else f"&#{point};"

    return re.sub(r"[^\x00-\x7f]", reference, name)


@dataclass(frozen=True)
class Principal:
    """A row of `users` beside the person's: built-in, living, group, placeholder or service."""

    id: int
    type: str
    given: str = ""
    family: str = ""
    login: str = ""
    mail: str = ""
    language: str = "en"
    status: int = 1
    admin: bool = False


BUILT_IN = (
    Principal(SYSTEM_ID, "SystemUser", family="System", admin=True),
    Principal(ANONYMOUS_ID, "AnonymousUser", family="Anonymous"),
    Principal(DELETED_ID, "DeletedUser", status=3),
)


def living(person: DemoPerson) -> tuple[Principal, ...]:
    """Return the invented people beside the person; the first four own things of their own.

    Two of them have ids that hold the person's id as digits, one has the same family name.
    """
    p = person.id

    def user(id: int, given: str, family: str, login: str, language: str) -> Principal:
        return Principal(id, "User", given, family, login, f"{login}@example.org", language)

    namesake = user(p + 6, "Ingrid", person.family, "namesake", person.language)
    return (
        user(p - 2, "Ayşe", "Yılmaz", "ayse.yilmaz", "tr"),
        user(p - 1, "Zoë", "van den Berg", "zoe.vandenberg", "nl"),
        user(p + 1, "Marie-Claire", "Dubois", "mc.dubois", "fr"),
        user(p + 3, "太郎", "山田", "t.yamada", "ja"),
        user(p + 4, "Олена", "Шевченко", "o.shevchenko", "uk"),
        namesake,
        user(int(f"{p}1"), "Petr", "Novák", "petr.novak", "cs"),
        user(int(f"10{p}"), "José", "García", "jose.garcia", "es"),
        Principal(
            ADMIN_ID, "User", "OpenProject", "Admin", "admin", "admin@example.net", admin=True
        ),
    )


def group_ids(person: DemoPerson) -> tuple[int, int]:
    """Return the ids of the two groups."""
    return person.id + 8, person.id + 9


def service_account_id(person: DemoPerson) -> int:
    """Return the id of the service account (from 16.0 on)."""
    return person.id + 11


def other_principals(person: DemoPerson) -> tuple[Principal, ...]:
    """Return the groups, the placeholder user and the service account."""
    first, second = group_ids(person)
    return (
        Principal(first, "Group", family="Development"),
        Principal(second, "Group", family="Accounting"),
        Principal(person.id + 10, "PlaceholderUser", family="Site manager"),
        Principal(service_account_id(person), "ServiceAccount", family="Directory sync"),
    )


PERSON = DemoPerson(
    PERSON_ID, "Jürgen", "Brandström", "j_brandstroem", "juergen.brandstroem@example.org", "de"
)
"""The invented person of the demo's installation, whom OpenProject's own code deleted."""
