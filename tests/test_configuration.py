"""Where OpenProject's settings are taken from: variables, secrets in files, files of a package."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from operasure.cases.site import Site
from operasure.cli import common, run
from operasure.cli import site as sites
from operasure.core import configuration
from operasure.core.configuration import FOLDER, Configuration, resolve
from operasure.core.errors import UsageError
from operasure.database.target import target
from operasure.server.memcached import Memcached
from operasure.server.postgresql import Server
from support.databases import MakeDatabase
from support.instances import reduced
from support.pooler import pooled

WARN = common.warn


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "conf.d"
    made.mkdir(mode=0o750)
    return made


def packaged(folder: Path, **variables: str) -> Configuration:
    return resolve({FOLDER: str(folder), **variables})


def test_files_of_a_package_are_taken_as_its_own_program_takes_them(folder: Path) -> None:
    (folder / "00_addon_postgres").write_text(
        'export DATABASE_URL="postgres://op:a%24\\$b@127.0.0.1:45432/openproject"\n'
    )
    (folder / "other").write_text(
        'export SECRET_KEY_BASE="x$y"\nexport OPENPROJECT_RAILS__CACHE__STORE="memcache"\n'
        'OPENPROJECT_DB_USERNAME=not-exported\nexport PATH="$PATH:/x"\n'
        "export OPENPROJECT_ATTACHMENTS__STORAGE__PATH='/var/db/openproject/files'\n"
    )
    (folder / "memcached").write_text("export MEMCACHED_SERVERS=tcp://127.0.0.1:11211\n")
    (folder / ".hidden").write_text("rm -rf /")
    (folder / "sub").mkdir()
    found = packaged(folder)
    assert {k: v for k, v in found.variables.items() if k != FOLDER} == {
        "DATABASE_URL": "postgres://op:a%24$b@127.0.0.1:45432/openproject",
        "OPENPROJECT_RAILS__CACHE__STORE": "memcache",
        "OPENPROJECT_ATTACHMENTS__STORAGE__PATH": "/var/db/openproject/files",
        "MEMCACHE_SERVERS": "127.0.0.1:11211",
    }
    assert found.said("DATABASE_URL") == f"DATABASE_URL in {folder}/00_addon_postgres"
    assert found.said("MEMCACHE_SERVERS").startswith("the default for OPENPROJECT_RAILS__CACHE")
    chosen = target(None, found.variables, found.said)
    assert chosen.parameters["password"] == "a$$b"
    assert not chosen.plain
    assert chosen.source == found.said("DATABASE_URL")
    assert "a$" not in f"{found!r}{chosen!r}{chosen.shown}"
    # What the environment says goes over it, by whichever of a setting's variables.
    mine = packaged(folder, OPENPROJECT_ATTACHMENTS_STORAGE_PATH="/mine", MEMCACHE_SERVERS="c:1")
    assert "OPENPROJECT_ATTACHMENTS__STORAGE__PATH" not in mine.variables
    assert mine.variables["MEMCACHE_SERVERS"] == "c:1"


@pytest.mark.parametrize(
    "named",
    ["DATABASE_URL", "OPERASURE_DATABASE_URL", "OPENPROJECT_DB_PASSWORD", "PGHOST", "PGSERVICE"],
)
def test_nothing_of_a_package_is_taken_where_a_database_is_named(folder: Path, named: str) -> None:
    (folder / "other").write_text("this is no shell")
    found = packaged(folder, **{named: "x"})
    assert found == Configuration({FOLDER: str(folder), named: "x"})
    assert resolve({FOLDER: str(folder)}, named=True).places == {}
    with pytest.raises(UsageError, match=r"other can't be read as data: line 1 .*config:get"):
        packaged(folder)
    assert resolve({FOLDER: ""}) == Configuration({FOLDER: ""})


def test_what_is_said_twice_or_can_be_read_by_all_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a").write_text("export DATABASE_URL=postgres://one/x")
    (folder / "b").write_text("export DATABASE_URL=postgres://two/x")
    (folder / "c").write_text("export DATABASE_URL")
    found = packaged(folder)
    assert found.variables["DATABASE_URL"] == "postgres://two/x"
    assert found.notes == (f"DATABASE_URL stands in {folder}/a and in {folder}/b: the last holds",)
    monkeypatch.setattr(configuration, "_is_open_to_all", lambda path: path.name == "a")
    assert f"chmod o= {folder}/a" in packaged(folder).notes[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"export DATABASE_URL='postgres://u:SECRET\xff@h/d'", "not written in UTF-8"),
        (b"export DATABASE_URL=postgres://u:SECRET@h/d\r\n", "ends lines with CR"),
        (b"export DATABASE_URL='postgres://u:SECRET\n@h/d'", "control character"),
        (b"export DATABASE_URL=postgres://u:SECRET@h/d\0", "line 1 is no plain"),
        (b"export DATABASE_URL=postgres://u:$SECRET@h/d", "only a shell can tell DATABASE_URL"),
        (b"export SECRET=1\nrm SECRET", "line 2 is no plain"),
        (b"#" * (configuration._LIMIT + 1) + b"SECRET", "larger than"),
    ],
)
def test_a_hostile_file_is_refused_in_one_line_without_what_it_holds(
    folder: Path, content: bytes, words: str
) -> None:
    (folder / "other").write_bytes(content)
    with pytest.raises(UsageError, match=words) as refused:
        packaged(folder)
    assert str(folder / "other") in str(refused.value)
    assert "SECRET@" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_anybody_may_change_is_not_read_and_a_pipe_is_not_waited_for(folder: Path) -> None:
    path = folder / "other"
    os.mkfifo(folder / "pipe")
    path.write_text("export DATABASE_URL=postgres://h/d")
    assert "DATABASE_URL" in packaged(folder).variables
    path.chmod(0o646)
    with pytest.raises(UsageError, match="other can be changed by every user"):
        packaged(folder)
    path.chmod(0o640)
    folder.chmod(0o777)
    with pytest.raises(UsageError, match=r"conf\.d can be changed by every user"):
        packaged(folder)
    folder.chmod(0o750)
    with pytest.raises(UsageError, match="can't be read"):
        packaged(folder / "none")
    for each in (path, folder / "pipe"):
        with pytest.raises(UsageError, match="DATABASE_URL_FILE"):
            resolve({"DATABASE_URL_FILE": str(each / "x")})
    with pytest.raises(UsageError, match="is no file"):
        resolve({"DATABASE_URL_FILE": str(folder / "pipe")})


def test_a_folder_that_may_not_be_read_is_named_where_a_database_is_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def denied(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    (folder / "other").touch()
    monkeypatch.setattr(configuration, "_content", denied)
    assert packaged(folder).closed == folder / "other"
    for name in [each for each in os.environ if each.startswith(("PG", "DATABASE", "OPERASURE_D"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv(FOLDER, str(folder))
    monkeypatch.setattr("psycopg.connect", _no_server)
    assert run(["verify", "--user-id", "42"]) == 5
    said = capsys.readouterr().err
    assert f"no database given: set DATABASE_URL or --database-url; {folder}/other can't" in said


def _no_server(**_: object) -> None:
    raise psycopg.OperationalError("no server")


def test_the_package_s_program_tells_what_only_a_shell_can(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "other").write_text('export DATABASE_URL="postgres://u:$WORD@h/d"')
    program = tmp_path / "openproject"
    program.write_text(
        '#!/bin/sh\n[ "$1" = config:get ] && [ -z "$HOME" ] && echo "postgres://$2"\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(configuration, "PROGRAM", program)
    monkeypatch.setattr(configuration, "PACKAGED", folder)
    assert resolve({}).variables["DATABASE_URL"] == "postgres://DATABASE_URL"
    # Of a folder that is named, it knows nothing.
    with pytest.raises(UsageError, match=r"export DATABASE_URL=.*config:get DATABASE_URL"):
        packaged(folder)
    program.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(UsageError, match="only a shell"):
        resolve({})


def test_secrets_in_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("it's a=secret \n")
    environment = {
        "DATABASE_URL": "postgres://op@db/open",
        "OPENPROJECT_DB_PASSWORD_FILE": str(secret),
        "SSL_CERT_FILE": "/not/ours",
    }
    found = resolve(environment)
    chosen = target(None, found.variables, found.said)
    assert chosen.parameters["password"] == "it's a=secret "
    assert chosen.source == f"DATABASE_URL and OPENPROJECT_DB_PASSWORD_FILE ({secret})"
    assert not chosen.plain
    assert found.variables["SSL_CERT_FILE"] == "/not/ours"
    with pytest.raises(UsageError, match="are both set"):
        resolve(environment | {"OPENPROJECT_DB_PASSWORD": "other"})
    for content in (b"", b"\n", b"a\nb", b"a\x1b[1m", b"\xff", b"a" * (configuration._LIMIT + 1)):
        secret.write_bytes(content)
        with pytest.raises(UsageError) as refused:
            resolve(environment)
        assert str(refused.value).isprintable()
    # An option that names the database makes them meaningless.
    assert resolve(environment, named=True).places == {}


def test_a_site_file_goes_over_a_secret_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPERASURE_DATABASE_URL_FILE", str(tmp_path / "none"))
    with sites.databases(Site(database_url="postgres://mine/x")):
        assert common.find_target(None).parameters["host"] == "mine"
    assert os.environ["OPERASURE_DATABASE_URL_FILE"] == str(tmp_path / "none")


def test_rails_own_names_and_quotes_of_yaml() -> None:
    environment = {
        "DATABASE_URL": '"postgres://db/?database=open&username=op&password=a%26b&pool=5"',
        "OPENPROJECT_DB_SSLMODE": "'require'",
    }
    assert target(None, environment).parameters == {
        "host": "db", "dbname": "open", "user": "op", "password": "a&b", "sslmode": "require",
    }  # fmt: skip
    same = {"DATABASE_URL": "postgres://op@db/open?username=op&host=db"}
    assert target(None, same).parameters["user"] == "op"
    for url in (
        "postgres://op@db/x?username=b",
        "postgres://db/x?host=c",
        "postgres://db/x?dbname=y",
    ):
        with pytest.raises(UsageError, match="twice"):
            target(None, {"DATABASE_URL": url})
    with pytest.raises(UsageError, match="quotation mark"):
        target(None, {"OPENPROJECT_DB_PASSWORD": '"SECRET'})
    for odd in ("\udcff", "a\nb", "\x7f", "'a\tb'", r'"\0"'):
        for name in ("OPENPROJECT_DB_PASSWORD", "DATABASE_URL"):
            with pytest.raises(UsageError, match=f"^{name} "):
                target(None, {name: odd})
    spaces = {"DATABASE_URL": " ", "OPENPROJECT_DB_PASSWORD": "a\u00a0\u2003b"}
    assert target(None, spaces).parameters == {"password": "a\u00a0\u2003b"}
    with pytest.raises(UsageError, match="OPERASURE_DATABASE_URL"):
        target(None, {"OPERASURE_DATABASE_URL": "postgres://u:\udcff@h/d"})
    # An option is libpq's, as ever.
    assert target("postgres://db/x?host=c", {}).parameters["host"] == "c"


def test_the_address_of_the_instance_is_the_one_that_openproject_s_variables_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOST_NAME", "of-this-machine")
    assert common.address(None) is None
    monkeypatch.setenv("OPENPROJECT_HOST__NAME", "op.example.org:8080")
    assert common.address(None) == "https://op.example.org:8080"
    monkeypatch.setenv("OPENPROJECT_RAILS__RELATIVE__URL__ROOT", "/work")
    monkeypatch.setenv("OPENPROJECT_HTTPS", "false")
    assert common.address(None) == "http://op.example.org:8080/work"
    assert common.address("https://given") == "https://given"
    monkeypatch.setenv("OPENPROJECT_HOST__NAME", "javascript:alert(1)//")
    assert common.address(None) is None


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine, and its key."""
    made, key = folder / "cert.pem", folder / "key.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=x"
    command = ["openssl", *words.split(), "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True)
    key.chmod(0o644)
    return made, key


def test_a_managed_database_behind_a_pooler_is_one_whose_certificate_is_checked(
    shared_database: MakeDatabase,
    any_server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As Helm's chart has it: the address has no password; here a file holds it."""
    name = shared_database(reduced("after")).rpartition("/")[2]
    secret = tmp_path / "password"
    secret.write_text("XYZZY7\n")
    for each in [each for each in os.environ if each.startswith(("PG", "DATABASE", "OPERASURE_D"))]:
        monkeypatch.delenv(each)
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # the pooler runs as another user
        made, key = certificate(Path(place))
        with pooled(
            any_server, "transaction", client_tls_sslmode="require",
            client_tls_cert_file=str(made), client_tls_key_file=str(key),
        ) as pool:  # fmt: skip
            address = f"postgresql://{pool.user}@{pool.host}:{pool.port}/{name}?pool=5"
            monkeypatch.setenv("DATABASE_URL", address)
            monkeypatch.setenv("OPENPROJECT_DB_PASSWORD_FILE", str(secret))
            monkeypatch.setenv("OPENPROJECT_DB_SSLMODE", "verify-full")
            monkeypatch.setenv("OPENPROJECT_DB_SSLROOTCERT", str(made))
            assert run(["verify", "--user-id", "60", "--jobs", "2"]) == 0
            (tmp_path / "other").mkdir()
            other, _ = certificate(tmp_path / "other")
            monkeypatch.setenv("OPENPROJECT_DB_SSLROOTCERT", str(other))
            assert run(["verify", "--user-id", "60"]) == 5
            monkeypatch.setenv("OPENPROJECT_DB_SSLMODE", "disable")
            assert run(["verify", "--user-id", "60"]) == 5
    said = capsys.readouterr()
    assert "certificate verify failed" in said.err
    assert "SSL required" in said.err
    assert "OPENPROJECT_DB_SSLMODE" in said.err
    assert "XYZZY7" not in said.out + said.err


def test_a_packaged_installation_needs_no_option(
    shared_database: MakeDatabase,
    memcached: Memcached,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = shared_database(reduced("after"))
    (folder / "00_addon_postgres").write_text(f'export DATABASE_URL="{url}"')
    (folder / "other").write_text(
        f"export OPENPROJECT_CACHE__MEMCACHE__SERVER={memcached.address}\n"
        f"export OPENPROJECT_ATTACHMENTS__STORAGE__PATH={tmp_path}\n"
        "export OPENPROJECT_HOST__NAME=openproject.example.org\n"
    )
    for name in [each for each in os.environ if each.startswith(("PG", "DATABASE", "OPERASURE_D"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv(FOLDER, str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(common, "warn", WARN)
    assert run(["verify", "--user-id", "42", "--format", "json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["cache"] is not None
    assert f"operasure: the database is the one of DATABASE_URL in {folder}/00_addon" in said.err
    assert (
        "the servers of memcached are those of OPENPROJECT_CACHE__MEMCACHE__SERVER in " in said.err
    )
    assert run(["site", "init"]) == 0
    assert "attachments is taken from OPENPROJECT_ATTACHMENTS__" in capsys.readouterr().err
    content = (tmp_path / "operasure/site.toml").read_text()
    assert f'\nmemcached = ["{memcached.address}"]\n' in content
    assert '\ninstallation = "openproject.example.org"\n' in content
    assert url not in content
    assert run(["doctor", "--format", "json", "-o", str(tmp_path / "found.json")]) == 3
    document = (tmp_path / "found.json").read_text()
    found = json.loads(document)
    assert found["complete"] is False
    by = {each["what"]: each for each in found["findings"]}
    assert by["database"]["source"] == f"DATABASE_URL in {folder}/00_addon_postgres"
    assert "password ***" in by["database"]["says"]
    assert by["memcached"]["source"] == "the site file"
    assert by["signing key"]["mend"]
    assert url not in document + said.err
