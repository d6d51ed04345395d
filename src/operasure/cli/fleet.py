"""`operasure fleet` and its subcommands."""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import common, guard, option, outputs, progress, seals
from operasure.cli import site as sites
from operasure.core.errors import OperasureError, UsageError
from operasure.core.legible import visible

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from operasure.cases.site import Site
    from operasure.cli.outputs import Outputs
    from operasure.fleet.answers import Results
    from operasure.fleet.file import Fleet, FleetInstance, FleetQuestion

FORMATS = ("kubernetes", "nomad", "parallel", "systemd")
_GRACE = 10.0
"""Seconds that a look has to end once it is told to."""

_file = click.argument("file", metavar="FILE", type=option.FILE)
_results = click.option(
    "--results",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of the answers; default: the folder 'results' beside FILE.",
)
_again = option.flag("--again", help="Ask those again, too, whose answer is not clear.")
_timeout = option.seconds(
    "--timeout", default=14_400, says="Longest time for one instance; 0 is no limit."
)


@click.group("fleet")
def command() -> None:
    """Check many instances: one process beside each database, one summary of their answers."""


@command.command("init")
@click.argument("name", metavar="NAME")
@option.file(
    "--from",
    "listed",
    required=True,
    help="CSV file with a line for each instance: name, user_ids, one of site, "
    "database_url_env and database_url_file, and perhaps reviewed.",
)
@click.option("--signing-key", metavar="FILE", help="Key that seals answers ('operasure keygen').")
@option.new_file("--output", "-o", help="Write the fleet file here instead of standard output.")
def init_command(name: str, listed: Path, signing_key: str | None, output: Path | None) -> int:
    """Write a fleet file from a list of instances. NAME tells this run from others.

    Exit code: 0 written, 2 wrong usage, also where the file is there already.
    """
    from operasure.fleet import file

    if output and (output.exists() or output.is_symlink()):
        raise UsageError(f"{output} is there already: edit it, or name another with -o")
    now = datetime.now(UTC).replace(microsecond=0)
    common.emit(file.render(file.from_csv(listed, name, now, signing_key)), output)
    return 0


@command.command("plan")
@_file
@option.choice("--format", "form", of=FORMATS, default="parallel", help="For which scheduler.")
@option.number("--jobs", least=1, most=10_000, default=4, help="Instances at a time.")
@_timeout
@click.option(
    "--image",
    default="registry.example.org/operasure:local",
    show_default=True,
    metavar="IMAGE",
    help="Image of operasure ('operasure help image').",
)
@_results
def plan_command(
    file: Path, form: str, jobs: int, timeout: float, image: str, results: Path | None
) -> int:
    """Print what runs the fleet elsewhere: for Kubernetes, Nomad, GNU parallel or systemd.

    Exit code: 0 printed, 2 wrong usage.
    """
    from operasure.fleet import plans

    fleet, found = _read(file, results)
    if not timeout:
        raise UsageError("--timeout: a scheduler needs a limit")
    if not re.fullmatch(r"[A-Za-z0-9][\w./:@-]*", image, re.ASCII):
        raise UsageError("--image is no name of an image")
    seconds = max(1, round(timeout))
    place = plans.Place(file.absolute(), found.path.absolute(), jobs, seconds, image)
    click.echo("".join(plans.FORMATS[form](fleet, place)), nl=False)
    return 0


@command.command("look")
@_file
@click.argument("name", metavar="[NAME]", required=False)
@_results
@_again
@option.flag("--while-input-lasts", help="End when standard input ends, as 'fleet run' wants it.")
def look_command(
    file: Path, name: str | None, results: Path | None, again: bool, while_input_lasts: bool
) -> int:
    """Check one instance and write its sealed answer: what each process of a fleet runs.

    Without NAME the instance is the one of the index in JOB_COMPLETION_INDEX or NOMAD_ALLOC_INDEX.
    An id that has been answered is not asked again.

    Exit code: that of verify (0, 1, 3, 4; 5 no OpenProject database; 2 wrong usage), of several ids
    the worst.
    """
    from operasure.core.model import Verdict
    from operasure.fleet.answers import NoAnswer
    from operasure.server import process

    if while_input_lasts:
        _end_with_input()
    fleet, found = _read(file, results)
    instance = _instance(fleet, name)
    key = _key(fleet)
    trusted = fleet.trusted()
    found.begin()
    worst, failed = Verdict.CLEAR, 0
    for user_id in instance.user_ids:
        question = fleet.question(instance, user_id)
        with found.alone(question):
            try:
                told = found.read(fleet, question, trusted).answer.verdict
            except NoAnswer:
                told = None
            if told is None or (again and told != Verdict.CLEAR):
                try:
                    with process.scratch() as own:
                        documents = _documents(fleet, question, own)
                        told = found.make(fleet, question, *documents, key).answer.verdict
                    common.wrote(found.answer(question))
                except _Failed as error:
                    failed = max(failed, error.exit_code)
                    continue
            worst = worst.worse(Verdict(told))
    return failed or worst.exit_code


@command.command("run")
@_file
@_results
@option.number("--jobs", least=1, most=256, default=4, help="Instances at a time.")
@_timeout
@_again
def run_command(file: Path, results: Path | None, jobs: int, timeout: float, again: bool) -> int:
    """Check all instances from this machine. What is answered is not asked again, so run it again
    after an interruption.

    Exit code: 0 every instance has answered that nothing is left, 1 something is left, 3 an
    instance has not answered or could not be checked in full, or another run is at work, 4 an
    account still exists; 2 wrong usage.
    """
    from operasure.cases.folder import locked
    from operasure.fleet import merging
    from operasure.fleet.running import Runner
    from operasure.reports.evidence import fleet as shape

    fleet, found = _read(file, results)
    _key(fleet)
    found.begin()
    with locked(found.path):

        def told(name: str, why: str) -> None:
            click.echo(visible(f"operasure: {name}: {why}"), err=True)

        try:
            Runner(fleet, found, jobs, timeout, told, os.environ).go(progress.shown(), again=again)
        except KeyboardInterrupt:
            raise _Interrupted("interrupted; what was answered stays: run it again") from None
        status = merging.status(fleet, found, datetime.now(UTC))
    for line in merging.lines(status):
        click.echo(visible(line))
    return shape.whole(shape.FleetCounts(**status["counts"])).exit_code


@command.command("merge")
@_file
@_results
@outputs.options("fleet", "--output", "-o")
@seals.key_options
def merge_command(file: Path, results: Path | None, outputs: Outputs, seal: seals.GivenKeys) -> int:
    """Make one summary of all answers. It is the same to the byte whenever the answers are.

    Exit code: 0 every instance has answered that nothing is left, 1 something is left, 3 an
    instance has not answered or could not be checked in full, 4 an account still exists; 2 wrong
    usage.
    """
    from operasure.core.typed import plain
    from operasure.fleet import merging
    from operasure.reports.evidence.document import exit_code
    from operasure.reports.formats import Paper

    fleet, found = _read(file, results)
    with merging.merged(fleet, found, progress.shown()) as summary:
        document = plain(summary)
        outputs.emit(Paper("fleet", document))
        seal.put(outputs)
        return exit_code(document)


@command.command("status")
@_file
@_results
@option.choice(
    "--format", "form", of=["text", "json"], default="text", help="The form of the output."
)
def status_command(file: Path, results: Path | None, form: str) -> int:
    """Say how many have answered what, how old the answers are, and who has not answered, and why.

    Exit code: 0 everyone has answered, 3 someone has not; 2 wrong usage.
    """
    import json

    from operasure.fleet import merging

    found = merging.status(*_read(file, results), datetime.now(UTC))
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in merging.lines(found):
            click.echo(visible(line))
    return 3 if found["counts"]["unanswered"] else 0


class _Interrupted(OperasureError):
    """Ended by a signal (exit 130): not everyone was asked."""

    exit_code = guard.INTERRUPTED


class _Failed(OperasureError):
    """verify did not come to a verdict; it has said why."""


def _read(path: Path, results: Path | None) -> tuple[Fleet, Results]:
    from operasure.fleet import file
    from operasure.fleet.answers import Results

    return file.read(path), Results(results or path.absolute().parent / "results")


def _instance(fleet: Fleet, name: str | None) -> FleetInstance:
    """The instance that is named, or that a scheduler means by its index."""
    from operasure.fleet.file import INDEXES

    if name is not None:
        found = [each for each in fleet.instances if each.name == name]
        if not found:
            raise UsageError("the fleet file names no instance of this name")
        return found[0]
    given = [os.environ[variable] for variable in INDEXES if variable in os.environ]
    if len(given) != 1:
        raise UsageError(f"give the name of an instance, or its index in {' or '.join(INDEXES)}")
    index = int(given[0]) if re.fullmatch(r"[0-9]{1,9}", given[0]) else len(fleet.instances)
    if index >= len(fleet.instances):
        raise UsageError("the index names no instance of the fleet file")
    return fleet.instances[index]


def _key(fleet: Fleet) -> Ed25519PrivateKey:
    if fleet.signing_key is None:
        raise UsageError("fleet file: signing_key is missing: 'operasure keygen -o FILE' makes one")
    from operasure.reports.certificate import keys

    secret = fleet.signing_passphrase_file
    key = seals.signing_key(
        fleet.at(fleet.signing_key), fleet.at(secret) if secret else None, "signing_passphrase_file"
    )
    if keys.fingerprint(key.public_key()) not in fleet.trusted():
        raise UsageError("fleet file: signed_by does not name signing_key: no answer would count")
    return key


def _documents(fleet: Fleet, question: FleetQuestion, own: Path) -> tuple[Path, Path | None]:
    """Let verify write its document, and find-mentions where names are given. Raises _Failed where
    one came to no verdict."""
    from operasure.cases import options
    from operasure.fleet.file import READING

    site = _site(fleet, question.instance)
    common = ["--user-id", str(question.user_id), *options.reading(site), *options.cached(site)]
    document, mentions = own / "document.json", own / "mentions.json"
    _asked(["verify", *common, *options.accepted(site), *fleet.words()], site, document)
    if fleet.names_file is None or fleet.case_key is None:
        return document, None
    names = ["--names-file", str(fleet.at(fleet.names_file))]
    names += ["--case-key", str(fleet.at(fleet.case_key))]
    decided = question.instance.reviewed
    names += ["--reviewed", str(fleet.at(decided))] if decided else []
    # It tells how it reads each name, and what is written here may go to logs elsewhere: of what
    # it says the error alone, its last line, is passed on.
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            _asked(["find-mentions", *common, *names, *fleet.words(READING)], site, mentions)
    except _Failed:
        click.echo("\n".join(said.getvalue().splitlines()[-1:]), err=True)
        raise
    return document, mentions


def _asked(words: list[str], site: Site, document: Path) -> None:
    from operasure import cli
    from operasure.core.model import Verdict

    with _own_environment(site):
        code = cli.run([*words, "--format", "json", "-o", str(document)])
    if code == guard.INTERRUPTED:
        raise KeyboardInterrupt
    if code not in {each.exit_code for each in Verdict}:
        failed = _Failed()
        failed.exit_code = code
        raise failed


def _site(fleet: Fleet, instance: FleetInstance) -> Site:
    """The settings of one instance; its database must be named by them alone, or another's could
    answer."""
    from operasure.cases import site

    if instance.source == "database_url_env":
        return site.Site(database_url_env=instance.place)
    place = fleet.at(instance.place)
    if instance.source == "database_url_file":
        return site.Site(database_url_file=place)
    found = site.read(place)
    if not (found.database_url or found.database_url_env or found.database_url_file):
        raise UsageError(f"{instance.name}: its site file names no database_url")
    return found


@contextmanager
def _own_environment(found: Site) -> Iterator[None]:
    """The environment with what this instance's settings say of databases and caches, and with
    nothing that says it for another."""
    from operasure.core.configuration import is_of_one_installation
    from operasure.looks.cache.address import REDIS_VARIABLE

    with sites.databases(found):
        own = {sites.READER, *([REDIS_VARIABLE] if found.redis else [])}
        kept = {name: os.environ[name] for name in own}
        others = {n: os.environ.pop(n) for n in list(os.environ) if is_of_one_installation(n)}
        os.environ.update(kept | {"OPERASURE_CONF_D": ""})
        try:
            yield
        finally:
            del os.environ["OPERASURE_CONF_D"]
            os.environ.update(others)


def _end_with_input() -> None:
    """End as if interrupted once standard input ends: whoever started this is gone then."""

    def wait() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(guard.INTERRUPTED)

    threading.Thread(target=wait, daemon=True).start()
