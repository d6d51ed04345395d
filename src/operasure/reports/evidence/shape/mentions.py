"""Mentions of the person, what was searched for, and what people decided."""

from __future__ import annotations

from typing import Annotated

from operasure.core.typed import ABSENT, DROP, HASH, Absent, Is, Structure
from operasure.core.values import (
    Confidence,
    Count,
    Day,
    Expectation,
    GroupCode,
    Id,
    Keyed,
    Language,
    Moment,
    Positive,
    RowKey,
    Script,
    ShortId,
)


class AuthorEntry(Structure):
    """Who wrote a text."""

    id: int
    deleted_user: bool
    subject: bool


class Passage(Structure):
    """A mention with what stands around it."""

    before: str
    mention: str
    after: str


class Mention(Structure):
    """One mention of the person."""

    id: Annotated[ShortId, HASH]
    """HMAC-SHA-256 over place and passage, shortened; the same in every run with the key of the
    case."""
    group: GroupCode
    check: Annotated[str, DROP]
    table: str
    column: str
    schema: str | None
    """Only for a swept column."""
    row_id: RowKey
    path: Annotated[str | None, DROP]
    """In the web interface; null where no page shows it, or where it names the person."""
    url: Annotated[str | None, DROP]
    project: Annotated[str | None, DROP]
    author: Annotated[AuthorEntry | None, DROP]
    day: Annotated[Day | Absent | None, DROP] = ABSENT
    """When the row was made or last changed (UTC), where it says so."""
    historic: bool
    """A text of an old version."""
    kind: Annotated[str | None, DROP]
    structured: Annotated[bool, DROP]
    """A column that is there to name a person."""
    expected: Annotated[Expectation | None, DROP]
    variant: str
    confidence: Confidence
    shared_by: Annotated[Count | None, DROP]
    """Other accounts with the full name that was found, or with the family name, where it was found
    alone."""
    beside_another: Annotated[bool | Absent, DROP] = ABSENT
    """Whether another person's name stands around a family or a given name that was found alone."""
    account: Annotated[int | None, DROP]
    """The other account that the row belongs to: such a mention is possible at most, and no plan
    changes it."""
    declared: Annotated[str | Absent | None, DROP] = ABSENT
    """Why the column was declared to hold no person, where it was: it is read all the same."""
    decision: Annotated[str, Is(words=("erase", "erased", "keep", "not the person"))] | None
    ground: str | Absent | None = ABSENT
    decided_at: Moment | Absent = ABSENT
    page: Annotated[str | Absent | None, DROP] = ABSENT
    """With texts: the page that shows it, with its title."""
    text: Annotated[Passage | Absent, DROP] = ABSENT
    """Only with --with-text."""


class ReadingEntry(Structure):
    """How one name was read: how many of its words as what."""

    given: Count
    particles: Count
    family: Count


class Searched(Structure):
    """How many names, logins and email addresses were looked for, and which ids."""

    names: Count
    logins: Count
    mails: Count
    user_ids: tuple[Id, ...]
    refused: Count | Absent = ABSENT
    """How many more the snapshot knows that can't be searched for, such as a login of one letter,
    which would be found everywhere."""
    short: Count | Absent = ABSENT
    """How many of the logins are looked for only in forms such as `@login`, and as all of a column
    for persons: as words, of one or two characters or fewer than five digits, they would be found
    everywhere."""
    exact: Annotated[Count | Absent, DROP] = ABSENT
    """Names that are looked for as they were given, too, since they hold more than words of a
    name."""
    tokens: Annotated[tuple[Keyed, ...] | Absent, DROP] = ABSENT
    """Of find-mentions, with `--case-key`: a keyed hash of each name, login and email address, so
    that it shows what was not looked for yet."""
    readings: Annotated[tuple[ReadingEntry, ...] | Absent, DROP] = ABSENT
    """Of find-mentions: for each name how many of its words were read as given names, particles and
    family names."""


class MentionCount(Structure):
    """Mentions of one group and one confidence."""

    group: GroupCode
    confidence: Confidence
    open: Count
    kept: Count
    not_the_person: Count


class ReviewEntry(Structure):
    """What became of the decisions that were read."""

    kept: Count
    not_the_person: Count
    still_there: Count
    to_erase: Count | Absent = ABSENT
    gone: Count
    contested: Count | Absent = ABSENT
    """Mentions that several persons decided about in ways that contradict each other: they are
    open."""
    void: Annotated[tuple[str, ...], DROP]
    """Places whose passage changed after the decision."""
    decisions: Count | Absent = ABSENT
    """How many decisions were read, those on what is gone among them."""
    first_at: Moment | Absent | None = ABSENT
    last_at: Moment | Absent | None = ABSENT
    by: tuple[str, ...] | Absent = ABSENT
    """Who decided: the names or roles that the reviewers gave; none that names the person looked
    for."""


class SampleMiss(Structure):
    """A text of the sample that names the person."""

    check: str
    row_id: RowKey


class SampleEntry(Structure):
    """Texts that were not reported and were drawn at random, for a person to read."""

    seed: Annotated[str, Is("a seed", pattern=r"[0-9a-f]{16}")]
    """Which texts are drawn: the same in every run of the case with this release and these names.
    """
    texts: Count
    """Of how many texts without a mention they were drawn. Those in columns that are declared to
    hold no person, search vectors that repeat a text, and values of settings are not among them."""
    drawn: Count
    naming: Count
    """How many name the person, as a person says who read them; those that were changed since stay
    among them."""
    unsure: Count
    """How many of which a person can't tell: for the bound they count as naming the person."""
    open: Count
    """How many nobody has read yet, or are answered in ways that contradict each other."""
    there: Count
    """How many name the person and still stand there: they are left, and the verdict says so."""
    at_most: Count | None
    """With so much confidence at most so many of `texts` name the person: the exact one-sided bound
    of the hypergeometric distribution. Null while a text is open."""
    per_million: Count | None
    """The same as a share in millionths, rounded up."""
    confidence: Count
    """In per cent."""
    missed: tuple[SampleMiss, ...]
    """Where the texts stand that name the person."""
    left_out: tuple[str, ...]
    """Columns that could not be drawn from, since they could not be read in full."""
    first_at: Moment | None
    last_at: Moment | None
    by: tuple[str, ...]
    """Who read them: the names or roles that the reviewers gave; none that names the person."""


class NotLookedFor(Structure):
    """What of one name this version does not look for."""

    name: Positive
    scripts: tuple[Script, ...]
    """Writing systems in which the name is not recognised."""
    languages: tuple[Language, ...]
    """Languages that inflect such a name in ways that are not recognised."""
    alone: bool
    """Whether an inflected word of the name is missed where it stands alone."""
