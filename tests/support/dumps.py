"""Dumps of the sample installations, made by pg_dump, and databases restored from them."""

from __future__ import annotations

import gzip
import json
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

from operasure.core.model import Dump
from operasure.core.progress import NOBODY, Meter
from operasure.database.target import Target
from operasure.looks.backups.choose import choose
from operasure.looks.backups.opened import digest_of
from operasure.looks.backups.recognise import recognise
from operasure.looks.backups.restore import Restored, restore
from operasure.server.postgresql import Server

FORMS: Mapping[str, tuple[str, ...]] = {
    "custom": ("-Fc",),
    "directory": ("-Fd", "-j2"),
    "tar": ("-Ft",),
    "plain": (),
    "inserts": ("--inserts", "--clean", "--create"),
}
"""Options of pg_dump by the name of the form."""


def pg_dump(server: Server, url: str, path: Path, *options: str) -> Path:
    """Dump a database of the server to `path`, and return it."""
    command = [str(server.bindir / "pg_dump"), *options, f"--file={path}", url]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return path


def packed(path: Path) -> Path:
    """The file again, compressed by gzip."""
    made = path.with_name(f"{path.name}.gz")
    made.write_bytes(gzip.compress(path.read_bytes(), 1))
    return made


def backup(script: Path, *attachments: str) -> Path:
    """A backup as OpenProject's administration makes it (app/workers/backup_job.rb:186-204)."""
    made = script.with_name("openproject-backup.zip")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in enumerate(attachments, 1):
            archive.writestr(f"attachment/file/{number}/{name}", b"content")
        archive.write(script, "openproject.sql")
    return made


NEEDED = ("journals", "schema_migrations", "settings", "users", "work_packages")


def script(path: Path, *parts: str, without: str = "", program: str = "15.0") -> Path:
    """A small dump in plain SQL: what makes a database OpenProject's, then these statements."""
    tables = [
        f"CREATE TABLE public.{name} (\n    id bigint NOT NULL\n);\n"
        f"COPY public.{name} (id) FROM stdin;\n1\n\\.\n"
        for name in NEEDED
        if name != without
    ]
    head = f"--\n-- PostgreSQL database dump\n--\n\n-- Dumped by pg_dump version {program}\n\n"
    tail = "\n--\n-- PostgreSQL database dump complete\n--\n\n"
    path.write_text("\n".join([head, *tables, *parts, tail]), encoding="utf-8")
    return path


@contextmanager
def restored(server: Server, path: Path, progress: Meter = NOBODY) -> Iterator[Restored]:
    """Restore a dump on a shared server, and drop it at the end."""
    name = f"restored_{uuid4().hex[:12]}"
    dump = recognise(path)
    chosen = choose(dump, [server.installation])
    try:
        yield restore(server, dump, chosen.contents, progress, name=name)
    finally:
        with psycopg.connect(server.socket_url(), autocommit=True) as admin:
            role = sql.Identifier(name)
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(role))
            admin.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(role))


def target(path: Path, found: Restored) -> Target:
    """The restored database as the commands are given it."""
    facts = Dump(
        "a form", digest_of(path), None, None, None, found.unrestored, found.notes, found.partial
    )
    return Target(found.parameters, "--dump", facts)


def lasting(document: Any) -> Any:
    """An evidence document without what differs between two runs on the same data."""
    copy = json.loads(json.dumps(document))
    for key in ("run", "restore", "not_covered"):
        copy.pop(key, None)
    for key in ("database", "identity", "checked_at", "dump", "role_powers"):
        copy["installation"].pop(key, None)
    return copy
