"""The site file: every key of its example is read, and nothing secret gets out of it."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from operasure.cases import site
from operasure.cli import run
from operasure.cli import site as cli
from operasure.core.errors import UsageError


def written(folder: Path, content: str, mode: int = 0o600) -> Path:
    path = folder / "site.toml"
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    return path


def test_every_key_of_the_example_is_one_of_the_file(tmp_path: Path) -> None:
    whole = "".join(site.example({each.name: each.metadata["example"] for each in site.KEYS}))
    assert list(tomllib.loads(whole)) == [each.name for each in site.KEYS]
    found = site.read(written(tmp_path, whole))
    assert all(getattr(found, key.name) for key in site.KEYS)
    assert site.read(written(tmp_path, "".join(site.example()))) == site.Site(found.path)


def test_init_writes_it_once_for_its_owner_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(site.VARIABLE, raising=False)
    assert site.find(None, os.environ) == site.Site()
    assert run(["site", "init"]) == 0
    path = tmp_path / "config/operasure/site.toml"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert site.find(None, os.environ) == site.Site(path)
    path.write_text('contact = "x"', encoding="utf-8")
    assert run(["site", "init"]) == 2
    assert path.read_text(encoding="utf-8") == 'contact = "x"'
    capsys.readouterr()
    assert run(["site", "init", "--example"]) == 0
    assert capsys.readouterr().out == "".join(site.example())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("nonsense = 1", "there is no key 'nonsense'"),
        ("memcached = 'one:1'", "memcached must be a list"),
        ("logs = [1]", "logs must be a text"),
        ("contact = ''", "contact must be a text"),
        ("language = 'xx'", "language must be one of"),
        ("time_zone = 'Nowhere/Else'", "is not known here"),
        ("writer_url = 'postgres://u:secret@h/d", "is not valid TOML"),
        ("\ud800", "is not valid TOML"),
    ],
)
def test_what_it_must_not_hold_is_refused_in_one_line(
    tmp_path: Path, content: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "")
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert run(["doctor", "--site", str(path)]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1
    assert "secret" not in err


def test_one_that_others_can_read_or_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="chmod 600"):
        site.read(written(tmp_path, "contact = 'x'", 0o640))
    with pytest.raises(UsageError, match="can't be read"):
        site.find(tmp_path / "none.toml", {})
    with pytest.raises(UsageError, match="can't be read"):
        site.find(None, {site.VARIABLE: str(tmp_path / "none.toml")})


def test_addresses_come_from_the_file_a_variable_or_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "writer").write_text("postgres://w:secret@h/d\n", encoding="utf-8")
    path = written(tmp_path, "database_url_env = 'MINE'\nwriter_url_file = 'writer'")
    found = site.read(path)
    assert "secret" not in repr(found)
    with pytest.raises(UsageError, match="MINE, which is not set"):
        found.environment({})
    monkeypatch.setenv("MINE", "postgres://r@h/d")
    monkeypatch.setenv("OPERASURE_DATABASE_URL", "before")
    monkeypatch.delenv("OPERASURE_WRITER_URL", raising=False)
    with cli.databases(found):
        assert os.environ["OPERASURE_DATABASE_URL"] == "postgres://r@h/d"
        assert os.environ["OPERASURE_WRITER_URL"] == "postgres://w:secret@h/d"
    assert os.environ["OPERASURE_DATABASE_URL"] == "before"
    assert "OPERASURE_WRITER_URL" not in os.environ
    both = site.read(written(tmp_path, "writer_url = 'a'\nwriter_url_env = 'MINE'"))
    with pytest.raises(UsageError, match="give one of"):
        both.environment(os.environ)
    gone = site.read(written(tmp_path, "writer_url_file = 'nowhere'"))
    with pytest.raises(UsageError, match="holds no address"):
        gone.environment({})
