"""Who is looked for: the options that find-mentions, cache and logs share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from operasure.cli import passphrase
from operasure.core.model import HIGHEST

if TYPE_CHECKING:
    from operasure.looks.snapshot.model import Snapshot
    from operasure.matching.given import Given
    from operasure.matching.identity import Identity

F = TypeVar("F", bound=Callable[..., Any])

STDIN = "-"
ARGUMENTS = (
    "names", "files", "given", "family", "family_first", "logins", "mails", "user_ids",
)  # fmt: skip
"""What the options give a command, and `identity` takes."""


snapshot_option = click.option(
    "--snapshot",
    "snapshots",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Search for every name, login and address in a snapshot from before the deletion "
    "(repeatable: one for each account of the person).",
)


def options(function: F) -> F:
    """Names, logins, email addresses and ids, as the arguments of `identity`."""
    for option in reversed(
        (
            click.option(
                "--name",
                "names",
                multiple=True,
                metavar="NAME",
                help='A name, "Given Family" or "Family, Given" (repeatable: former names '
                "too). Use - to read names from standard input, so that none stays in the "
                "shell's history.",
            ),
            click.option(
                "--names-file",
                "files",
                multiple=True,
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="FILE",
                help="File with names, email addresses and 'login: …', one per line (repeatable).",
            ),
            click.option("--given", metavar="NAME", default="", help="Given names, with --family."),
            click.option("--family", metavar="NAME", default="", help="Family name, with --given."),
            click.option(
                "--family-first",
                is_flag=True,
                help='Read names as "Family Given", as in Hungary. Chinese names are always '
                "read so.",
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
            click.option(
                "--user-id",
                "user_ids",
                type=click.IntRange(1, HIGHEST),
                multiple=True,
                metavar="N",
                help="Id of the user, for mentions that contain it (repeatable).",
            ),
        )
    ):
        function = option(function)
    return function


def identity(
    *,
    names: Sequence[str],
    files: Sequence[Path],
    given: str,
    family: str,
    family_first: bool,
    logins: tuple[str, ...],
    mails: tuple[str, ...],
    user_ids: tuple[int, ...],
    known: Identity | None = None,
) -> Identity:
    """The person that the options describe, besides what is `known`. Raises UsageError."""
    from operasure.matching import given as givens
    from operasure.matching.given import Given

    return givens.identity(
        _given(names, files, Given((), logins, mails, user_ids)),
        given_name=given,
        family_name=family,
        family_first=family_first,
        known=known,
    )


def befores(paths: Sequence[Path], passphrase_file: Path | None) -> list[Snapshot]:
    """The snapshots that are named. Raises UsageError."""
    if not paths:
        return []
    from operasure.looks.snapshot import file

    return [file.read(path, partial(passphrase.given, passphrase_file, path)) for path in paths]


def known(snapshots: Sequence[Path], passphrase_file: Path | None) -> Identity | None:
    """Who the person of the snapshots is; None where none is named. Raises UsageError."""
    return together(befores(snapshots, passphrase_file))


def together(snapshots: Sequence[Snapshot]) -> Identity | None:
    """The one person whose accounts the snapshots are of."""
    if not snapshots:
        return None
    from operasure.looks.snapshot.identity import searchable
    from operasure.matching.identity import Identity

    return Identity.union([searchable(each.known, each.subject.user_id) for each in snapshots])


def _given(names: Sequence[str], files: Sequence[Path], rest: Given) -> Iterator[Given]:
    from operasure.matching import given as givens
    from operasure.matching.given import LARGEST, Given

    yield Given(tuple(name for name in names if name != STDIN)) + rest
    if STDIN in names:
        with click.open_file(STDIN, "rb") as stream:
            yield givens.read(stream.read(LARGEST + 1), "standard input")
    for path in files:
        with path.open("rb") as stream:
            yield givens.read(stream.read(LARGEST + 1), str(path))


def token(who: Identity, case_key: bytes | None) -> str | None:
    """The keyed hash of the person, where the case has a key."""
    from operasure.reports.certificate import token as tokens

    if case_key is None:
        return None
    if made := tokens.of_person(case_key, who):
        return made[0]
    return tokens.of_user(case_key, who.user_ids[0]) if who.user_ids else None
