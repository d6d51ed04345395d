"""Texts that were not reported, drawn at random for a person to read: what does the search miss?

Every text has a number that nobody can foresee, a hash of its place with the seed; those with the
lowest are drawn. That is a simple random sample of all texts without a mention, whatever table they
stand in, so that the exact bound of `core.bound` holds for them together: the larger a table, the
more of it is drawn. Drawing table by table would need a bound for each.

Not drawn from: columns that are declared to hold no person, which are read all the same; search
vectors, which repeat a text; values of settings, among which are passwords; and columns that could
not be read in full.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

import psycopg

from operasure import __version__
from operasure.core.bound import most
from operasure.core.model import Column
from operasure.database.crew import Crew, Ended
from operasure.database.reader import Reader
from operasure.looks.mentions import coded, stream
from operasure.looks.mentions.hits import Answer, Hit, Mark
from operasure.looks.mentions.locate import AT_ONCE, Located, locate
from operasure.looks.mentions.places import Field, Source
from operasure.looks.mentions.review import Review, agreed
from operasure.looks.mentions.search import Search
from operasure.looks.mentions.spool import Spool
from operasure.matching.identity import Identity

SHOWN = 10_000
"""Characters of a text that are shown; the rest of a longer one is read in its place."""
_PURPOSE = b"operasure sample 1"
_UNSHOWN = frozenset({Column("settings", "value")})
_CAST = re.compile(r'CAST\(("(?:[^"]|"")+"|[a-z_][a-z0-9_]*) AS text\)')
_SECRET = re.compile(
    r"((?:secret|passw|token|api_?key|private_?key|salt)\w*[\"']?\s*(?::|=>|=)\s*[\"']?)"
    r"[^\s\"',}]+",
    re.IGNORECASE,
)


class Picked(NamedTuple):
    """A text that was drawn: its number, the field (as the spool knows it) and the place."""

    order: int
    field: int
    place: int


@dataclass(frozen=True)
class Drawn:
    """What was drawn from how many texts without a mention; `left_out` are fields that could not
    be counted."""

    texts: int
    picked: tuple[Picked, ...]
    left_out: frozenset[int] = frozenset()


class Read(NamedTuple):
    """A text that was drawn, where it stands (None: it can't be told), a digest of all of it, what
    is shown of it and how many characters are not."""

    picked: Picked
    located: Located | None
    digest: bytes
    shown: str
    rest: int


@dataclass(frozen=True)
class Text:
    """One text of a sample, as a mention whose passage is all that is shown of it, with the answers
    that no other replaces."""

    hit: Hit
    rest: int
    answers: tuple[Mark, ...] = ()

    @property
    def answer(self) -> str | None:
        """What the answers agree on; None without one."""
        mark = agreed(self.answers) if self.answers else None
        return str(mark.decision) if mark else None


@dataclass(frozen=True)
class Sample:
    """A sample with what was answered. `gone` are answers to this same sample, by which a text
    names the person, that no longer stands there as it was read: what was found once stays
    found, or the bound would come of a sample that was put right. `other` answers belong to
    another sample. `left_out` are columns that could not be drawn from."""

    seed: int
    texts: int
    drawn: tuple[Text, ...]
    gone: tuple[Mark, ...] = ()
    other: int = 0
    left_out: tuple[str, ...] = ()

    def count(self, answer: Answer) -> int:
        """How many of the texts have this answer."""
        return sum(text.answer == answer for text in self.drawn)

    @property
    def open(self) -> int:
        """How many nobody has answered, or several in ways that contradict each other."""
        return sum(text.answer is None for text in self.drawn)

    @property
    def there(self) -> int:
        """How many name the person, as one reviewer at least says, and still stand there."""
        return sum(any(m.decision is Answer.NAMES for m in t.answers) for t in self.drawn)

    @property
    def naming(self) -> int:
        """How many name the person, those among them that have changed since."""
        return min(len(self.drawn), self.count(Answer.NAMES) + len(self.gone))

    @property
    def at_most(self) -> int | None:
        """The bound on the texts that name the person; None while a text is unread."""
        worst = min(len(self.drawn), self.naming + self.count(Answer.UNSURE))
        return None if self.open else most(self.texts, len(self.drawn), worst)

    def answers(self) -> Iterator[Mark]:
        """Every answer to this sample."""
        for text in self.drawn:
            yield from text.answers
        yield from self.gone

    def misses(self) -> list[Mark]:
        """The texts that name the person: of each the first answer that says so."""
        said = [mark for mark in self.answers() if mark.decision is Answer.NAMES]
        return list({mark.id: mark for mark in reversed(said)}.values())[::-1]


def seed_of(key: bytes, identity: Identity) -> int:
    """The seed: the same in every run of a case with the same release and the same names, and
    another as soon as one of them is. So nobody chooses it, and what was mended because of one
    sample is not measured by the same."""
    who = (
        sorted(map(repr, identity.names)),
        *map(sorted, (identity.logins, identity.mails, map(str, identity.user_ids))),
        sorted(identity.exact),
    )
    message = b"\0".join((_PURPOSE, __version__.encode(), repr(who).encode()))
    return int.from_bytes(hmac.digest(key, message, hashlib.sha256)[:8], signed=True)


def shown_seed(seed: int) -> str:
    """A seed as files have it."""
    return f"{seed & 0xFFFFFFFFFFFFFFFF:016x}"


# ---- drawing


@dataclass(frozen=True)
class _Job:
    """Fields (by position) of one source."""

    source: int
    fields: tuple[int, ...]


def draw(
    readers: Sequence[Reader],
    search: Search,
    spool: Spool,
    unread: Iterable[int],
    number: int,
    seed: int,
) -> Drawn:
    """Draw so many texts of those without a mention, or all there are. `unread` are fields that
    were not read in full."""
    numbers = {place: i for i, place in enumerate(search.fields)}
    without = set(unread)
    reported = {i: spool.rows(i) for i in spool.fields()}

    def work(reader: Reader, job: _Job) -> Iterator[tuple[int, list[Picked]]]:
        source = search.sources[job.source]
        own = [numbers[job.source, position] for position in job.fields]
        yield _of_source(reader, source, job.fields, own, reported, number, seed)

    jobs = list(_jobs(search, numbers, without))
    texts, picked, failed = 0, list[Picked](), set[int]()
    while jobs:
        again: list[_Job] = []
        for event in Crew(readers, work).run(jobs):
            if not isinstance(event, Ended):
                texts += event[1][0]
                picked = sorted([*picked, *event[1][1]])[:number]
            elif event.reason and event.parts and len(event.job.fields) > 1:
                again += [replace(event.job, fields=(field,)) for field in event.job.fields]
            elif event.reason:
                failed |= {numbers[event.job.source, field] for field in event.job.fields}
        jobs = again
    return Drawn(texts, tuple(picked), frozenset(failed | without))


def _jobs(
    search: Search, numbers: Mapping[tuple[int, int], int], without: set[int]
) -> Iterator[_Job]:
    for position, source in enumerate(search.sources):
        fields = tuple(
            i
            for i, field in enumerate(source.fields)
            if is_drawn_from(field) and numbers[position, i] not in without
        )
        if fields:
            yield _Job(position, fields)


def is_drawn_from(field: Field) -> bool:
    """Whether texts of a field belong to the set that is drawn from."""
    declared = any(check.declared is not None for check in field.checks)
    return not (declared or field.repeats or field.column in _UNSHOWN)


def _of_source(
    reader: Reader,
    source: Source,
    fields: Sequence[int],
    numbers: Sequence[int],
    reported: Mapping[int, array[int]],
    number: int,
    seed: int,
) -> tuple[int, list[Picked]]:
    """How many texts without a mention these fields hold, and the first of them by their number."""
    own = [source.fields[i] for i in fields]
    named = [reported.get(i, array("Q")) for i in numbers]
    (counted,) = reader.fetch(counting(source, own))
    texts = sum(map(int, counted.values())) - sum(map(len, named))
    relations = {oid: i for i, oid in enumerate(source.family)}
    given = {
        "labels": [f"{source.table.schema}.{field.column} {field.value} " for field in own],
        "seed": seed,
        "most": number + sum(map(len, named)),
    }
    found: list[Picked] = []
    for oid, where, field, order in reader.stream(drawing(source, own), **given):
        block, _, item = str(where).strip("()").partition(",")
        place = relations.get(oid, 0) << 48 | int(block) << 16 | int(item)
        if len(found) < number and not _among(named[field], place):
            found.append(Picked(order, numbers[field], place))
    return texts, found


def _among(places: array[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def counting(source: Source, fields: Sequence[Field]) -> str:
    """The SELECT that counts the texts of each field."""
    counts = (f"count(*) FILTER (WHERE {_holds(f)}) AS n{i}" for i, f in enumerate(fields))
    return f"SELECT {', '.join(counts)} FROM {source.sql}"


def drawing(source: Source, fields: Sequence[Field]) -> str:
    """The SELECT for the `:most` texts with the lowest numbers of `:seed`: the relation, the place
    in it, the field and the number. `:labels` tell the fields apart. No value itself is read, but
    of fields that are more than a column."""
    is_there = ", ".join(f"({i}, {_holds(field)})" for i, field in enumerate(fields))
    oid = "CAST(tableoid AS bigint)" if source.family else "0"
    key = f"(CAST(:labels AS text[]))[op_field + 1] || CAST({source.key} AS text)"
    return (
        f"SELECT {oid}, ctid, op_field, hashtextextended({key}, :seed) AS op_order "
        f"FROM {source.sql}, LATERAL (VALUES {is_there}) AS op_texts (op_field, op_is) "
        "WHERE op_is ORDER BY op_order LIMIT :most"
    )


def _holds(field: Field) -> str:
    """True where the field holds a text. The length of a column is known without reading it."""
    if field.coded:
        return f"coalesce(octet_length({field.value}) > 0, false)"
    if cast := _CAST.fullmatch(field.value):
        return f"{cast[1]} IS NOT NULL"
    return f"coalesce(octet_length(CAST({field.value} AS text)) > 0, false)"


# ---- reading


def read(reader: Reader, search: Search, drawn: Drawn) -> Iterator[Read]:
    """What was drawn, in the order of its numbers."""
    found: dict[Picked, Read] = {}
    for field, same in groupby(sorted(drawn.picked, key=lambda p: p.field), key=lambda p: p.field):
        position, number = search.fields[field]
        source = search.sources[position]
        every = list(same)
        for start in range(0, len(every), AT_ONCE):
            some = {each.place: each for each in every[start : start + AT_ONCE]}
            # What can't be read is shown as such, and a person says that it can't be told.
            with suppress(psycopg.Error):
                found |= _read(reader, source, source.fields[number], some)
    yield from (found.get(p, Read(p, None, b"", "", 0)) for p in drawn.picked)


def _read(
    reader: Reader, source: Source, field: Field, picked: Mapping[int, Picked]
) -> dict[Picked, Read]:
    located = {each.place: each for each in locate(reader, source, field, sorted(picked))}
    by_relation: dict[int, list[int]] = defaultdict(list)
    for place in picked:
        by_relation[stream.relation(place)].append(place)
    found: dict[Picked, Read] = {}
    for relation, places in by_relation.items():
        keys = ",".join(f'"{stream.ctid(place)}"' for place in places)
        of = f" AND tableoid = {source.family[relation]}" if source.family else ""
        sql = (
            f"COPY (SELECT ctid, {field.value} FROM {source.sql} "
            f"WHERE ctid = ANY(CAST('{{{keys}}}' AS tid[])){of}) TO STDOUT (FORMAT binary)"
        )
        for row in stream.rows(reader, sql):
            place = relation << 48 | row.place
            value = bytes(row.values[0] or b"")
            text = str(coded.decode(value) if field.coded else value, "utf-8", "replace")
            digest = hashlib.sha256(value).digest()
            shown, rest = _SECRET.sub(r"\1…", text[:SHOWN]), max(0, len(text) - SHOWN)
            found[picked[place]] = Read(picked[place], located.get(place), digest, shown, rest)
    return found


def gone(review: Review, seed: int, met: Iterable[str]) -> tuple[list[Mark], int]:
    """Of the answers to texts that are not drawn now: those to the sample of this seed by which the
    text names the person, and how many belong to another sample."""
    here, own = set(met), shown_seed(seed)
    away = [mark for id_, marks in review.answers.items() if id_ not in here for mark in marks]
    misses = {m.id: m for m in away if m.sample == own and m.decision is Answer.NAMES}
    return list(misses.values()), sum(mark.sample != own for mark in away)


def left_out(search: Search, drawn: Drawn) -> tuple[str, ...]:
    """The columns that texts are drawn from, if they can be read, and that could not be read."""
    fields = (search.sources[s].fields[f] for s, f in (search.fields[i] for i in drawn.left_out))
    return tuple(sorted({str(field.column) for field in fields if is_drawn_from(field)}))
