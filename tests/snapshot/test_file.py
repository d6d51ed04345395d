"""The file of a snapshot: what it says first, that it comes back, and that nothing hostile does."""

import base64
import copy
import json
import runpy
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Union

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core import keeping
from operasure.core.errors import UsageError
from operasure.core.typed import is_structure, members
from operasure.looks.snapshot import file, sealed
from operasure.looks.snapshot.model import Snapshot
from support.snapshots import MADE, validate

DATA = Path(__file__).parents[1] / "data/snapshot"
SECRET = "correct horse battery staple"


def refuse() -> str:
    raise AssertionError("no passphrase is needed")


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    file.write(path, MADE)
    assert path.stat().st_mode & 0o777 == 0o600
    assert file.read(path, refuse) == MADE
    validate(path.read_text())


def test_its_first_lines_say_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    for secret in (None, SECRET):
        file.write(path, MADE, secret)
        first = path.read_text().splitlines()[:6]
        assert any("PERSONAL DATA" in line for line in first)
        assert any('"delete_after": "2026-09-01"' in line for line in first)
        assert keeping.head(path) == keeping.Head("snapshot", MADE.delete_after)


def test_a_passphrase_hides_everything_but_the_preamble(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    file.write(path, MADE, SECRET)
    content = path.read_text()
    validate(content)
    for hidden in ("Renée", "renee_o", "2026-011", "work_packages", "passage"):
        assert hidden not in content
    assert file.read(path, lambda: SECRET) == MADE
    with pytest.raises(UsageError, match="wrong passphrase"):
        file.read(path, lambda: SECRET + "r")


def test_a_passphrase_costs_as_much_to_try_as_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = runpy.run_path(sealed.__file__)
    assert (real["COST"], real["BLOCK"], real["PARALLEL"]) == (2**17, 8, 1)
    monkeypatch.setattr(sealed, "COST", real["COST"])
    content = json.loads(file.dumps(MADE, SECRET))
    kept = content["encryption"]
    assert 128 * kept["n"] * kept["r"] == 128 * 2**20
    path = tmp_path / "case.json"
    path.write_text(json.dumps(content))
    assert file.read(path, lambda: SECRET) == MADE


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(UsageError, match="12 characters"):
        file.dumps(MADE, "too short")


def changed(content: dict[str, Any], *steps: str, to: Any) -> dict[str, Any]:
    """A copy with one entry replaced."""
    found = copy.deepcopy(content)
    holder: Any = found
    for step in steps[:-1]:
        holder = holder[int(step) if isinstance(holder, list) else step]
    holder[int(steps[-1]) if isinstance(holder, list) else steps[-1]] = to
    return found


@pytest.mark.parametrize("where", ["delete_after", "notice", "operasure"])
def test_what_stands_in_the_clear_is_sealed_too(tmp_path: Path, where: str) -> None:
    content = json.loads(file.dumps(MADE, SECRET))
    path = tmp_path / "case.json"
    path.write_text(json.dumps(changed(content, where, to="2099-01-01")))
    with pytest.raises(UsageError, match=r"was changed|notice is not"):
        file.read(path, lambda: SECRET)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n", 2**30),
        ("n", 0),
        ("n", 3),
        ("r", 2**20),
        ("p", 2**20),
        ("p", "many"),
        ("salt", "-"),
        ("nonce", ""),
        ("nonce", None),
        ("kdf", "none"),
    ],
)
def test_hostile_encryption_is_refused(tmp_path: Path, name: str, value: Any) -> None:
    content = json.loads(file.dumps(MADE, SECRET))
    path = tmp_path / "case.json"
    path.write_text(json.dumps(changed(content, "encryption", name, to=value)))
    with pytest.raises(UsageError, match=r"damaged|was changed"):
        file.read(path, lambda: SECRET)


def test_a_bomb_inside_the_seal_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "LARGEST", 12_000)
    path = tmp_path / "case.json"
    path.write_text(file.dumps(replace(MADE, case="0" * 100_000), SECRET))
    assert path.stat().st_size < file.LARGEST
    with pytest.raises(UsageError, match="too large"):
        file.read(path, lambda: SECRET)


BODY = json.loads(file.dumps(MADE))
WRONG: list[Any] = [
    [],
    changed(BODY, "kind", to="operasure review"),
    changed(BODY, "format", to=2),
    changed(BODY, "encryption", to="yes"),
    changed(BODY, "snapshot", to=None),
    changed(BODY, "snapshot", "delete_after", to="2026-09-02"),
    changed(BODY, "snapshot", "subject", to=42),
    changed(BODY, "snapshot", "subject", "user_id", to="42"),
    changed(BODY, "snapshot", "subject", "user_id", to=True),
    changed(BODY, "snapshot", "subject", "user_id", to=10**30),
    changed(BODY, "snapshot", "taken_at", to="yesterday"),
    changed(BODY, "snapshot", "mark_key", to="AAAA"),
    changed(BODY, "snapshot", "mark_key", to="%%%"),
    changed(BODY, "snapshot", "known", to={}),
    changed(BODY, "snapshot", "known", "0", "kind", to="nickname"),
    changed(BODY, "snapshot", "places", "0", "expected", to="whatever"),
    changed(BODY, "snapshot", "places", "0", "by_name", to=1),
    changed(BODY, "snapshot", "places", "0", "rows", to=2),
    changed(BODY, "snapshot", "places", "0", "rows", to=-1),
    changed(BODY, "snapshot", "places", "0", "keys", "0", "count", to=10**9),
    changed(BODY, "snapshot", "places", "0", "keys", "0", "kind", to="names"),
    changed(BODY, "snapshot", "places", "1", "keys", "0", "marks", to="AAAA"),
    changed(BODY, "snapshot", "risks", "0", "rows", "0", "lost", to=[1]),
    changed(BODY, "snapshot", "risks", "0", "rows", "0", "row_id", to=None),
    changed(BODY, "snapshot", "goes_along", to={"queries": 1}),
    changed(BODY, "snapshot", "titles", to={"cw-02": 1}),
    changed(BODY, "snapshot", "installation", "deleted_user_ids", to=["3"]),
]


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_what_is_no_snapshot_is_refused(tmp_path: Path, number: int) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(WRONG[number]))
    with pytest.raises(UsageError, match=r"damaged|is not a snapshot|format"):
        file.read(path, refuse)


def test_marks_for_some_chunks_only_are_refused(tmp_path: Path) -> None:
    chunk = BODY["snapshot"]["places"][1]["keys"][0]
    content = changed(BODY, "snapshot", "places", "1", "keys", to=[chunk, chunk | {"marks": None}])
    content["snapshot"]["places"][1]["rows"] = 2
    path = tmp_path / "case.json"
    path.write_text(json.dumps(content))
    with pytest.raises(UsageError, match="digests"):
        file.read(path, refuse)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 200_000, b"1" * 5000, b'{"a": NaN'])
def test_what_is_no_json_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="is not a snapshot"):
        file.read(path, refuse)


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "LARGEST", 100)
    path = tmp_path / "case.json"
    file.write(path, MADE)
    with pytest.raises(UsageError, match="larger than any snapshot"):
        file.read(path, refuse)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        file.read(tmp_path / "none.json", refuse)


def reads(path: Path, content: object) -> Snapshot:
    """What a file of this content is read as."""
    path.write_text(json.dumps(content))
    return file.read(path, refuse)


def test_keys_that_were_tampered_with_are_found_out(tmp_path: Path) -> None:
    data = base64.b64encode(zlib.compress(b"\x01\x05")).decode()
    content = changed(BODY, "snapshot", "places", "0", "keys", "0", "data", to=data)
    found = reads(tmp_path / "case.json", content)
    with pytest.raises(UsageError, match="damaged"):
        found.places[0].keys[0].unpacked()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def ways(value: Any, *way: str) -> Iterator[tuple[str, ...]]:
    """The way to every value of a document."""
    for name, each in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*way, str(name))
        if isinstance(each, dict | list):
            yield from ways(each, *way, str(name))


@given(st.sampled_from(list(ways(BODY))), json_values)
def test_no_value_does_harm(way: tuple[str, ...], value: Any) -> None:
    """Whatever stands for any one value, it is read as what its type says, or refused in a line."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        try:
            found = reads(path, changed(BODY, *way, to=value))
        except UsageError:
            return
        again = file.dumps(found)
        assert file.dumps(reads(path, json.loads(again))) == again


NONE_OF: dict[Any, Any] = {
    str: 7, int: "7", bool: 1, bytes: "%", datetime: "yesterday", date: "2026-13-01",
    tuple: {}, Mapping: [], Union: True,
}  # fmt: skip
"""For each type of a member a value that is none of it."""


def wrong(
    structure: type, value: dict[str, Any], *way: str
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each member of a structure with another type, and left out (...), by the way to it."""
    for name, found in members(structure).items():
        if name not in value:
            continue
        here, inner = (*way, name), value[name]
        word = isinstance(found.base, type) and issubclass(found.base, StrEnum)
        if word or any(rule.words for rule in found.rules):
            yield here, "no such word"
        yield here, NONE_OF.get(found.base, 7)
        if not found.nothing:
            yield here, None
        if any(rule.shown for rule in found.rules):
            yield here, "\x1b[2J"
        if not (found.later or found.absent):
            yield here, ...
        if is_structure(found.base) and inner is not None:
            yield from wrong(found.base, inner, *here)
        if found.base is tuple and is_structure(found.arguments[0]):
            for number, each in enumerate(inner or ()):
                yield from wrong(found.arguments[0], each, *here, str(number))


@pytest.mark.parametrize("part", [*BODY["snapshot"], "", "encryption"])
def test_each_member_of_another_type_is_refused(tmp_path: Path, part: str) -> None:
    """In every part of a file, and in what stands before it."""
    body = json.loads(file.dumps(MADE, SECRET)) if part == "encryption" else BODY
    for way, to in wrong(file.SnapshotFile, body):
        within = way[1] if way[0] == "snapshot" and way[1:] else way[0]
        if (within if within in {*BODY["snapshot"], "encryption"} else "") != part:
            continue
        content = changed(body, *way, to=None)
        holder: Any = content
        for step in way[:-1]:
            holder = holder[int(step) if isinstance(holder, list) else step]
        holder.pop(way[-1]) if to is ... else holder.update({way[-1]: to})
        with pytest.raises(UsageError, match=r"damaged|is not a snapshot|format") as caught:
            reads(tmp_path / "case.json", content)
        assert str(caught.value).isprintable()
        if len(way) > 1:
            assert way[-1] in str(caught.value)


def test_what_earlier_versions_did_not_write_may_be_missing(tmp_path: Path) -> None:
    content = copy.deepcopy(BODY)
    del content["snapshot"]["systems"]
    for name in ("openproject_known_by", "modules"):
        del content["snapshot"]["installation"][name]
    found = reads(tmp_path / "case.json", content)
    assert (found.systems, found.installation.modules) == ((), None)
    assert found.places == MADE.places


def test_a_system_that_this_version_does_not_know_is_left_out(tmp_path: Path) -> None:
    content = changed(BODY, "snapshot", "systems", "0", "key", to="telepathy")
    assert reads(tmp_path / "case.json", content).systems == ()


def test_a_file_of_an_earlier_version_is_read_and_written_as_it_was() -> None:
    old = DATA / "plain.json"
    found = file.read(old, refuse)
    assert found == MADE
    assert json.loads(file.dumps(found)) | {"operasure": ""} == json.loads(old.read_text()) | {
        "operasure": ""
    }
    assert file.dumps(found).splitlines()[6:] == old.read_text().splitlines()[6:]
    assert file.read(DATA / "encrypted.json", lambda: SECRET) == found


def test_a_member_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = file.dumps(MADE).replace('"user_id": 42', '"user_id": 43, "user_id": 42')
    path = tmp_path / "case.json"
    path.write_text(text)
    with pytest.raises(UsageError, match="is not a snapshot"):
        file.read(path, refuse)
