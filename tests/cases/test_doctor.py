"""What doctor says of a machine that has all, and of each thing that is taken away."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from operasure.cases import doctor
from operasure.cli import run
from operasure.reports.certificate import keys, pdf
from operasure.server.memcached import Memcached
from support.databases import MakeDatabase
from support.instances import reduced


def site(folder: Path, **values: str) -> Path:
    path = folder / "site.toml"
    path.write_text("\n".join(f"{k} = {v}" for k, v in values.items()), encoding="utf-8")
    path.chmod(0o600)
    return path


def said(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    """The exit code, and by thing the word that its line begins with; the last of several."""
    capsys.readouterr()
    code = run(["doctor", "--site", str(path)])
    out = capsys.readouterr().out
    assert "secret" not in out
    return code, {line[9:].partition(":")[0]: line[:9].strip() for line in out.splitlines()}


def test_what_is_there_and_what_is_taken_away(
    shared_database: MakeDatabase,
    memcached: Memcached,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = shared_database(reduced("before"))
    keys.create_signing(tmp_path / "sign.key")
    (tmp_path / "assets").mkdir()
    (tmp_path / "production.log").touch()
    values = {
        "controller": '"Example Works"', "contact": '"privacy"', "time_zone": '"Europe/Berlin"',
        "database_url": f'"{url}"', "writer_url": f'"{url}"', "attachments": '"assets"',
        "memcached": f'["{memcached.address}"]', "logs": '["production.log"]',
        "signing_key": '"sign.key"',
    }  # fmt: skip
    monkeypatch.setattr(pdf, "is_available", lambda: True)
    code, words = said(site(tmp_path, **values), capsys)
    # The servers of the tests are asked as their superuser.
    assert {what for what, word in words.items() if word != "found"} == {
        "role to read", "role to write",
    }  # fmt: skip
    assert code == 0
    nowhere = '"postgres://x:secret@127.0.0.1:1/x"'
    _, words = said(site(tmp_path, **values | {"database_url": nowhere}), capsys)
    assert words["database"] == "MISSING"
    assert words["role to write"] == "without"
    # Without databases, the rest is asked in no time. What one thing lacks hides no other.
    rest = {k: v for k, v in values.items() if "url" not in k}
    _, words = said(site(tmp_path, **rest), capsys)
    for key, value, what, word in (
        ("contact", None, "site file", "without"),
        ("writer_url", nowhere, "role to write", "MISSING"),
        ("memcached", '["127.0.0.1:1"]', "memcached", "MISSING"),
        ("memcached", '["nonsense:0"]', "memcached", "MISSING"),
        ("memcached", None, "memcached", "without"),
        ("attachments", '"nowhere"', "attachments", "MISSING"),
        ("attachments", None, "attachments", "without"),
        ("logs", '["nowhere"]', "path", "MISSING"),
        ("signing_key", '"nowhere"', "signing key", "MISSING"),
        ("signing_key", None, "signing key", "MISSING"),
    ):
        changed = {k: v for k, v in (rest | {key: value}).items() if v is not None}
        code, now = said(site(tmp_path, **changed), capsys)
        assert now[what] == word, (key, value)
        assert code == 3
        others = {k: v for k, v in now.items() if k != what}
        assert others.items() <= words.items(), (key, value)


def test_a_role_that_may_not_read_all_and_a_database_of_something_else(
    make_database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database()
    name = f"role_{url.rpartition('/')[2]}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'p'".encode())
        try:
            admin.execute(f"GRANT SELECT ON users TO {name}".encode())
            info = admin.info
            mine = f"postgres://{name}:p@{info.host}:{info.port}/{info.dbname}"
            told = site(tmp_path, database_url=f'"{mine}"', writer_url=f'"{mine}"')
            _, words = said(told, capsys)
            assert words["role to read"] == words["role to write"] == "MISSING"
            assert words["release"] == "MISSING"
            admin.execute(b"DROP TABLE work_packages CASCADE")
            assert said(told, capsys)[1]["database"] == "MISSING"
        finally:
            admin.execute(f"DROP OWNED BY {name}".encode())
            admin.execute(f"DROP ROLE {name}".encode())


def test_clocks_that_differ() -> None:
    assert doctor._clock(doctor.CLOCKS / 2).found
    assert "ahead" in doctor._clock(3600).says
    assert "behind" in doctor._clock(-3600).says
    assert not doctor._clock(-3600).found
