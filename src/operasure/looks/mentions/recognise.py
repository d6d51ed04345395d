"""The control of a search: texts that name the person must be found when this server sends them.

Each thing that is looked for stands at the beginning, in the middle and at the end of a value, and
alone, with a null, a value or the end of the row behind it. What of a name exact matching finds,
the filter must let pass in each of these places: it looks at the bytes of the stream, where the
length of the next field follows a word without a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from psycopg import sql

from operasure.database.reader import Reader
from operasure.looks.mentions import stream
from operasure.matching.identity import Identity
from operasure.matching.match import Matcher
from operasure.matching.names import PersonName
from operasure.matching.seek import Seeker

_AT_ONCE = 500
"""Specimens in one statement."""
_LAYOUTS = 3
_ROW = """
    CASE WHEN number % 3 < 2 THEN specimen END,
    CASE number % 3 WHEN 1 THEN 'x' WHEN 2 THEN specimen END
"""
"""A specimen with a null behind it, with a value, and at the end of a row."""


def recognises(reader: Reader, seeker: Seeker, identity: Identity) -> bool:
    """Whether texts that name the person are recognised when this server sends them: the control
    of the filter, of the encoding, and of the way the stream is read. May raise psycopg.Error."""
    if not all(map(seeker.names, plainest(identity))):
        return False
    every = iter(dict.fromkeys((*plainest(identity), *elsewhere(identity))))
    while some := list(islice(every, _AT_ONCE)):
        if _passed(reader, seeker, some) != [text for text in some for _ in range(_LAYOUTS)]:
            return False
    return True


def _passed(reader: Reader, seeker: Seeker, texts: list[str]) -> list[str]:
    """What arrives of texts, each sent in every layout, and passes the filter."""
    values = ", ".join(
        f"({number}, {sql.Literal(text).as_string(reader.connection)})"
        for number, text in enumerate((text for text in texts for _ in range(_LAYOUTS)), 1)
    )
    statement = (
        f"COPY (SELECT tidin(textout(format('(0,%s)', number))), {_ROW} "
        f"FROM (VALUES {values}) AS given (number, specimen)) TO STDOUT (FORMAT binary)"
    )
    found = {
        row.place: next(str(value, "utf-8", "replace") for value in row.values if value)
        for row in stream.candidates(reader, statement, seeker.filter.compiled)
    }
    return [found[number] for number in sorted(found)]


def plainest(identity: Identity) -> Iterator[str]:
    """A text for each thing that is looked for, in the plainest way: each must be found."""
    yield from (f"- {name}, 1" for name in identity.names)
    yield from (f'see user:"{login}" there' for login in identity.logins)
    yield from (f"mail <{mail}>" for mail in identity.mails)
    for user_id in identity.user_ids:
        yield f'<mention class="mention" data-id="{user_id}" data-type="user">@A</mention>'


def elsewhere(identity: Identity) -> Iterator[str]:
    """Texts that hold it alone, at their beginning, in their middle and at their end, as far as
    exact matching finds it there: each must pass the filter."""
    yield from _found(*((Identity(names=(name,)), _of_name(name)) for name in identity.names))
    yield from _found(*((Identity(logins=(login,)), [login]) for login in identity.logins))
    yield from _found(*((Identity(mails=(mail,)), [mail]) for mail in identity.mails))
    yield from _found(*((Identity(user_ids=(i,)), [f"user#{i}"]) for i in identity.user_ids))


def _found(*things: tuple[Identity, Iterable[str]]) -> Iterator[str]:
    """Each thing is matched apart: among many, matching takes longer and finds no less."""
    for thing, namings in things:
        matcher = Matcher(thing)
        for naming in dict.fromkeys(namings):
            places = (naming, f"{naming} 1", f"1 {naming} 1", f"1 {naming}")
            yield from filter(matcher.find, places)


def _of_name(name: PersonName) -> Iterator[str]:
    """A name in full, in either order, in small letters, with initials, and each of its words."""
    given, family = " ".join(name.given), " ".join((*name.particles, *name.family))
    yield from (str(name), str(name).lower(), f"{family}, {given}", f"{given} {family}")
    if given:
        yield from (f"{given[0]}. {family}", f"{family} {given[0]}.")
    yield from (*name.given, *name.family)
