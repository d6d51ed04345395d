"""The answer to a request for access, on real databases: nothing missing, nobody else in it."""

from __future__ import annotations

import html.parser
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from operasure.cases import site
from operasure.cli import run
from operasure.core import keeping
from operasure.reports.access.answer import AccessAnswer
from operasure.reports.access.statements import STATEMENTS
from operasure.reports.words import LANGUAGES, Words
from support import roles
from support.access import CROWDED, FEW, SCRIPT, Made
from support.databases import MakeDatabase

if TYPE_CHECKING:
    from support.browser import Pages


FILES = ("answer.json", "written.json", "answer.html")


@pytest.fixture(autouse=True)
def _no_site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv(site.VARIABLE, raising=False)


@pytest.fixture(scope="module")
def crowded(shared_database: MakeDatabase) -> str:
    return shared_database(CROWDED)


@pytest.fixture(scope="module")
def answer(crowded: str, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The answer to the person of the crowded installation."""
    folder = tmp_path_factory.mktemp("access") / "answer"
    return Made(folder, access(crowded, folder, "--case", "2026-011"))


@pytest.fixture(scope="module")
def few(shared_database: MakeDatabase) -> str:
    return shared_database(FEW)


def access(url: str, folder: Path, *options: str) -> int:
    return run(["access", "--user-id", "42", "-o", str(folder), "--database-url", url, *options])


def statements(folder: Path, *without: str) -> Path:
    """A site file that states everything."""
    path = folder / "site.toml"
    lines = (f'{key} = "stated: {key}"' for key in STATEMENTS if key not in without)
    path.write_text("\n".join(lines), encoding="utf-8")
    path.chmod(0o600)
    return path


def test_nobody_else_is_in_it(crowded: str, answer: Made) -> None:
    with psycopg.connect(crowded) as connection:
        others = connection.execute(
            "SELECT firstname || ' ' || lastname, lastname || ', ' || firstname, login, mail "
            "FROM users WHERE type = 'User' AND id <> 42 AND login <> 'admin'"
        ).fetchall()
    own = {"jürgen brandström", "brandström, jürgen"}
    words = {str(w).casefold() for row in others for w in row if w} - own
    assert len(words) > 30
    for name in FILES:
        text = answer.text(name).casefold()
        found = {w for w in words if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text)}
        assert found == set(), name
        assert "quellwasser" not in text.replace("ask [another person]", "").replace(
            "quellwasser, xaver", ""
        )
        assert "xq-external" not in text
        assert "4711" not in text
    assert "[another person]" in answer.text("written.json")


def test_secrets_never_go_out(crowded: str, answer: Made) -> None:
    secret = {
        "user_passwords": ("hashed_password", "salt"),
        "tokens": ("value",),
        "two_factor_authentication_devices": ("otp_secret",),
        "oauth_access_tokens": ("token", "refresh_token"),
        "oauth_access_grants": ("token",),
        "oauth_client_tokens": ("access_token", "refresh_token"),
        "sessions": ("session_id",),
    }
    with psycopg.connect(crowded) as connection:
        values = {
            str(row[0])
            for table, columns in secret.items()
            for column in columns
            for row in connection.execute(f'SELECT "{column}" FROM {table}')
            if row[0] and len(str(row[0])) > 6
        }
    assert len(values) > 10
    for name in FILES:
        assert "HIDDEN" not in answer.text(name)
        assert [each for each in values if each in answer.text(name)] == []
    # That they are held is said, and how many.
    left = answer.left()
    assert left["user_passwords.hashed_password"] == 1
    assert left["user_preferences.settings"] >= 4
    assert left["tokens.value"] == len(answer.entries("bu-03/tokens.user_id"))


def test_own_data_is_given(answer: Made) -> None:
    [account] = answer.entries("bu-01/users.id")
    assert account["values"]["mail"] == "juergen.brandstroem@example.org"
    assert account["values"]["admin"] is False
    [settings] = (e["values"]["settings"] for e in answer.entries("bu-02/user_preferences.user_id"))
    assert settings["theme"] == "light"
    assert settings["mentor"] == "[another person]"
    assert settings["remote"] == {}
    assert settings["[another person]"] == ["[another person]", "colour: blue"]
    members = answer.entries("bu-05/members.user_id")
    assert {"project_id": 40, "project name": "Neubau Süd"}.items() <= members[0]["values"].items()
    roles_ = answer.entries("bu-05/member_roles.member_id (membership of the person)")
    assert all(each["values"]["role name"] for each in roles_)
    assert all(isinstance(each["values"]["member_id"], int) for each in roles_)
    assert answer.entries("bu-06/rates.user_id")
    [first, *_] = answer.entries("cw-02/work_packages.assigned_to_id")
    assert first["page"].startswith("Work package #")
    # The rest of such a row is not about the person.
    assert "description" not in first.get("values", {})


def test_what_the_person_wrote_has_its_place(answer: Made) -> None:
    texts = answer.json("written.json")["texts"]
    [own] = (e for e in texts if (e["table"], e["id"]) == ("work_packages", 40))
    assert own["page"] == "Work package #40 Arbeitspaket 0"
    assert own["project"] == "neubau-sued"
    assert own["changed_by_others"] is True
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", own["date"])
    assert own["texts"]["description"] == (
        f"{SCRIPT} \x1b[2J Ask [another person], @[another person], [another person] or "
        "[another person]; I am Jürgen Brandström."
    )
    tables = {each["table"] for each in texts}
    assert tables >= {"journals", "messages", "news", "comments", "time_entries", "wiki_pages"}
    [news] = (e for e in texts if (e["table"], e["id"]) == ("news", 40))
    assert news["texts"]["title"] == "[another person] joins"
    assert news["page"] == "News [another person] joins"


def test_old_versions_give_what_the_person_wrote_in_them_once(answer: Made) -> None:
    texts = answer.json("written.json")["texts"]
    old = {
        e["version"]: e for e in texts if e["table"] == "work_package_journals" and e["id"] > 9000
    }
    assert {n: e["texts"]["description"] for n, e in old.items()} == {
        101: "OLD-one\nshared",  # the last line stands in the text of today
        103: "OLD-two: ask [another person]",
        105: "  OLD-three  ",
    }
    assert all(e["page"] == "Work package #40 Arbeitspaket 0" for e in old.values())
    assert all(e["project"] == "neubau-sued" for e in old.values())
    assert all(e["changed_by_others"] is True for e in old.values())
    for words in ("OLD-one", "OLD-two", "OLD-three"):
        assert answer.text("written.json").count(words) == 1
    assert "THEIRS" not in answer.text("written.json")
    versions = [each for each in texts if each["table"].endswith("_journals")]
    assert all(isinstance(each["version"], int) for each in versions)
    assert "history of work packages" in answer.text("answer.html")


def test_a_name_in_entities_and_a_placeholder_account_are_left_out(answer: Made) -> None:
    texts = answer.json("written.json")["texts"]
    [text] = [t for e in texts for t in e["texts"].values() if "HELD-note" in t]
    end = text.partition("HELD-note: ")[2]
    assert end == "[another person]; Developer; [another person]"


def test_what_others_wrote_is_given_as_passages(answer: Made) -> None:
    check = "cc-01/journals.notes (work packages, messages and the rest):text"
    found = {entry["id"]: entry for entry in answer.entries(check)}
    assert found[46]["passages"] == ["SHOWN-open: Jürgen Brandström, says [another person]"]
    assert "passages" not in found[44]
    # The profile of a namesake is theirs; that is has the same name is told to nobody.
    assert 4712 not in {entry["id"] for entry in answer.entries("bu-01/users.lastname:text")}


def test_what_nobody_described_is_named(answer: Made) -> None:
    told = answer.json("answer.json")
    assert answer.entries("xu-01/public.zz_notes.user_id") == [{"id": 1}]
    assert "public.zz_notes.remark" in told["not_looked_at"]
    assert "public.zz_notes.remark" in answer.text("answer.html")
    assert told["complete"] is False
    assert answer.code == 3


def test_a_text_that_is_too_long_is_cut_and_says_so(answer: Made) -> None:
    texts = answer.json("written.json")["texts"]
    [page] = (e for e in texts if (e["table"], e["id"]) == ("wiki_pages", 40))
    assert len(page["texts"]["text"]) == 1_000_000
    assert answer.left()["wiki_pages.text"] == 1
    assert len(answer.text("answer.html")) < 1_000_000


class _Tags(html.parser.HTMLParser):
    def __init__(self, content: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on") or name == "src"]
        self.seen.add(tag)


def test_the_page_holds_no_markup_of_others(answer: Made) -> None:
    page = answer.text("answer.html")
    assert "&lt;script&gt;document.title" in page
    assert not {"script", "img", "mention", "b"} & _Tags(page).seen
    assert "\x1b" not in "".join(answer.text(name) for name in FILES)


@pytest.mark.parametrize("width", [1100, 390])
def test_the_page_fits(answer: Made, pages: Pages, width: int) -> None:
    page = pages.open(answer.folder / "answer.html", viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.title() == "Answer to your request for access"


def test_the_files_say_what_they_are(answer: Made) -> None:
    assert answer.folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in answer.folder.iterdir()) == sorted(FILES)
    for name in FILES:
        path = answer.folder / name
        assert path.stat().st_mode & 0o777 == 0o600
        found = keeping.head(path)
        assert found is not None
        assert found.kind == "answer"
        assert found.delete_after is not None
    assert answer.json("answer.json")["case"] == "2026-011"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_complete_where_everything_is_stated(
    few: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    made = tmp_path / "answer"
    options = ["--language", language, "--site", str(statements(tmp_path))]
    assert access(few, made, *options) == 0
    out = capsys.readouterr().out
    assert "next: read " in out
    assert "MISSING" not in out
    found = Made(made, 0)
    told = found.json("answer.json")
    assert told["complete"] is True
    assert told["missing"] == []
    assert told["stated"] == {key: f"stated: {key}" for key in STATEMENTS}
    page, words = found.text("answer.html"), Words(language)
    assert f'<html lang="{language}">' in page
    assert words("access.incomplete") not in page
    for key in STATEMENTS:
        assert words(f"access_stated.{key}") in page
        assert f"stated: {key}" in page
    assert "Zoë" in page


def test_a_statement_that_is_missing_is_named_and_none_is_made_up(
    few: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = statements(tmp_path, "purposes", "legal_basis")
    assert access(few, tmp_path / "answer", "--site", str(path)) == 3
    assert "MISSING: Purposes of the processing: state purposes in" in capsys.readouterr().out
    found = Made(tmp_path / "answer", 3)
    told = found.json("answer.json")
    assert (told["missing"], told["complete"]) == (["purposes"], False)
    assert told["stated"]["purposes"] is None
    page = found.text("answer.html")
    assert page.count("Not stated yet.") == 1
    assert "This answer is not complete." in page
    assert "Legal basis" not in page


def test_what_may_not_be_read_is_said(
    few: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with roles.reader(few, "rates") as (_, url):
        assert access(url, tmp_path / "answer", "--site", str(statements(tmp_path))) == 3
    assert "NOT READ: bu-06/rates.user_id: no permission" in capsys.readouterr().out
    told = Made(tmp_path / "answer", 3).json("answer.json")
    assert "bu-06/rates.user_id" in {each["what"] for each in told["not_read"]}


def test_wrong_usage_is_one_line(
    few: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there").mkdir()
    for options, words in (
        (["--user-id", "43"], "never assigned"),
        (["--user-id", "3"], "the Deleted user"),
        (["-o", str(tmp_path / "there")], "exists already: name a new folder"),
        (["-o", str(tmp_path / "none" / "deeper")], "is not a folder: create it first"),
        (["--site", str(tmp_path / "no.toml")], "can't be read"),
    ):
        assert access(few, tmp_path / "answer", *options) == 2, options
        err = capsys.readouterr().err
        assert words in err
        assert "Traceback" not in err
        assert not (tmp_path / "answer").exists()
    assert access("postgres://localhost:1/none", tmp_path / "answer") == 5


def test_nothing_is_left_of_a_folder_that_could_not_be_finished(
    few: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any) -> Any:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(AccessAnswer, "_page", failing)
    assert access(few, tmp_path / "answer") == 70
    assert list(tmp_path.iterdir()) == []
