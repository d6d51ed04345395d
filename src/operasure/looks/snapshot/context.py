"""What the preflight checks share: the connection, the person, and the names of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from operasure.core.model import Check, Subject
from operasure.core.queries import Section
from operasure.database.session import Session
from operasure.looks.snapshot.going import Going
from operasure.looks.snapshot.packing import Chunk
from operasure.looks.snapshot.rewriting import Rewriting
from operasure.looks.snapshot.texts import Marker


@dataclass(frozen=True)
class Context:
    """The person before the deletion, and the checks that this database has.

    `cascades` takes the rows of tables that nobody named and that the database itself deletes
    along, by table.
    """

    session: Session
    subject: Subject
    rewriting: Rewriting
    marker: Marker
    checks: tuple[Check, ...]
    going: Going = field(default_factory=lambda: Going((), {}))
    cascades: dict[str, tuple[Chunk, ...]] = field(default_factory=dict)

    @property
    def user_id(self) -> int:
        return self.subject.user_id

    def asked(self, name: str, *keys: str) -> Iterator[tuple[Section, list[dict[str, object]]]]:
        """The statements of a file of `queries/` that this database can answer, with the rows."""
        for section in self.session.catalogue.sections(name, *keys):
            yield section, self.ask(section)

    def ask(self, section: Section) -> list[dict[str, object]]:
        """The rows of one statement."""
        return self.session.readers[0].fetch(section.sql, user_id=self.user_id)


def rewriting_of(session: Session, subject: Subject) -> Rewriting:
    """The patterns with which the deletion will rewrite mentions of this principal."""
    row = session.readers[0].fetch(
        "SELECT login, mail FROM users WHERE id = :user_id", user_id=subject.user_id
    )[0]
    first, *_ = (*session.installation.deleted_user_ids, 0)
    group = subject.kind == "group"
    return Rewriting(subject.user_id, group, str(row["login"]), str(row["mail"]), first)
