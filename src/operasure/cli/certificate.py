"""`operasure certificate` and its subcommands."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from operasure.cli import option, passphrase, progress
from operasure.cli.seals import signing_key
from operasure.core.languages import LANGUAGES
from operasure.core.legible import visible
from operasure.core.model import Verdict
from operasure.reports.certificate.facts import FACTS

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from operasure.reports.certificate import case as cases
    from operasure.reports.certificate import create

F = TypeVar("F", bound=Callable[..., Any])

_OPENS_SNAPSHOT = "--snapshot-passphrase-file"
_NOTHING = {"no_recipients": "recipients", "nothing_kept": "kept"}


def _facts(function: F) -> F:
    """An option for each fact of the case, which wins over the case file."""
    function = option.flag("--nothing-kept", help="State that nothing else is kept.")(function)
    function = option.flag(
        "--no-recipients", help="State that no recipient had to be informed (Art. 19)."
    )(function)
    extra = (
        ("second_person", "who checks the erasure too: then two signatures are needed"),
        ("signed_by", "who signs the certificate: name and role"),
        ("reviewed_by", "who decided about the texts that name the person: name and role"),
        ("verified_by", "who verified the erasure: name and title; default: the second person"),
        ("deletion_class", "class of the data in your deletion concept (DIN 66398)"),
        ("recheck_on", "day of the next check; default: when what stays is to be gone"),
        ("installation", "which installation: its name or host name"),
        ("time_zone", "zone of dates and times, like Europe/Berlin; default UTC"),
        ("delete_after", "day after which the certificate is deleted; default in three years"),
    )
    for key, asks in reversed([*((fact.key, fact.asks) for fact in FACTS), *extra]):
        name = "--" + key.replace("_", "-")
        function = click.option(name, key, metavar="TEXT", help=_sentence(asks))(function)
    return function


def _sentence(asks: str) -> str:
    return f"{asks[0].upper()}{asks[1:]}."


_key = option.file("--key", "key_file", required=True, help="Signing key ('operasure keygen').")
_case_key = option.file(
    "--case-key", required=True, help="Key of the case ('operasure keygen --case')."
)
_directory = click.argument("directory", metavar="DIR", type=option.FOLDER)


class _MadeByDefault(click.Group):
    """`certificate` without the name of a subcommand makes a certificate."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = args[0] if args else "--help"
        if first not in {*self.commands, *ctx.help_option_names}:
            args = ["create", *args]
        return super().parse_args(ctx, args)


@click.group("certificate", cls=_MadeByDefault)
def command() -> None:
    """Make a signed certificate of an erasure, sign it a second time, verify it.

    Options without a subcommand are those of create.
    """


@command.command("create")
@option.file(
    "--evidence",
    "-e",
    multiple=True,
    required=True,
    help="Evidence document of verify, find-mentions, cache, … (--format json; repeatable).",
)
@option.file("--case", "case_file", help="Case file (TOML, see 'operasure help case-file').")
@_case_key
@_key
@passphrase.file_option
@option.file(
    "--snapshot",
    "snapshots",
    multiple=True,
    help="Snapshot from before the deletion (repeatable: one for each account of the person).",
)
@option.file(
    _OPENS_SNAPSHOT, "snapshot_passphrase", help="Read the snapshot's passphrase from a file."
)
@click.option(
    "--held-in",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="File or folder with files of the case (work lists, reviews, undo files). The folders "
    "of the case file, the evidence and the snapshot are always included (repeatable).",
)
@option.folder("--previous", help="The previous certificate of the case.")
@option.choice("--language", of=LANGUAGES, default="en", help="Language of the certificate.")
@click.option("--pdf/--no-pdf", "printed", default=None, help="Make PDFs; default: if possible.")
@click.option(
    "--timestamp-url",
    "stamp_url",
    metavar="URL",
    help="Have the date attested by a time-stamping authority (RFC 3161), which only sees a "
    "digest.",
)
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for the certificate; it must not exist.",
)
@_facts
def create_command(
    evidence: tuple[Path, ...],
    case_file: Path | None,
    case_key: Path,
    key_file: Path,
    passphrase_file: Path | None,
    snapshots: tuple[Path, ...],
    snapshot_passphrase: Path | None,
    held_in: tuple[Path, ...],
    previous: Path | None,
    language: str,
    printed: bool | None,
    stamp_url: str | None,
    output: Path,
    **stated: Any,
) -> int:
    """Make a certificate from evidence and from the statements of the case file.

    None of its files names the person. Exit code: that of the worst verdict in the evidence (0
    clear, 1 something is left, 3 something could not be checked); 4 the account still exists and
    nothing is made; 2 wrong usage.
    """
    from operasure.reports.certificate import create, folder, keys, letter, pdf

    folder.refuse_existing(output)
    before = [_snapshot(each, snapshot_passphrase) for each in snapshots]
    key = signing_key(key_file, passphrase_file, passphrase.OPTION)
    named = [path for path in (case_file, *snapshots, *evidence) if path]
    request = create.Request(
        case=_case(case_file, stated, before),
        evidence=evidence,
        case_key=keys.read_case(case_key),
        key=key,
        issued=datetime.now(UTC),
        language=language,
        previous=previous,
        before=before,
        printed=pdf.is_available() if printed is None else printed,
        documents=letter.is_available(),
        folders=[*held_in, *(path.parent for path in named), *named],
        stamp_url=stamp_url,
        progress=progress.shown(),
    )
    made = create.make(request)
    folder.write(output, made.contents)
    for doubt in made.doubts:
        _say(f"{doubt.where} holds a word that may be the person's name: look at it")
    if made.unstated:
        _say(f"the case file says nothing of these recipients: {', '.join(made.unstated)}")
    if made.lacking:
        _say(f"the document says 'not stated' where the case file lacks {', '.join(made.lacking)}")
    if not request.printed and printed is None:
        _say(f"no PDF: {pdf.MISSING}")
    if not request.documents:
        _say(f"no letter.docx: {letter.MISSING}")
    click.echo(f"{output}: {made.verdict}, signed with {keys.fingerprint(key.public_key())}")
    _echo_commands(output, key)
    if stamp_url:
        click.echo(folder.stamp_command())
    return Verdict(made.verdict).exit_code


@command.command("sign")
@_directory
@_key
@passphrase.file_option
def sign_command(directory: Path, key_file: Path, passphrase_file: Path | None) -> int:
    """Add the signature of a second person to the certificate in DIR.

    Exit code: 0 signed, 2 wrong usage, or the certificate was altered.
    """
    from operasure.reports.certificate import create

    key = signing_key(key_file, passphrase_file, passphrase.OPTION)
    fingerprint = create.sign(directory, key)
    click.echo(f"{directory}: signed with {fingerprint}")
    _echo_commands(directory, key)
    return 0


@command.command("verify")
@_directory
@click.option(
    "--key",
    "-k",
    "trusted",
    multiple=True,
    required=True,
    metavar="FILE|FINGERPRINT",
    help="Public key, or its fingerprint, of each required signer (repeatable). Get it from "
    "them, not from DIR.",
)
@option.folder("--previous", help="The certificate that this one must follow.")
@option.file(
    "--timestamp-ca",
    "authority",
    help="Certificate (PEM) of the time-stamping authority, or of its issuer. The time stamp is "
    "then required.",
)
def verify_command(
    directory: Path, trusted: tuple[str, ...], previous: Path | None, authority: Path | None
) -> int:
    """Check offline that the certificate in DIR is unaltered, and who signed it.

    Exit code: 0 every byte is as it was signed, 1 a file was altered, added or removed, or is
    signed with another key; 2 wrong usage.
    """
    from operasure.reports.certificate import check as checks
    from operasure.reports.certificate import stamp

    found = checks.check(
        directory,
        [checks.trusted(each) for each in trusted],
        previous,
        authorities=stamp.roots(authority) if authority else None,
    )
    for problem in found.problems:
        click.echo(visible(f"{directory}: {problem}"))
    if found.problems:
        return 1
    predicate = found.predicate or {}
    click.echo(f"{directory}: intact, {len(found.signers)} signature(s), {found.statement}")
    click.echo(
        f"case {predicate['case']['reference']}, issued at {predicate['issued_at']}, "
        f"verdict {predicate['verdict']}, to be deleted after {predicate['delete_after']}"
    )
    if found.stamped_at:
        click.echo(f"time stamp of {found.stamped_at.isoformat(timespec='seconds')}")
    elif found.has_stamp:
        _say(f"{stamp.FILE} was not checked: give the authority's certificate with --timestamp-ca")
    return 0


@command.command("verifier")
def verifier_command() -> int:
    """Print a Python program of one file that checks a certificate without operasure.

    An authority can read and run it: 'operasure certificate verifier > verifier.py', then
    'python3 verifier.py DIR FINGERPRINT'. Exit code: 0.
    """
    from operasure.reports.certificate import verifier

    click.echo(Path(verifier.__file__).read_text(encoding="utf-8"), nl=False)
    return 0


@command.command("check-subject")
@_directory
@_case_key
@click.option("--name", multiple=True, metavar="NAME", help="Name of the person (repeatable).")
@click.option("--login", multiple=True, metavar="LOGIN", help="Login of the person.")
@click.option("--mail", multiple=True, metavar="ADDRESS", help="Email address of the person.")
def check_subject_command(
    directory: Path,
    case_key: Path,
    name: tuple[str, ...],
    login: tuple[str, ...],
    mail: tuple[str, ...],
) -> int:
    """Confirm that the certificate in DIR is about a person whose name you know.

    Without --name, --login or --mail the name is asked for, so that it stays out of the shell's
    history. Exit code: 0 it is, 1 it is not, or the key belongs to another case; 2 wrong usage, or
    the certificate was altered. 'certificate verify' shows who signed it.
    """
    from operasure.reports.certificate import check as checks
    from operasure.reports.certificate import keys, token

    key = keys.read_case(case_key)
    predicate = checks.intact(directory).predicate or {}
    if not (name or login or mail):
        name = (click.prompt("Name", err=True),)
    held = [(each["kind"], each["token"]) for each in predicate["subject"]["tokens"]]
    if token.confirms(key, token.KnownPerson(name, login, mail), held):
        click.echo(f"{directory}: is about this person")
        return 0
    click.echo(f"{directory}: is not about this person, or was made with another key")
    return 1


def _case(
    path: Path | None, stated: Mapping[str, Any], before: Sequence[create.Before]
) -> cases.StatedCase:
    """The case: the file, the options over it, and the person of the snapshots."""
    from operasure.reports.certificate import case as cases
    from operasure.reports.certificate import known_person

    data = cases.read(path) if path else {}
    for name, key in _NOTHING.items():
        if stated[name]:
            data[key] = []
    data |= {k: v for k, v in stated.items() if k not in _NOTHING and v is not None}
    try:
        return cases.parse(data, known_person.known([each.snapshot for each in before]))
    except cases.MissingFacts as error:
        for key, asks in error.missing.items():
            click.echo(visible(f"  {key}: {asks}"), err=True)
        raise


def _snapshot(path: Path, passphrase_file: Path | None) -> create.Before:
    from operasure.looks.snapshot import file as snapshots
    from operasure.reports.certificate import create

    snapshot = snapshots.read(
        path, lambda: passphrase.given(passphrase_file, path, _OPENS_SNAPSHOT)
    )
    return create.Before(snapshot, f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}")


def _echo_commands(directory: Path, key: Ed25519PrivateKey) -> None:
    from operasure.reports.certificate import folder, keys

    for command in folder.commands(keys.fingerprint(key.public_key())):
        click.echo(f"cd {shlex.quote(str(directory))} && {command}")


def _say(text: str) -> None:
    click.echo(visible(f"operasure: {text}"), err=True)
