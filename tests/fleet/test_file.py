"""The fleet file: what is read, what is refused in one line, and written as it was read."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet import kit
from operasure.cli import run
from operasure.cli.find_mentions import command as find_mentions
from operasure.cli.fleet import FORMATS
from operasure.cli.verify import command as verify
from operasure.core.errors import UsageError
from operasure.core.model import HIGHEST
from operasure.fleet import file, plans
from operasure.reports.evidence.fleet import NAME

HEAD = 'format = 1\nname = "sample"\nsince = 2026-11-02T10:00:00Z\nsigning_key = "k"\n'
ONE = '[[instance]]\nname = "a"\nuser_ids = [42]\ndatabase_url_file = "db"\n'


def read(folder: Path, content: str | bytes) -> file.Fleet:
    path = folder / "fleet.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file.read(path)


def test_a_whole_file(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        HEAD.replace("10:00:00Z", "12:00:00.7+02:00")
        + "[verify]\nstatement-timeout = 600\njobs = 2\nkind = 'group'\n"
        + ONE
        + '[[instance]]\nname = "b-2"\nuser_ids = [7, 19]\nsite = "sites/b.toml"\n'
        + 'reviewed = "b.review"\n',
    )
    assert found.since == datetime(2026, 11, 2, 10, tzinfo=UTC)
    assert found.words() == ("--jobs", "2", "--kind", "group", "--statement-timeout", "600")
    assert [q.stem for q in found.questions()] == ["a.42", "b-2.7", "b-2.19"]
    assert len({q.digest for q in found.questions()}) == 3
    assert "".join(file.render(found)) == "".join(
        file.render(read(tmp_path, "".join(file.render(found))))
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff", "not valid TOML"),
        ("password = [", "not valid TOML"),
        (ONE, "format must be 1"),
        (f"format = true\n{ONE}", "format must be 1"),
        (HEAD, "no [[instance]]"),
        (f"{HEAD}instance = 3\n", "no [[instance]]"),
        (f"{HEAD}instance = [3]\n", "must be a table"),
        (HEAD.replace("Z", "") + ONE, "moment with its zone"),
        (HEAD.replace("2026-11-02T10:00:00Z", '"2026-11-02"') + ONE, "moment with its zone"),
        (HEAD.replace("sample", "Sample") + ONE, "small letters"),
        (HEAD.replace("sample", "a" * 41) + ONE, "at most 40"),
        (f'{HEAD}database_url = "x"\n{ONE}', "no key 'database_url'"),
        (f"{HEAD}{ONE}password = 'x'\n", "no key 'password'"),
        (f"{HEAD}{ONE}site = 'x'\n", "a: give one of"),
        (HEAD + ONE.replace('database_url_file = "db"\n', ""), "a: give one of"),
        (HEAD + ONE.replace('"db"', '"postgres://u:p@h/d"'), "holds an address or a password"),
        (HEAD + ONE.replace('"db"', '"host=h PASSWORD = p"'), "holds an address or a password"),
        (HEAD + ONE.replace('"db"', '"a\\nb"'), "of one line"),
        (HEAD + ONE.replace('"db"', '""'), "of one line"),
        (HEAD + ONE.replace("file", "env").replace('"db"', '"A B"'), "name of a variable"),
        (HEAD + ONE + ONE.replace('"db"', '"d2"'), "a stands there twice"),
        (HEAD + ONE + ONE.replace('"a"', '"b"'), "b and a have the same database_url_file"),
        *(
            (HEAD + ONE.replace("[42]", ids), "must be a list of the person's ids")
            for ids in ("42", "[]", "[0]", "[-1]", "[true]", "[1.0]", "['1']", "[1, 1]",
                        f"[{HIGHEST + 1}]")
        ),
        *(
            (HEAD + ONE.replace('"a"', f'"{name}"'), "small letters")
            for name in ("", "A", "-a", "a-", "a.b", "a/b", "../a", "a b", "a\\n", "$(id)", "ä",
                         "a" * 64, "a;b", "a\\u0000", "%i", "${NOMAD}", "a\\u202eb")
        ),
        (f"{HEAD}signed_by = 'x'\n{ONE}", "list of fingerprints"),
        (f"{HEAD}signed_by = ['sha256:12']\n{ONE}", "list of fingerprints"),
        (f"{HEAD}same_addresses = 1\n{ONE}", "same_addresses must be"),
        (f"{HEAD}signing_key = 3\n{ONE}".replace('signing_key = "k"\n', ""), "signing_key must be"),
        (f"{HEAD}names_file = 'n'\n{ONE}", "go together"),
        (f"{HEAD}case_key = 'n'\n{ONE}", "go together"),
        (f"{HEAD}verify = 3\n{ONE}", "verify must be a table"),
        *(
            (f"{HEAD}[verify]\n{line}\n{ONE}", words)
            for line, words in (
                ("database-url = 'x'", "no key 'database-url'"), ("user-id = 3", "no key"),
                ("jobs = 0", "whole number"), ("jobs = '2'", "whole number"),
                ("statement-timeout = -1", "whole number"), ("jobs = true", "whole number"),
                ("queries = 'a'", "absolute path"), ("accept = '--dump'", "absolute path"),
                ("schema = '--dump'", "or a name"), ("kind = 'robot'", "kind must be one of"),
            )
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_in_one_line(
    tmp_path: Path, content: str | bytes, words: str
) -> None:
    with pytest.raises(UsageError) as refused:
        read(tmp_path, content)
    assert words in str(refused.value)
    assert "postgres://" not in str(refused.value)


@given(st.text())
def test_a_name_that_is_read_is_one_word_everywhere(name: str) -> None:
    data = {"name": name, "user_ids": [1], "site": "x"}
    try:
        found = file._instance(data)
    except UsageError:
        return
    assert found.name == name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name[0] != "-" != name[-1]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.from_regex(NAME, fullmatch=True)
_PATHS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30).filter(
    lambda path: "://" not in path and "password" not in path.casefold()
)


@given(st.dictionaries(st.sampled_from([*file._KEYS, "other"]), _VALUES), st.booleans())
def test_anything_at_all_is_read_or_refused(data: dict[str, object], whole: bool) -> None:
    base = tomllib.loads(HEAD + ONE) if whole else {}
    try:
        found = file._fleet(base | data, Path("/nowhere"))
    except UsageError:
        return
    assert file._fleet(tomllib.loads("".join(file.render(found))), Path("/nowhere")) == found


@given(st.dictionaries(_NAMES, st.tuples(_PATHS, st.sets(st.integers(1, HIGHEST), min_size=1)),
                       min_size=1, max_size=5))  # fmt: skip
def test_what_is_written_is_read_as_it_was(each: dict[str, tuple[str, set[int]]]) -> None:
    instances = tuple(
        file.FleetInstance(name, tuple(ids), "site", f"{at}{place}")
        for at, (name, (place, ids)) in enumerate(each.items())
    )
    fleet = file.Fleet(Path("/f"), "x", datetime(2026, 1, 2, tzinfo=UTC), instances, "k")
    assert file._fleet(tomllib.loads("".join(file.render(fleet))), Path("/f")) == fleet


def test_an_answer_is_to_one_question_of_one_run(tmp_path: Path) -> None:
    """A further instance changes no other question; all that is asked does."""
    [first] = read(tmp_path, HEAD + ONE).questions()
    more = ONE.replace('"a"', '"b"').replace('"db"', '"d2"')
    assert next(read(tmp_path, HEAD + ONE + more).questions()).digest == first.digest
    others = [
        HEAD.replace("sample", "other") + ONE,
        HEAD.replace("10:00:00", "10:00:01") + ONE,
        HEAD + ONE.replace("42", "43"),
        HEAD + ONE.replace('"a"', '"c"'),
        HEAD + "[verify]\njobs = 2\n" + ONE,
    ]
    assert (
        len({next(read(tmp_path, each).questions()).digest for each in others} | {first.digest})
        == 6
    )


def test_the_options_are_those_of_verify() -> None:
    known = {option for each in verify.params for option in each.opts}
    assert {f"--{option}" for option in file.OPTIONS} <= known
    known = {option for each in find_mentions.params for option in each.opts}
    assert {o for o in file.OPTIONS if f"--{o}" in known} == set(file.READING)
    assert tuple(plans.FORMATS) == FORMATS


def test_a_list_makes_a_fleet_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed, made = tmp_path / "i.csv", tmp_path / "fleet.toml"
    listed.write_text(
        "\ufeffName;user_ids;site;database_url_env\r\na;42;sites/a;\r\n\r\nb;7  19;;B_URL\r\n"
    )
    words = ["fleet", "init", "sample", "--from", str(listed), "--signing-key", "k"]
    assert run([*words, "-o", str(made)]) == 0
    found = file.read(made)
    assert [(e.name, e.user_ids, e.source, e.place) for e in found.instances] == [
        ("a", (42,), "site", "sites/a"), ("b", (7, 19), "database_url_env", "B_URL"),
    ]  # fmt: skip
    assert (datetime.now(UTC) - found.since).total_seconds() < 600
    assert run([*words, "-o", str(made)]) == 2
    assert "there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name,user_ids\n", "no line below"),
        ("name,site\na,b\n", "line 1: the columns"),
        ("name,user_ids,site,password\na,1,b,c\n", "line 1: the columns"),
        ("name,user_ids,site\na,1,b\nB,2,c\n", "line 3: fleet file: the name of an instance"),
        ("name,user_ids,site\na,x,b\n", "line 2: user_ids"),
        ("name,user_ids,site\na,1\n", "line 2: user_ids"),
        ("name,user_ids,site\na,1,b\na,2,c\n", "a stands there twice"),
        ("name,user_ids,site\na,1,postgres://u:secret@h/d\n", "holds an address"),
    ],
)
def test_a_wrong_list_is_refused(
    tmp_path: Path, content: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "i.csv"
    listed.write_text(content)
    assert run(["fleet", "init", "sample", "--from", str(listed)]) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert "secret" not in told.err + told.out


def test_only_one_instance_is_named_as_from_its_folder(tmp_path: Path) -> None:
    path = kit.fleet(tmp_path, {"a": [1], "b": [2, 3]})
    fleet = file.read(path)
    moved = file.read(_written(tmp_path, fleet.only(fleet.instances[1])))
    assert [q.digest for q in moved.questions()] == [q.digest for q in fleet.questions()][1:]
    assert moved.at(moved.instances[0].place) == tmp_path / "databases/b"
    assert moved.trusted() == fleet.trusted()


def _written(folder: Path, fleet: file.Fleet) -> Path:
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "one.toml").write_text("".join(file.render(fleet)))
    return elsewhere / "one.toml"
