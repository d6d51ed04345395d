"""Who is looked for: the options that find-mentions, cache, logs, files and plan share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from operasure.cli import option, passphrase
from operasure.core.model import HIGHEST

if TYPE_CHECKING:
    from operasure.looks.snapshot.model import Snapshot
    from operasure.matching.given import Given
    from operasure.matching.identity import Identity

F = TypeVar("F", bound=Callable[..., Any])

STDIN = "-"


@dataclass(frozen=True)
class GivenPerson:
    """Who the options name: names, logins, email addresses, ids, and snapshots of accounts."""

    names: tuple[str, ...]
    files: tuple[Path, ...]
    given: str
    family: str
    family_first: bool
    logins: tuple[str, ...]
    mails: tuple[str, ...]
    user_ids: tuple[int, ...]
    snapshots: tuple[Path, ...]
    passphrase_file: Path | None

    def befores(self) -> list[Snapshot]:
        """The snapshots that are named. Raises UsageError."""
        return befores(self.snapshots, self.passphrase_file)

    def identity(self, known: Sequence[Snapshot] | None = None) -> Identity:
        """The person, besides what the snapshots know, which `known` holds where they have been
        read already. Raises UsageError."""
        from operasure.matching import given

        whom = given.identity(
            self._written(),
            given_name=self.given,
            family_name=self.family,
            family_first=self.family_first,
            known=_together(self.befores() if known is None else known),
        )
        if number := len(whom.refused):
            what = f"{number} of the names, logins and addresses in the snapshot"
            said = f"{what} can't be searched for, such as a single letter; look for them by hand"
            click.echo(f"operasure: {said}", err=True)
        return whom

    @property
    def named(self) -> bool:
        """Whether anybody is named."""
        return any(v for name, v in vars(self).items() if name != "passphrase_file")

    def _written(self) -> Iterator[Given]:
        from operasure.matching import given as givens
        from operasure.matching.given import LARGEST, Given

        named = tuple(name for name in self.names if name != STDIN)
        yield Given(named, self.logins, self.mails, self.user_ids)
        if STDIN in self.names:
            with click.open_file(STDIN, "rb") as stream:
                yield givens.read(stream.read(LARGEST + 1), "standard input")
        for path in self.files:
            with path.open("rb") as stream:
                yield givens.read(stream.read(LARGEST + 1), str(path))


_NAMES = option.together(
    click.option(
        "--name",
        "names",
        multiple=True,
        metavar="NAME",
        help='A name, "Given Family" or "Family, Given" (repeatable: former names too). Use - to '
        "read names from standard input, so that none stays in the shell's history.",
    ),
    option.file(
        "--names-file",
        "files",
        multiple=True,
        help="File with names, email addresses and 'login: …', one per line (repeatable).",
    ),
    click.option("--given", metavar="NAME", default="", help="Given names, with --family."),
    click.option("--family", metavar="NAME", default="", help="Family name, with --given."),
    option.flag(
        "--family-first",
        help='Read names as "Family Given", as in Hungary. Chinese names are always read so.',
    ),
    click.option(
        "--login",
        "logins",
        multiple=True,
        metavar="LOGIN",
        help="Login, or a former one (repeatable).",
    ),
    click.option(
        "--mail",
        "mails",
        multiple=True,
        metavar="ADDRESS",
        help="Email address, or a former one (repeatable).",
    ),
    option.number(
        "--user-id",
        "user_ids",
        least=1,
        most=HIGHEST,
        multiple=True,
        help="Id of the user, for mentions that contain it (repeatable).",
    ),
)
_SNAPSHOT = (
    "Search for every name, login and address in a snapshot from before the deletion "
    "(repeatable: one for each account of the person)."
)


def options(function: F, snapshot: str = _SNAPSHOT) -> F:
    """Names, logins, email addresses, ids and snapshots, as the argument `whom`, a `GivenPerson`.
    `snapshot` says what the command takes snapshots for."""

    @wraps(function)
    def called(*arguments: Any, **named: Any) -> Any:
        whom = GivenPerson(**{name: named.pop(name) for name in GivenPerson.__match_args__})
        return function(*arguments, whom=whom, **named)

    before = option.file("--snapshot", "snapshots", multiple=True, help=snapshot)
    return cast(F, option.together(_NAMES, before, passphrase.file_option)(called))


def befores(paths: Sequence[Path], passphrase_file: Path | None) -> list[Snapshot]:
    """The snapshots that are named. Raises UsageError."""
    if not paths:
        return []
    from operasure.looks.snapshot import file

    return [file.read(path, partial(passphrase.given, passphrase_file, path)) for path in paths]


def _together(snapshots: Sequence[Snapshot]) -> Identity | None:
    """The one person whose accounts the snapshots are of; None where there is none."""
    if not snapshots:
        return None
    from operasure.looks.snapshot.identity import searchable
    from operasure.matching.identity import Identity

    return Identity.union([searchable(each.known, each.subject.user_id) for each in snapshots])


def token(who: Identity, case_key: bytes | None) -> str | None:
    """The keyed hash of the person, where the case has a key."""
    from operasure.reports.certificate import token as tokens

    if case_key is None:
        return None
    if made := tokens.of_person(case_key, who):
        return made[0]
    return tokens.of_user(case_key, who.user_ids[0]) if who.user_ids else None
