"""Texts of a generated installation: plain lines with a name, and every form of a mention."""

import base64
import csv
import json
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from openproject import documents
from openproject.generator_context import Context, Holds, holding
from openproject.invented import DemoPerson
from openproject.truth import Encoding

TAG, HASH, LINK = Encoding.TAG, Encoding.HASH, Encoding.LINK
NAME, LOGIN, MAIL = Encoding.NAME, Encoding.LOGIN, Encoding.MAIL


@cache
def text_columns() -> Mapping[tuple[str, str], str]:
    """Return the columns where people write or names land, each with its kind of text."""
    path = files(__package__).joinpath("data", "text-columns.tsv")
    rows = csv.reader(path.read_text(encoding="utf-8").splitlines()[1:], delimiter="\t")
    return {(table, column): kind for table, column, kind in rows}


def tag(id: int, name: str, kind: str = "user") -> str:
    """Return a mention as OpenProject's editor writes it."""
    sign = "@" if kind == "user" else "#"
    return (
        f'<mention class="mention" data-id="{id}" data-type="{kind}" data-text="{sign}{name}">'
        f"{sign}{name}</mention>"
    )


def mentions(person: DemoPerson, other_id: int, other_name: str) -> tuple[Holds, ...]:
    """Return one text for every form in which a text can name the person, or seem to.

    The forms are those of lib/open_project/text_formatting (17.1), the ones that the rewrite at
    a deletion misses or mistakes among them; a text without marks only looks like a mention.
    """
    me, other = tag(person.id, person.name), tag(other_id, other_name)
    id, login, mail = person.id, person.login, person.mail
    swapped = (
        f'<mention data-text="@{person.name}" data-type="user" class="mention" data-id="{id}">'
        f"@{person.name}</mention>"
    )
    return (
        holding(f"Hello {me}, please look at the plan.", TAG, NAME),
        holding(f"A question to {swapped} about the contract.", TAG, NAME),
        holding(f"To {other}: a sentence of weight. And {me} as well.", TAG, NAME),
        holding(f"First {me}.\n\nA paragraph: 1, 2, 3.\n\nThen {other}. The end.", TAG, NAME),
        holding(f'See user#{id} and user#"{login}" or user#"{mail}" there.', HASH, LOGIN, MAIL),
        holding(f"Released by user#{id}", HASH),
        holding(f'By user#{id}, (user#{id}); user:"{login}" and user:{login} .', HASH, LOGIN),
        holding(f"Line one user#{id}\nline two\nuser#{id}\tafter a tab.", HASH),
        Holds(f"See {tag(id, str(id), 'work_package')} and #{id} and ##{id}."),
        Holds(f"user#{id}1 and superuser{id}, group#{id} , {tag(int(f'{id}1'), 'Petr Novák')}."),
        holding(f"Old: {me.replace(chr(34), chr(39))} end.", TAG, NAME),
        holding(
            f"Minutes: {person.name} ({mail}, {login}) agreed; {person.family}, {person.given}.",
            NAME,
            MAIL,
            LOGIN,
        ),
        holding(f"{me} opens.\n\nA paragraph.\n\n{me} closes; user#{id} thanks {me}", TAG, NAME),
        Holds(f"Only {other} and user#{other_id} are meant."),
        holding(f"{other} asks {me} and then {other} for advice. Done.", TAG, NAME),
        holding(f"```\n{me}\nuser#{id} in code\n```\n", TAG, HASH, NAME),
        holding(f"{me} – profile: https://openproject.example.org/users/{id} .", TAG, LINK, NAME),
        holding(f"USER#{id} and [{person.name}](/users/{id}).", HASH, LINK, NAME),
    )


def spelled(context: Context, table: str, column: str, place: int) -> Holds:
    """Return a short line for a row: the second and third of a table name the person."""
    word = column.replace("_", " ")
    if place % 3 == 0:
        return Holds(f"{word} {place}")
    spellings = tuple(context.person.spellings.items())
    kind, form = spellings[(zlib.crc32(f"{table}.{column}".encode()) + place) % len(spellings)]
    encoding = {"login": LOGIN, "mail": MAIL}.get(kind, NAME)
    return holding(f"{form} {word[:12]} {place}", encoding)


def written(context: Context, table: str, column: str, place: int) -> Holds:
    """Return the text of a row in a column where people write or names land."""
    kind = text_columns()[(table, column)]
    if kind == "markdown":
        forms = mentions(context.person, *_beside(context))
        return forms[place % len(forms)]
    line = spelled(context, table, column, place)
    match kind:
        case "json":
            return Holds(json.dumps({"note": line.text}, ensure_ascii=False), line.marks)
        case "yaml":
            return Holds(f'---\nnote: "{line.text}"\n', line.marks)
        case "base64":
            if column == "content_binary":
                return Holds(documents.state([column, line.text]), line.marks)
            return Holds(base64.b64encode(line.text.encode()).decode(), line.marks)
        case "xml":
            name = context.person.name if place % 3 else "Petr"
            return Holds(f"<Markup><Author>{name}</Author></Markup>", line.marks)
        case "tsvector":
            words = " ".join(f"'{word.lower()}'" for word in sorted(context.person.name.split()))
            return holding(words, NAME) if place % 3 else Holds("'plan'")
    return line


def _beside(context: Context) -> tuple[int, str]:
    other = context.people[1]
    return other.id, f"{other.given} {other.family}"
