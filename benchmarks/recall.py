"""How many mentions of a person are found, and how many of another person are taken for one.

    python benchmarks/recall.py --set names.tsv --floor 'full=99.5' --ceiling 'certain=0'

`--set` is a file of names, one mention a line: fields in UTF-8 with tabs between them and no
quoting, under the header `id given family name variant same language kind weight`. Who is looked
for stands either in `given` and `family` (as an OpenProject account has them) or in `name`, as one
would give it to find-mentions. `variant` is what stands in a text. `same` is `yes` if the text
means the person, `no` if it means another one. `language` and `kind` say what is tried; results
are printed by them. `id` and `weight` are not read.

A mention counts as found if exact matching finds anything of the person in it, and the loose
filter lets it pass; what matching finds and the filter does not is `lost`, and the run fails.

`--floor WHAT=PERCENT` (repeatable) asks that so many mentions of the person be found,
`--ceiling CONFIDENCE=PERCENT` that at most so many texts about others be taken for a mention as
sure as that, or surer. WHAT is a kind or a language, with `*` for any letters, and may have the
name of a file before it: `names.tsv:ru=95`. The exit code is 1 where one is not kept.

`--cases FILE.json` (repeatable) is a file of cases (see `recall_cases.py`), by the matcher and
in a database with the command itself; `--right PERCENT` asks that so many be as expected.

`--half first` and `--half second` take every other person, by a digest of the name: rules can be
made with one half in view and tried on the other.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

import recall_cases

from operasure.core.errors import UsageError
from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher
from operasure.matching.names import PersonName
from operasure.matching.variants import RANK, Confidence

CONFIDENCES: tuple[Confidence, ...] = ("certain", "likely", "possible")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a set."""

    given: str
    family: str
    name: str
    variant: str
    same: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of a line: how sure its surest match is, None for no match, and whether the
    filter lost it."""

    line: Line
    confidence: Confidence | None
    lost: bool


@dataclass(slots=True)
class Count:
    """Mentions of one kind, and how many were found with which confidence at best."""

    file: str
    kind: str
    language: str
    same: str
    n: int = 0
    found: int = 0
    certain: int = 0
    likely: int = 0
    possible: int = 0
    lost: int = field(default=0)

    def add(self, seen: Seen | recall_cases.Seen) -> None:
        """Count one more line."""
        self.n += 1
        self.lost += seen.lost
        if seen.confidence is not None:
            self.found += 1
            setattr(self, seen.confidence, getattr(self, seen.confidence) + 1)


def lines(path: Path) -> Iterator[Line]:
    """The lines of a set. May raise OSError, and KeyError where the header lacks a field."""
    wanted = Line.__dataclass_fields__
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Line(*(row[name] or "" for name in wanted))


def is_in_half(line: Line, half: str) -> bool:
    """Whether a line's person belongs to a half."""
    person = "\t".join((line.given, line.family, line.name))
    return _is_in_half(person, half)


def _is_in_half(person: str, half: str) -> bool:
    odd = hashlib.sha256(person.encode()).digest()[0] % 2
    return half == "both" or odd == (half == "second")


@lru_cache(maxsize=64)
def searched(given: str, family: str, name: str) -> tuple[Matcher, LooseFilter] | None:
    """What looks for a person; None if the name is refused."""
    try:
        parsed = PersonName.parse(name) if name else PersonName.of(given=given, family=family)
        person = Identity.of([parsed])
    except UsageError:
        return None
    return Matcher(person), LooseFilter(person)


def look(line: Line) -> Seen:
    """Look for the person of a line in its text."""
    both = searched(line.given, line.family, line.name)
    if both is None:
        return Seen(line, None, lost=False)
    found = [match.confidence for match in both[0].find(line.variant)]
    if not found:
        return Seen(line, None, lost=False)
    lost = not both[1].passes(line.variant.encode())
    return Seen(line, None if lost else max(found, key=RANK.__getitem__), lost)


def counted(file: str, every: Iterable[Seen], *, by_language: bool) -> list[Count]:
    """The counts of one file, by kind and by whom the text means, or by language instead."""
    counts: dict[tuple[str, str], Count] = {}
    for seen in every:
        line = seen.line
        key = (line.language if by_language else line.kind, line.same)
        if key not in counts:
            kind, language = ("", line.language) if by_language else (line.kind, "")
            counts[key] = Count(file, kind, language, line.same)
        counts[key].add(seen)
    return [counts[key] for key in sorted(counts)]


def tried(path: Path, half: str) -> Iterator[tuple[str, list[recall_cases.Seen]]]:
    """The cases of a file, by the matcher and by the command."""
    # What fills a database stands with the tests.
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    every = [group for group in recall_cases.groups(path) if _is_in_half(group.name, half)]
    yield "matcher", list(recall_cases.by_matcher(every))
    yield "database", list(recall_cases.by_command(every))


def in_groups(file: str, every: Iterable[recall_cases.Seen]) -> list[Count]:
    """The counts of cases, by the kind of their group and by whom the text means."""
    counts: dict[tuple[str, str], Count] = {}
    for seen in every:
        key = seen.group.kind, seen.case.same
        counts.setdefault(key, Count(file, key[0], "", key[1])).add(seen)
    return [counts[key] for key in sorted(counts)]


def wrong(
    file: str, every: list[recall_cases.Seen], percent: float, *, missed: bool
) -> Iterator[str]:
    """Whether fewer cases than asked for are as expected; with `missed` prints each of the rest."""
    for seen in every if missed else ():
        if not seen.right:
            print(f"wrong: {file}: {_told(seen)}", file=sys.stderr)
    right = sum(seen.right for seen in every)
    print(f"{file}: {right} of {len(every)} as expected", file=sys.stderr)
    if 100 * right < percent * len(every):
        yield f"right {percent}: {file}: {right} of {len(every)}"


def _told(seen: recall_cases.Seen) -> str:
    case = seen.case
    return f"{seen.group.name} {case.name}: {case.expect}, not {seen.confidence}: {case.text!r}"


def broken(counts: list[Count], floors: list[str], ceilings: list[str]) -> Iterator[str]:
    """What is asked for and not kept, a sentence each."""
    for count in counts:
        if count.lost:
            yield f"{_label(count)}: the filter loses {count.lost}"
    for floor in floors:
        what, percent = _limit(floor)
        meant = [c for c in counts if c.same == "yes" and _is_meant(c, what)]
        n, found = sum(c.n for c in meant), sum(c.found for c in meant)
        if not n or 100 * found < percent * n:
            yield f"floor {floor}: found {found} of {n}"
    for ceiling in ceilings:
        what, percent = _limit(ceiling)
        file, _, confidence = what.rpartition(":")
        meant = [c for c in counts if c.same == "no" and c.kind and _is_file(c, file)]
        sure = CONFIDENCES[: 1 + CONFIDENCES.index(confidence)]  # type: ignore[arg-type]
        n, taken = sum(c.n for c in meant), sum(getattr(c, one) for c in meant for one in sure)
        if not n or 100 * taken > percent * n:
            yield f"ceiling {ceiling}: {taken} of {n} are taken for the person"


def _limit(text: str) -> tuple[str, float]:
    what, _, percent = text.rpartition("=")
    return what, float(percent)


def _is_meant(count: Count, what: str) -> bool:
    file, _, label = what.rpartition(":")
    return _is_file(count, file) and fnmatchcase(count.kind or count.language, label)


def _is_file(count: Count, pattern: str) -> bool:
    return not pattern or fnmatchcase(count.file, pattern)


def _label(count: Count) -> str:
    return f"{count.file} {count.kind or count.language}"


def printed(counts: list[Count]) -> Iterator[str]:
    """A table: what, how many, the share found, and how sure."""
    file = ""
    for count in counts:
        if count.file != file:
            file = count.file
            yield f"{file:44} {'same':4} {'n':>6} {'found':>7} " + "".join(
                f"{confidence:>9}" for confidence in CONFIDENCES
            )
        share = 100 * count.found / count.n
        label = count.kind or f"language {count.language or '-'}"
        yield f"  {label[:42]:42} {count.same:4} {count.n:6} {share:6.1f}% " + "".join(
            f"{getattr(count, confidence):9}" for confidence in CONFIDENCES
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure recall and false alarms on names.")
    parser.add_argument("--set", action="append", default=[], type=Path, metavar="FILE.tsv")
    parser.add_argument("--cases", action="append", default=[], type=Path, metavar="FILE.json")
    parser.add_argument("--right", type=float, default=0, metavar="PERCENT", help="of the cases")
    parser.add_argument("--floor", action="append", default=[], metavar="WHAT=PERCENT")
    parser.add_argument("--ceiling", action="append", default=[], metavar="CONFIDENCE=PERCENT")
    parser.add_argument("--half", choices=("both", "first", "second"), default="both")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--missed", action="store_true", help="print each line not found")
    return parser.parse_args()


def main() -> int:
    """Measure and print."""
    options = _options()
    counts: list[Count] = []
    for path in options.set:
        every = [look(line) for line in lines(path) if is_in_half(line, options.half)]
        counts += counted(path.name, every, by_language=False)
        counts += counted(path.name, every, by_language=True)
        for seen in every if options.missed else ():
            if seen.line.same == "yes" and seen.confidence is None:
                print("missed:", *asdict(seen.line).values(), sep="\t", file=sys.stderr)
            if seen.line.same == "no" and seen.confidence in ("certain", "likely"):
                print(seen.confidence, *asdict(seen.line).values(), sep="\t", file=sys.stderr)
    problems: list[str] = []
    for path in options.cases:
        for where, seen_cases in tried(path, options.half):
            name = f"{path.name}, {where}"
            counts += in_groups(name, seen_cases)
            problems += wrong(name, seen_cases, options.right, missed=options.missed)
    if options.format == "json":
        print(json.dumps([asdict(count) for count in counts if count.kind], indent=1))
    else:
        print(*printed(counts), sep="\n")
    problems += list(broken(counts, options.floor, options.ceiling))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
