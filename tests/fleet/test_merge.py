"""Which answers count, what their summary says, and that nobody can make it say more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fleet import kit
from operasure.cli import run
from operasure.core.errors import UsageError
from operasure.fleet import file
from operasure.fleet.answers import NoAnswer, Results
from operasure.reports.certificate import keys, seal, stored
from operasure.reports.evidence import fleet as shape

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/fleet.schema.json").read_text())


class Folder:
    """A fleet of three ids in two instances, and the folder of its answers."""

    def __init__(self, path: Path, head: str = "") -> None:
        self.path = path
        self.file = kit.fleet(path, {"alpha": [42], "beta": [7, 19]}, head)
        self.fleet = file.read(self.file)
        self.results = Results(path / "results")
        self.key = kit.key(path)
        self.first, self.second, self.third = self.fleet.questions()

    def clear(self) -> None:
        """Everyone answers that nothing is left."""
        self.put(self.first)
        self.put(self.second, database=shape._digest("beta"))
        self.put(self.third, database=shape._digest("beta"))

    def put(self, question: file.FleetQuestion, /, **changes: Any) -> Path:
        return kit.put(self.results, question, self.key, **changes)

    def merge(self, *words: str) -> tuple[int, dict[str, Any]]:
        """The exit code, and the summary."""
        made = self.path / "summary.json"
        code = run(["fleet", "merge", str(self.file), "-o", str(made), *words])
        document: dict[str, Any] = json.loads(made.read_bytes())
        jsonschema.validate(document, SCHEMA)
        assert stored.read(made).paper.document["verdict"] == document["verdict"]
        return code, document

    def reason(self) -> str | None:
        """Why the first question has no answer that counts."""
        found: str | None = self.merge()[1]["instances"][0]["reason"]
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_clear_only_where_everyone_has_answered_clear(folder: Folder) -> None:
    folder.clear()
    assert folder.merge()[0] == 0
    folder.results.answer(folder.second).unlink()
    code, document = folder.merge()
    assert (code, document["verdict"], document["counts"]["unanswered"]) == (3, "incomplete", 1)
    folder.put(folder.first, unchecked=kit.unchecked())
    assert folder.merge()[0] == 3
    folder.put(folder.first, leftovers=kit.left(), unchecked=kit.unchecked())
    code, document = folder.merge()
    assert (code, document["verdict"]) == (1, "leftovers")
    assert document["leftovers"] == [{"check": "bu-06/rates.user_id", "instances": 1, "rows": 3}]
    assert document["unchecked"] == [
        {"reason": "no permission to read it", "instances": 1, "checks": 1}
    ]
    folder.put(folder.third, exists=True, database=shape._digest("beta"))
    code, document = folder.merge()
    assert (code, document["verdict"]) == (4, "not-deleted")
    assert [(e["instance"], e["user_id"], e["verdict"]) for e in document["instances"]] == [
        ("alpha", 42, "leftovers"), ("beta", 7, None), ("beta", 19, "not-deleted"),
    ]  # fmt: skip


def _swapped(folder: Folder) -> None:
    path = folder.put(folder.second)
    for ending in ("", ".sig", ".pub"):
        target = f"{folder.results.answer(folder.first)}{ending}"
        Path(f"{path}{ending}").replace(target)


def _edited(folder: Folder) -> None:
    path = folder.put(folder.first, leftovers=kit.left())
    path.write_bytes(path.read_bytes().replace(b'"rows": 3', b'"rows": 4'))


def _by_another(folder: Folder) -> None:
    kit.put(folder.results, folder.first, kit.key(folder.path, "other.key"))


def _unsealed(folder: Folder) -> None:
    path = folder.put(folder.first)
    for ending in (".sig", ".pub"):
        Path(f"{path}{ending}").unlink()


def _half_sealed(folder: Folder) -> None:
    Path(f"{folder.put(folder.first)}.sig").unlink()


def _huge(folder: Folder) -> None:
    path = folder.put(folder.first)
    with path.open("ab") as opened:
        opened.truncate(1 << 32)


def _pipe(name: str) -> Callable[[Folder], None]:
    def make(folder: Folder) -> None:
        path = Path(f"{folder.put(folder.first)}{name}")
        path.unlink()
        os.mkfifo(path)

    return make


def _other_document(folder: Folder) -> None:
    folder.put(folder.first)
    folder.results.document(folder.first).write_text("{}")


def _signed(content: bytes) -> Callable[[Folder], None]:
    """Somebody who has the key signs anything."""

    def make(folder: Folder) -> None:
        path = folder.put(folder.first)
        path.write_bytes(content)
        seal.seal(path, folder.key)

    return make


def _saying(**changes: Any) -> Callable[[Folder], None]:
    def make(folder: Folder) -> None:
        folder.put(folder.first, **changes)

    return make


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: None, "it has not answered"),
        (_swapped, "is to another question"),
        (_edited, "does not match its seal"),
        (_by_another, "not sealed with a key that counts"),
        (_unsealed, "is not sealed"),
        (_half_sealed, "does not match its seal"),
        (_huge, "can't be read"),
        (_pipe(""), "is no file"),
        (_pipe(".sig"), "does not match its seal"),
        (_pipe(".pub"), "does not match its seal"),
        (_other_document, "is not the one of its answer"),
        (_signed(b""), "damaged"),
        (_signed(b"[" * 100_000), "damaged"),
        (_signed(b"\xff"), "damaged"),
        (_signed(b"[]"), "damaged: it is not an object"),
        (_signed(b'{"kind": "operasure fleet answer"}'), "damaged: format is missing"),
        (_saying(user_id=43), "is to another question"),
        (_saying(instance="beta"), "is to another question"),
        (_saying(question=kit.DIGEST), "is to another question"),
        (_saying(mentions=kit.DIGEST), "not of the commands"),
        (_saying(verdict="clear", leftovers=kit.left()), "contradicts itself"),
        (_saying(verdict="clear", unchecked=kit.unchecked()), "contradicts itself"),
        (_saying(verdict="clear", exists=True), "contradicts itself"),
        (_saying(looked_at="2026-11-02T09:59:59Z"), "from before the moment since"),
        (_saying(looked_at="2026-13-99T99:99:99Z"), "damaged: looked_at"),
        (_saying(looked_at="yesterday"), "damaged: looked_at"),
        (_saying(leftovers=kit.left(-1)), "damaged: leftovers"),
        (_saying(leftovers=kit.left(check="Zoë Müller")), "damaged: leftovers"),
        (_saying(unchecked=kit.unchecked("a\x1b[2Jb")), "damaged: unchecked"),
        (_saying(unchecked=kit.unchecked("x" * 301)), "damaged: unchecked"),
        (_saying(verdict="perfect"), "damaged: verdict"),
        (_saying(retained=10**30), "damaged"),
        (_saying(format=2), "damaged: format"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_counted_as_none(
    folder: Folder, spoil: Callable[[Folder], None], words: str
) -> None:
    folder.clear()
    folder.results.answer(folder.first).unlink()
    spoil(folder)
    assert words in str(folder.reason())
    assert folder.merge()[0] == 3
    with pytest.raises(NoAnswer):
        folder.results.read(folder.fleet, folder.first, folder.fleet.trusted())


def test_a_second_instance_with_the_same_database_has_not_answered(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.clear()
    folder.put(folder.third, database=shape._digest("alpha"))
    code, document = folder.merge()
    assert code == 3
    assert document["instances"][2]["reason"] == "it has the same database as alpha"
    apart = Folder(tmp_path, "same_addresses = true")
    assert apart.merge()[0] == 0


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ((None, "x"), (None, "x"), True),
        ((None, "x"), (None, "y"), False),
        (("1", "x"), (None, "x"), True),
        ((None, "x"), ("1", "x"), True),
        (("1", "x"), ("2", "x"), False),
        (("1", "x"), ("1", "y"), True),
        (("1", "x"), ("2", "y"), False),
    ],
)
def test_the_same_database_is_known_by_what_it_is_then_by_its_address(
    folder: Folder, first: tuple[str | None, str], second: tuple[str | None, str], same: bool
) -> None:
    """As with two networks of Compose, in both of which it is db:5432/openproject."""
    for question, (identity, address) in zip(
        folder.fleet.questions(), (first, second, second), strict=True
    ):
        named = identity and shape._digest(identity)
        folder.put(question, identity=named, database=shape._digest(address))
    code, document = folder.merge()
    reasons = [each["reason"] for each in document["instances"]]
    assert reasons == [None, *["it has the same database as alpha" if same else None] * 2]
    assert code == (3 if same else 0)


def test_keys_of_other_machines_count_where_they_are_named(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.clear()
    other = kit.key(tmp_path, "other.key")
    kit.put(folder.results, folder.first, other)
    prints = [keys.fingerprint(each.public_key()) for each in (folder.key, other)]
    both = Folder(tmp_path, f"signed_by = {json.dumps(prints)}")
    code, document = both.merge()
    assert code == 0
    assert [each["sealed_by"] for each in document["instances"]] == [prints[1], *prints[:1] * 2]


def test_nothing_but_what_is_typed_is_carried_over(folder: Folder) -> None:
    folder.clear()
    folder.put(folder.first, leftovers=kit.left(), name="Zoë Müller", extra=["zoe@example.org"])
    folder.merge()
    made = (folder.path / "summary.json").read_bytes()
    assert b"M\\u" not in made
    assert "Zoë".encode() not in made
    assert b"zoe@" not in made


def test_times_of_answers_change_nothing(folder: Folder) -> None:
    folder.clear()
    folder.merge()
    before = (folder.path / "summary.json").read_bytes()
    folder.put(folder.first, looked_at="2026-11-05T11:11:11Z", document="sha256:" + "1" * 64)
    folder.merge()
    assert (folder.path / "summary.json").read_bytes() == before
    folder.put(folder.first, retained=1)
    folder.merge()
    assert (folder.path / "summary.json").read_bytes() != before


def test_the_summary_is_sealed_and_shown(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.clear()
    made = folder.path / "summary.json"
    assert folder.merge("--key", str(folder.path / "sign.key"))[0] == 0
    assert run(["show", str(made)]) == 0
    told = capsys.readouterr()
    assert "CLEAR: every instance has answered" in told.out
    assert "sealed with sha256:" in told.err
    assert run(["show", str(made), "--format", "html"]) == 0
    made.write_bytes(made.read_bytes().replace(b"2026-11-02", b"2026-11-01", 1))
    assert run(["show", str(made)]) == 2
    assert "does not match its seal" in capsys.readouterr().err


def test_what_is_retained_and_who_has_not_answered_is_told(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.clear()
    folder.put(folder.first, retained=2, accepted=1)
    assert run(["fleet", "merge", str(folder.file)]) == 0
    told = capsys.readouterr().out
    assert "retained: 2 checks over all instances" in told
    assert "accepted: 1 check over all instances" in told
    folder.results.answer(folder.third).unlink()
    assert run(["fleet", "merge", str(folder.file)]) == 3
    told = capsys.readouterr().out
    assert "INCOMPLETE: nothing was found, but 1 of 3 were not checked in full." in told
    assert "Not answered\n      beta, user 19: it has not answered\n" in told


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"retained": 7}, "its verdict or its counts"),
        ({"verdict": "clear"}, "its verdict or its counts"),
        ({"counts": {"clear": 3, "leftovers": 0, "incomplete": 0, "not_deleted": 0,
                     "unanswered": 0}}, "its verdict or its counts"),
        ({"instances": []}, "its verdict or its counts"),
        ({"instances": 3}, "damaged"),
        ({"fleet": "Zoë"}, "damaged"),
    ],
)  # fmt: skip
def test_a_summary_that_contradicts_itself_is_refused(
    folder: Folder, change: dict[str, Any], words: str
) -> None:
    folder.clear()
    folder.put(folder.first, leftovers=kit.left())
    _, document = folder.merge()
    with pytest.raises(UsageError, match=words):
        shape.refuse_contradictions(document | change)
    document["instances"][0]["leftovers"] = []
    with pytest.raises(UsageError, match="alpha is leftovers"):
        shape.refuse_contradictions(document)


MERGE = """
import resource, sys
from operasure.cli import run
code = run(["fleet", "merge", *sys.argv[1:]])
print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_a_thousand_answers(tmp_path: Path) -> None:
    """Every answer stands at its place, counted once; memory does not grow with their number."""
    path = kit.fleet(tmp_path, {f"i{n:04}": [n + 1] for n in range(1000)})
    fleet, results, key = file.read(path), Results(tmp_path / "results"), kit.key(tmp_path)
    expected = []
    for n, question in enumerate(fleet.questions()):
        kinds: tuple[tuple[str | None, dict[str, Any]], ...] = (
            ("clear", {}),
            ("leftovers", {"leftovers": kit.left(n + 1)}),
            ("incomplete", {"unchecked": kit.unchecked()}),
            (None, {}),
        )
        verdict, changes = kinds[n % 4]
        if verdict:
            kit.put(results, question, key, **changes)
        expected.append((question.instance.name, question.user_id, verdict))
    made = tmp_path / "summary.json"
    peaks = []
    (tmp_path / "few").mkdir()
    few = kit.fleet(tmp_path / "few", {"i0000": [1]})
    for each, code in ((few, 3), (path, 1)):
        done = subprocess.run(
            [sys.executable, "-c", MERGE, str(each), "-o", str(made)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        found, peak = map(int, done.stdout.split())
        assert found == code
        peaks.append(peak)
    document = json.loads(made.read_bytes())
    jsonschema.validate(document, SCHEMA)
    assert [(e["instance"], e["user_id"], e["verdict"]) for e in document["instances"]] == expected
    assert document["counts"] == {
        "clear": 250, "leftovers": 250, "incomplete": 250, "not_deleted": 0, "unanswered": 250,
    }  # fmt: skip
    assert document["leftovers"] == [
        {"check": "bu-06/rates.user_id", "instances": 250, "rows": sum(range(2, 1000, 4))}
    ]
    assert peaks[1] - peaks[0] < 20 * 1024  # KB
