"""Whether everything that a case needs is available, one finding for each thing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from operasure.cases.site import READER, Site, default
from operasure.core import extras
from operasure.core.configuration import Configuration, resolve, variable_of
from operasure.core.errors import OperasureError, UsageError
from operasure.core.model import Installation
from operasure.database import openproject, role
from operasure.database.reader import Reader, reason
from operasure.database.release import known
from operasure.database.target import target
from operasure.erase import sql
from operasure.erase.writer import VARIABLE, writer_target
from operasure.looks.cache import address
from operasure.looks.cache.connection import CacheAccess, Connection
from operasure.looks.cache.faults import Fault
from operasure.looks.cache.redis import RedisConnection, RedisError, shown
from operasure.looks.cache.settings import other_stores
from operasure.looks.files import extra
from operasure.looks.files.directory import Directory
from operasure.reports.certificate import keys, pdf

CLOCKS = 60
"""Seconds by which the clocks of server and machine may differ before it is said."""
_OLDEST = 120_000
"""The oldest PostgreSQL that a plan can be made on."""


@dataclass(frozen=True)
class DoctorFinding:
    """What is there, or what is missing with how to fix it. `needed` is false for what a case can
    do without."""

    what: str
    says: str
    mend: str | None = None
    needed: bool = True
    source: str | None = None
    """Where what is said was taken from: an option of the site file, a variable, a file."""

    @property
    def found(self) -> bool:
        """Whether it is as it should be."""
        return self.mend is None


def examine(site: Site, environment: Mapping[str, str]) -> Iterator[DoctorFinding]:
    """Look at everything; `environment` has the databases that the site file names. Each thing is
    asked by itself: what one lacks hides no other."""
    yield _site(site, environment)
    found = Configuration(environment)
    try:
        found = resolve(environment)
        yield from _configuration(found)
    except UsageError as error:
        yield DoctorFinding("configuration", str(error), "fix that, then run again")
    yield from _reading(site, found)
    yield _writing(site, found)
    yield from _caches(site, found)
    yield from _redis(site)
    yield from _places(site, found)
    yield _signing(site)
    yield from _extras()


def _site(site: Site, environment: Mapping[str, str]) -> DoctorFinding:
    if site.path is None:
        mend = "operasure site init"
        return DoctorFinding("site file", f"none at {default(environment)}", mend, needed=False)
    silent = [key for key in ("controller", "contact", "time_zone") if not getattr(site, key)]
    if silent:
        mend = f"state {', '.join(silent)} there, or in every case file"
        return DoctorFinding(
            "site file", f"{site.path} lacks {', '.join(silent)}", mend, needed=False
        )
    return DoctorFinding("site file", str(site.path))


def _configuration(found: Configuration) -> Iterator[DoctorFinding]:
    what = "configuration"
    if found.closed:
        mend = "run as root or as OpenProject's user, or name the database yourself"
        yield DoctorFinding(what, f"{found.closed} can't be read by this user", mend, needed=False)
    for note in found.notes:
        says, _, mend = note.rpartition(": ")
        yield DoctorFinding(what, says, mend, needed=False)
    if files := sorted({place.rpartition(" in ")[2] for place in found.places.values()}):
        yield DoctorFinding(what, f"{len(found.places)} settings", source=", ".join(files))


def _reading(site: Site, settings: Configuration) -> Iterator[DoctorFinding]:
    what = "database"
    try:
        found = target(None, settings.variables, settings.said)
        source = found.source
        if source == READER and any(
            (site.database_url, site.database_url_env, site.database_url_file)
        ):
            source = "the site file"
        with closing(Reader(found)) as reader:
            schema = openproject.find_schema(reader, site.schema)
            yield DoctorFinding(what, found.shown, source=source)
            yield _rights(role.rights(reader, schema))
            what = "release"
            relations = openproject.relations(reader, schema)
            reader.use_schema(schema, relations)
            facts = openproject.installation(reader, found, schema, relations)
            yield _release(facts)
            yield _clock((datetime.now(UTC) - facts.checked_at).total_seconds())
            yield _identity(reader, schema)
    except OperasureError as error:
        yield DoctorFinding(what, str(error), "name it in the site file ('operasure help site')")
    except psycopg.Error as error:
        yield DoctorFinding(
            what, f"it can't be asked for: {reason(error)}", "fix that, then run again"
        )


def _release(facts: Installation) -> DoctorFinding:
    named = f"OpenProject {facts.openproject or 'of an unknown release'}"
    if facts.beyond:
        mend = f"use a newer operasure: the newest release that this one knows is {known().read}"
        return DoctorFinding("release", f"{named}: {facts.known_by}", mend)
    return DoctorFinding("release", f"{named}, PostgreSQL {facts.postgresql}")


def _rights(found: role.Rights) -> DoctorFinding:
    says = f"{found.role}: {' '.join(role.lines(found))}"
    sql_of_role = "'operasure role' prints the SQL for one that may"
    if not found.reads_everything:
        return DoctorFinding("role to read", says, sql_of_role)
    if found.powers:
        return DoctorFinding(
            "role to read", says, sql_of_role.replace("may", "only reads"), needed=False
        )
    return DoctorFinding("role to read", says)


def _clock(ahead: float) -> DoctorFinding:
    if abs(ahead) < CLOCKS:
        return DoctorFinding("clock", "that of the server and this machine's agree")
    says = f"{abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'} the server's"
    mend = "let both be set by NTP: a certificate refuses looks that seem older than a removal"
    return DoctorFinding("clock", says, mend)


def _identity(reader: Reader, schema: str) -> DoctorFinding:
    try:
        reader.fetch(f"SELECT {sql.identity(schema)} AS identity")
    except psycopg.Error as error:
        mend = "GRANT EXECUTE ON FUNCTION pg_control_system() to the role: a plan asks for it"
        return DoctorFinding("to plan", f"the server does not say who it is: {reason(error)}", mend)
    if reader.connection.info.server_version < _OLDEST:
        return DoctorFinding(
            "to plan", "the server is too old", "a plan needs PostgreSQL 12 or newer"
        )
    return DoctorFinding("to plan", "the server says who it is")


def _writing(site: Site, settings: Configuration) -> DoctorFinding:
    what, mend = (
        "role to write",
        "'operasure help erase' has the SQL for a role that only changes rows",
    )
    if not settings.variables.get(VARIABLE):
        says = "no database to write to is named: nothing can be erased"
        return DoctorFinding(what, says, f"name writer_url in the site file; {mend}", needed=False)
    try:
        with closing(Reader(writer_target(None, settings.variables))) as reader:
            found = role.rights(reader, openproject.find_schema(reader, site.schema))
    except OperasureError as error:
        return DoctorFinding(what, str(error), mend)
    except psycopg.Error as error:
        return DoctorFinding(what, reason(error), mend)
    if not found.reads_everything or not found.written:
        says = f"{found.role} may change rows of {found.written} of {found.tables} tables"
        return DoctorFinding(what, f"{says}, and not read {found.unread}", mend)
    if found.powers:
        return DoctorFinding(what, role.writing(found.powers), mend, needed=False)
    return DoctorFinding(what, f"{found.role} may change rows of {found.written} tables")


def _caches(site: Site, settings: Configuration) -> Iterator[DoctorFinding]:
    own = variable_of("cache_memcache_server", settings.variables) or address.SERVERS_VARIABLE
    source = "the site file" if site.memcached else settings.said(own)
    try:
        named = address.servers(site.memcached, settings.variables)
    except UsageError as error:
        yield DoctorFinding("memcached", str(error), "fix it in the site file")
        return
    for store, unchecked in other_stores(
        settings.variables,
        servers_searched=bool(named),
        directory_searched=False,
        redis_searched=bool(site.redis),
    ).items():
        yield DoctorFinding("cache", f"{store}: {unchecked.reason}", unchecked.remedy, needed=False)
    if not named:
        mend = "name every server in the site file, if OpenProject has one"
        yield DoctorFinding("memcached", "none is named", mend, needed=False)
    for each in named:
        try:
            with Connection(each, CacheAccess()) as connection:
                yield DoctorFinding(
                    "memcached", f"{each}, version {connection.version}", source=source
                )
        except Fault as fault:
            mend = fault.unchecked.remedy
            yield DoctorFinding("memcached", f"{each}: {fault}", mend, source=source)


def _redis(site: Site) -> Iterator[DoctorFinding]:
    what, source = "redis", "the site file"
    try:
        named = address.redis(site.redis, {})
    except UsageError as error:
        yield DoctorFinding(what, str(error), "fix it in the site file")
        return
    for each in named:
        try:
            with closing(RedisConnection(each, CacheAccess())) as connection:
                keys = connection.ask(b"DBSIZE")
            yield DoctorFinding(what, f"{each}, {keys!r} keys", source=source)
        except Fault as fault:
            yield DoctorFinding(what, f"{each}: {fault}", fault.unchecked.remedy, source=source)
        except RedisError as error:
            mend = "let the user of the address run DBSIZE, SCAN, TYPE, PTTL, INFO and read values"
            yield DoctorFinding(what, f"{each}: {shown(error)}", mend, source=source)


def _places(site: Site, settings: Configuration) -> Iterator[DoctorFinding]:
    own = variable_of("attachments_storage_path", settings.variables)
    root = site.attachments or (Path(settings.variables[own]) if own else None)
    if root is None:
        yield DoctorFinding("attachments", "none are named", "name their directory", needed=False)
    else:
        source = settings.said(own) if own and not site.attachments else "the site file"
        yield replace(
            _tried("attachments", str(root), Directory(root).check, "see to it"), source=source
        )
        yield _tried(
            "to read files", "the extra is installed", extra.check, extras.install("files")
        )
    if not site.logs:
        yield DoctorFinding("logs", "none are named", "name logs in the site file", needed=False)
    for path in (*site.logs, *site.queries, *filter(None, [site.accept])):
        if os.access(path, os.R_OK):
            yield DoctorFinding("path", str(path))
        else:
            yield DoctorFinding("path", f"{path} can't be read", "fix it, or run as a user who may")


def _signing(site: Site) -> DoctorFinding:
    if site.signing_key is None:
        mend = "operasure keygen -o FILE, and name it as signing_key in the site file"
        return DoctorFinding("signing key", "none is named: nothing can be certified", mend)
    try:
        locked = keys.is_protected(site.signing_key)
        if not locked:
            keys.read_signing(site.signing_key)
    except UsageError as error:
        return DoctorFinding("signing key", str(error), "operasure keygen -o FILE")
    return DoctorFinding(
        "signing key", f"{site.signing_key}{', with a passphrase' if locked else ''}"
    )


def _extras() -> Iterator[DoctorFinding]:
    if pdf.is_available():
        yield DoctorFinding("certificate.pdf", "can be made")
    else:
        mend = pdf.MISSING.partition(": ")[2]
        yield DoctorFinding("certificate.pdf", "a PDF needs WeasyPrint", mend, needed=False)
    version = ".".join(map(str, sys.version_info[:3]))
    yield DoctorFinding("python", version)


def _tried(what: str, says: str, check: Callable[[], None], mend: str) -> DoctorFinding:
    try:
        check()
    except UsageError as error:
        return DoctorFinding(what, str(error), mend)
    return DoctorFinding(what, says)
