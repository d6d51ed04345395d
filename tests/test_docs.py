"""What README and docs say is what the program does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import psycopg
import pytest

from operasure.checks import accept
from operasure.cli import COMMANDS, run
from operasure.core import queries
from operasure.core.model import Verdict
from operasure.database import role
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from operasure.reports import formats
from support.databases import MakeDatabase
from support.instances import observed

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]

sys.path.insert(0, str(ROOT / "tools"))
generate_docs = import_module("generate_docs")
typed_docs = import_module("typed_docs")
site_hooks = import_module("site_hooks")


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(), re.S)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    page = (DOCS / f"{name}.md").read_text()
    assert f"({name}.md)" in (DOCS / "README.md").read_text()
    assert f"operasure {name}" in (ROOT / "README.md").read_text()
    command: click.Command = import_module(f"operasure.cli.{COMMANDS[name]}").command
    shared = "".join((DOCS / f"{page}.md").read_text() for page in ("verify", "database"))
    parts = command.commands.values() if isinstance(command, click.Group) else [command]
    for part in parts:
        assert part.help
        for option in part.params:
            if isinstance(option, click.Option):
                assert option.help, (name, option.name)
                assert any(o in page + shared for o in option.opts), (name, option.opts)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if link.startswith("http"):
            continue
        path, _, anchor = link.partition("#")
        file = (page.parent / path) if path else page
        assert file.exists(), link
        if anchor:
            titles = re.findall(r"^#+ (.+)$", file.read_text(), re.M)
            assert anchor in {site_hooks.anchor(title, "-") for title in titles}, link


def build_site(config: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the site as `make docs` does; skips where mkdocs is not installed (tools/setup)."""
    pytest.importorskip("mkdocs", reason="mkdocs is not installed: run tools/setup .venv")
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", folder],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_the_site_is_built_and_every_page_is_in_its_menu(tmp_path: Path) -> None:
    done = build_site(ROOT / "mkdocs.yml", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {page.stem for page in tmp_path.glob("*.html")} >= {
        page.stem for page in DOCS.glob("*.md") if page.name != "README.md"
    }
    # Nothing is fetched from elsewhere, as no page of the program does.
    index = (tmp_path / "index.html").read_text()
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//(?!www\.mkdocs\.org)[^"'>]*""", index)


def test_a_dead_link_or_anchor_is_an_error_of_the_site(tmp_path: Path) -> None:
    text = (ROOT / "mkdocs.yml").read_text().replace("tools/", f"{ROOT}/tools/")
    (tmp_path / "docs").mkdir()
    page = (
        "# A\n\n[a](b.md) [b](#nowhere) [c](README.md#elsewhere) [right](#a) [outside](../b.py)\n"
    )
    (tmp_path / "docs" / "README.md").write_text(page)
    (tmp_path / "mkdocs.yml").write_text(text.partition("\nnav:")[0])
    done = build_site(tmp_path / "mkdocs.yml", tmp_path / "site")
    assert done.returncode == 1
    assert "Aborted with 3 warnings in strict mode" in done.stdout


def test_the_page_of_forms_names_each_with_its_endings() -> None:
    page = (DOCS / "formats.md").read_text()
    for form in formats.formats().values():
        [row] = re.findall(rf"^\| `{form.name}` \|.*$", page, re.M)
        assert all(f"`{suffix}`" in row for suffix in form.suffixes), row
        named = re.findall(r"`([\w-]+)`", row.rpartition(" | ")[2])
        assert set(named) == (form.commands or set()), row


def test_every_page_is_reached() -> None:
    linked = set(re.findall(r"\]\(([\w.-]+\.md)", "".join(p.read_text() for p in PAGES)))
    assert {p.name for p in DOCS.glob("*.md")} - {"README.md"} - linked == set()


def test_the_page_of_checks_is_made_from_the_queries() -> None:
    made = generate_docs.page(queries.load())
    assert (DOCS / "checks.md").read_text() == made, "run: python tools/generate_docs.py"


@pytest.mark.parametrize("document", [typed_docs.EVIDENCE, typed_docs.SNAPSHOT, typed_docs.FLEET])
def test_schema_and_page_of_a_document_are_made_from_its_types(document: Any) -> None:
    again = "run: python tools/typed_docs.py"
    assert json.loads(document.schema.read_text()) == typed_docs.schema(document), again
    assert document.page.read_text() == typed_docs.page(document), again


def test_the_readme_s_example_is_real_output(
    shared_database: MakeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    url = shared_database(observed("after"))
    assert run(["verify", "--user-id", "42", "--database-url", url]) == 1
    out = [_lasting(line) for line in capsys.readouterr().out.splitlines()]
    [example] = blocks(ROOT / "README.md", "console")
    lines = [_lasting(line) for line in example.splitlines()]
    passing = ("Check again after", "places clear")
    shown = [
        line
        for line in lines
        if line and not line.startswith("$") and not any(each in line for each in passing)
    ]
    assert len(shown) > 25
    positions = [out.index(line) for line in shown]
    assert positions == sorted(positions)


def _lasting(line: str) -> str:
    """A line without times, the server's version, and what changes as dates pass: the counts, with
    the columns of the table."""
    line = re.sub(r"PostgreSQL \S+|\d{4}-\d\d-\d\dT\S+", "*", line)
    line = re.sub(r"( +(\d+|–))+$", "", line)
    return re.sub(r"(?<![-\w])\d+", "N", " ".join(line.split()))


def test_the_role_of_the_docs_may_do_what_it_says(make_database: MakeDatabase) -> None:
    url = make_database(observed("before"))
    [sql] = blocks(DOCS / "database-role.md", "sql")
    assert sql == role.script()
    name = f"role_{url.rpartition('/')[2]}"
    with psycopg.connect(url, autocommit=True) as admin:
        for statement in sql.replace("operasure", name).split(";"):
            if statement.strip():
                admin.execute(statement.encode())
        info = admin.info
        mine = f"postgres://{name}:choose%20one@{info.host}:{info.port}/{info.dbname}"
        try:
            assert verify(target(mine, {}), VerifyOptions(60)).verdict is Verdict.CLEAR
            with psycopg.connect(mine) as reader, pytest.raises(psycopg.Error):
                reader.execute("UPDATE users SET login = 'x'")
        finally:
            admin.execute(f"DROP OWNED BY {name}".encode())
            admin.execute(f"DROP ROLE {name}".encode())


def test_the_accept_file_of_the_docs_is_read(shared_database: MakeDatabase, tmp_path: Path) -> None:
    [content] = blocks(DOCS / "accept.md", "toml")
    file = tmp_path / "accepted.toml"
    file.write_text(content)
    report = verify(target(shared_database(observed("after")), {}), VerifyOptions(42, accept=file))
    assert list(report.accepted) == ["bu-06/rates.user_id"]
    now = report.installation.checked_at
    assert accept.read(file, {"bu-06/rates.user_id"}, now) == dict(report.accepted)


def test_the_examples_of_adding_a_check_are_read(tmp_path: Path) -> None:
    page = DOCS / "add-a-check.md"
    reference, mention, spans = blocks(page, "sql")
    (tmp_path / "references").mkdir()
    (tmp_path / "mentions").mkdir()
    (tmp_path / "references" / "cw-02-my-plugin.sql").write_text(f"{reference}\n{spans}")
    (tmp_path / "mentions" / "cw-02-my-plugin.sql").write_text(mention)
    (tmp_path / "no-person.toml").write_text(blocks(page, "toml")[0])
    loaded = queries.load(tmp_path)
    added = {c.id for c in (*loaded.references, *loaded.texts)}
    added -= {c.id for q in [queries.load()] for c in (*q.references, *q.texts)}
    assert added == {
        "cw-02/plugin_things.boss_id",
        "cw-02/plugin_things.remark:text",
        "cw-02/plugin_things.history:text",
        "cw-02/plugin_seats.user_id",
    }


def test_exit_codes() -> None:
    table = (DOCS / "exit-codes.md").read_text()
    for verdict in Verdict:
        assert f"| {verdict.exit_code} | `{verdict}` |" in table


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_no_heading_stands_twice(page: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```", "", page.read_text())
    titles = re.findall(r"^## (.+)$", text, re.M)
    assert len(titles) == len(set(titles))
