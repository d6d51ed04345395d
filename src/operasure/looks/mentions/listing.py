"""The list of mentions: each with its id, its place, and the decision about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from operasure.core.model import Check, RowId
from operasure.looks.mentions import review
from operasure.looks.mentions.hits import Author, Hit, Mark, hit_id, place_of, url
from operasure.looks.mentions.places import Field
from operasure.looks.mentions.review import Review
from operasure.looks.mentions.sample import Read, Text, shown_seed
from operasure.looks.mentions.spool import (
    ALONE,
    FULL,
    STRUCTURED,
    WROTE,
    Joined,
    ListedMention,
    Spool,
)
from operasure.looks.mentions.stream import ctid
from operasure.looks.mentions.titles import Titles
from operasure.matching import sharing
from operasure.matching.sharing import Sharing
from operasure.matching.variants import RANK

_SECRET = re.compile(
    r"secret|password|passwd|salt|hash|\bkeys?\b(?! of)|token|(^|_)otp", re.IGNORECASE
)
"""Declared columns of which a list shows no more than the name that was found."""
CONFIDENCES = {rank: name for name, rank in RANK.items()}


@dataclass(frozen=True)
class Listing:
    """Puts the mentions of a spool on the list, and reads them back with what belongs to them.

    `fields` are in the order of their numbers in the spool. `review` is what was decided. `met`
    fills with the ids of the decisions whose mention was found, each with the state that it gave.
    """

    spool: Spool
    fields: Sequence[Field]
    key: bytes
    review: Review
    base_url: str | None
    deleted_users: frozenset[int]
    subjects: frozenset[int]
    sharing: Sharing
    older: bytes | None = None
    """The key of decisions that are taken over, which `review` holds by ids made with it."""
    own: frozenset[int] = frozenset()
    """Accounts that are the person's."""
    names: Mapping[int, str] = field(default_factory=dict)
    """Names of accounts by id."""
    titles: Titles = field(default_factory=Titles)
    met: dict[str, str] = field(default_factory=dict)
    taken: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    """Those of them whose mention was found, by its id with the key of the case."""
    contested: set[str] = field(default_factory=set)
    """The ids of mentions that were found and decided about in ways that contradict each other."""

    def fill(self) -> None:
        """Number every mention of the spool and put it on the list."""
        for joined in self.spool.joined():
            self.spool.enter(self._listed(joined))
        self.spool.finish()

    def _listed(self, joined: Joined) -> ListedMention:
        check = self.check(joined.field, joined.number)
        key: RowId = ctid(joined.row) if joined.key is None else joined.key
        where = place_of(check, key)
        identifier = hit_id(self.key, where, joined.passage, joined.turn)
        own = hit_id(self.older, where, joined.passage, joined.turn) if self.older else identifier
        mark = self.review.marks.get(own)
        decided = self.review.standing.get(own, ())
        if decided and mark is None:
            self.contested.add(identifier)
        secret = check.declared is not None and _SECRET.search(f"{check.column} {check.declared}")
        account = None if joined.account in self.own else joined.account
        state = review.state(mark)
        if mark is not None:
            self.met[own] = state
        if self.older and decided:
            self.taken[identifier] = tuple(replace(each, id=identifier) for each in decided)
        confidence = joined.rank if account is None else RANK["possible"]
        same = (
            joined.variant, confidence, account, check.declared is not None,
            *(map(_plain, (joined.before, joined.mention, joined.after))),
            identifier if secret else "",
            "" if joined.before.strip() or joined.after.strip() else check.group,
        )  # fmt: skip
        return ListedMention(
            identifier,
            state,
            where,
            check.group,
            joined.field,
            joined.row,
            key,
            self.fields[joined.field].checks.index(check),
            joined.path,
            joined.project,
            joined.author,
            joined.at,
            joined.variant,
            confidence,
            "" if secret else joined.before,
            joined.mention,
            "" if secret else joined.after,
            account,
            check.declared is not None,
            hashlib.sha256(repr(same).encode()).hexdigest()[:16],
            self._telling(joined, check),
            check.historic,
            identifier in self.contested,
            joined.day,
        )

    def _telling(self, joined: Joined, check: Check) -> int:
        other = self.sharing.others.beside(
            joined.before, joined.mention, joined.after, joined.variant
        )
        return (
            ALONE * (other is None)
            | FULL * (joined.variant in sharing.FULL)
            | STRUCTURED * (check.kind == "person")
            | WROTE * (joined.author in self.own or joined.author in self.subjects)
        )

    def standing(self) -> Iterator[Mark]:
        """Every decision that no other replaces, by the ids that the list has."""
        if self.older:
            return chain.from_iterable(self.taken.values())
        return self.review.every()

    def check(self, number: int, check: int | None) -> Check:
        """The check that explains a row; where none takes it, the last, which takes the rest."""
        checks = self.fields[number].checks
        return checks[-1] if check is None else checks[check]

    def hits(
        self, *, decided: bool = False, by_passage: bool = False, limit: int = -1
    ) -> Iterator[Hit]:
        """The list in the order of `Spool.listed`: what is open, or what is decided."""
        for listed in self.spool.listed(decided=decided, by_passage=by_passage, limit=limit):
            told = self.taken.get(listed.id) or self.review.standing.get(listed.id, ())
            mark = review.agreed(told)
            yield Hit(
                listed.id,
                self.fields[listed.field].checks[listed.number],
                listed.key,
                listed.path,
                url(self.base_url, listed.path),
                listed.project,
                self._author(listed.author),
                listed.variant,
                CONFIDENCES[listed.rank],
                listed.before,
                listed.mention,
                listed.after,
                self.sharing.count(listed.mention, listed.variant),
                mark,
                listed.account,
                listed.entry,
                told if mark is None else (),
                self.sharing.others.beside(
                    listed.before, listed.mention, listed.after, listed.variant
                ),
                self.titles.page(listed.path),
                listed.day,
            )

    def text(self, read: Read, seed: int) -> Text:
        """A text that was drawn, with its place and what was answered."""
        located = read.located
        check = self.check(read.picked.field, located.check if located else None)
        key: RowId = ctid(read.picked.place) if located is None else located.key
        where = place_of(check, key)
        own = hit_id(self.key, where, shown_seed(seed).encode() + read.digest, 0)
        path = located.path if located else None
        hit = Hit(
            own,
            check,
            key,
            path,
            url(self.base_url, path),
            located.project if located else None,
            self._author(located.author if located else None),
            "",
            "",
            read.shown,
            "",
            "",
            None,
            None,
            page=self.titles.page(path),
            day=located.day if located else None,
        )
        return Text(hit, read.rest, self.review.answers.get(own, ()))

    def _author(self, author: int | None) -> Author | None:
        if author is None:
            return None
        deleted = author in self.deleted_users
        name = "" if deleted else self.names.get(author, "")
        return Author(author, deleted, author in self.subjects, name)


def _plain(text: str) -> str:
    """A text with white space and letter case aside: passages that differ in no more are one."""
    return " ".join(text.casefold().split())
