"""Load `queries/`: files of small checks, each a header of comment lines and one plain SELECT.

The files are the authority for what is looked at and can be read and run without Python. This
room only takes them apart: header lines to fields, and the SELECT to key, table, condition and
compared value, so that checks of one table can share one pass and each can serve as its own
positive control.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

from operasure.core import spans
from operasure.core.errors import UsageError
from operasure.core.model import Check, Column, Compare, Expected, Origin

PARAMETER = "(?P<parameter>:user_id|CAST\\(:user_id AS text\\))"
_NAME = r"[a-z_][a-z0-9_]*"
_VALUE = rf"(?:{_NAME}\.)?{_NAME}(?:\[\d+\])?"

_PLAIN = re.compile(
    rf"SELECT (?P<key>{_NAME}) FROM (?P<table>{_NAME}) "
    rf"WHERE (?:(?P<condition>.+) AND )?(?P<value>{_NAME}) = {PARAMETER}",
    re.DOTALL,
)
_JOINED = re.compile(
    rf"SELECT (?:DISTINCT )?(?P<key>{_NAME}\.{_NAME}) FROM (?P<table>{_NAME}) "
    rf"(?P<rest>.+) (?:AND|WHERE) (?P<value>{_VALUE}) = {PARAMETER}",
    re.DOTALL,
)
_TEXT = re.compile(
    rf"SELECT (?P<key>{_NAME}), (?P<select>.+) FROM (?P<table>{_NAME}) "
    rf"WHERE (?:(?P<condition>.+) AND )?(?P<value>.+?) ~\* :pattern",
    re.DOTALL,
)
_HEADER = re.compile(r"^-- (?P<key>[a-z]+): (?P<value>.*)$")
_CHECK = re.compile(rf"(?P<column>{_NAME}\.{_NAME})(?: \((?P<label>[^()]+)\))?")
_KEYS = {
    "check", "expected", "expires", "needs", "absent", "note", "source", "kind", "historic",
    "ascii", "certainty", "removal", "since", "until",
}  # fmt: skip
_COMMENT = re.compile(r"-- (?P<key>[a-z]+): ")
_SLIP = re.compile(r"\s*--\s*(?P<key>[A-Za-z]+)\s*:")
"""What may be meant as a header."""
_TITLE = re.compile(r"-- (?![a-z]+: )\S")
_TOKEN = re.compile(
    r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$\w*\$|--|/\*|[();]|[^\W\d]\w*", re.IGNORECASE
)
_REFUSED = frozenset(
    "OR UNION INTERSECT EXCEPT GROUP ORDER HAVING LIMIT OFFSET FETCH WINDOW FOR RETURNING".split()
)
_REMOVALS = ("delete", "deleted user", "null", "take out")
_FILE = re.compile(r"(?P<group>[a-z]{2}-\d{2})-[a-z0-9-]+\.sql")


@dataclass(frozen=True)
class Declarations:
    """Columns that hold no person, each with a reason (`no-person.toml`)."""

    anywhere: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[Column, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Queries:
    """All checks in the order of their files, the declarations, and a digest over the files."""

    references: tuple[Check, ...]
    texts: tuple[Check, ...]
    declarations: Declarations
    digest: str
    titles: Mapping[str, str]
    own: Mapping[Column, str] = field(default_factory=dict)
    """The columns that a site declares, each with its file and line."""


def squeeze(sql: str) -> str:
    """The statement on one line: single blanks outside quotes, so that patterns can read it."""
    parts = re.split(r"('(?:[^']|'')*')", sql)
    return "".join(
        part if i % 2 else re.sub(r"\s+", " ", part) for i, part in enumerate(parts)
    ).strip()


@cache
def packaged() -> Path:
    """The folder `queries/` that came with this version: in the wheel, or in the checkout."""
    inside = Path(str(resources.files("operasure"))) / "queries"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "queries"


def tables() -> frozenset[str]:
    """The tables of OpenProject that the packaged folder knows, of all releases."""
    own = _packaged()
    checks = (check.column.table for check in (*own.references, *own.texts))
    return frozenset((*checks, *(column.table for column in own.declarations.columns)))


def columns() -> frozenset[Column]:
    """The columns that checks of the packaged folder look at."""
    own = _packaged()
    return frozenset(check.column for check in (*own.references, *own.texts))


def load(*sites: Path) -> Queries:
    """Read the packaged `queries/` and then each site's own folder of the same layout.

    Raises UsageError, naming file and line, for a file that does not keep the form.
    """
    folders = [_packaged(), *map(_folder, sites)]
    digest = hashlib.sha256()
    anywhere: dict[str, str] = {}
    columns: dict[Column, str] = {}
    titles: dict[str, str] = {}
    for each in folders:
        digest.update(each.content)
        anywhere.update(each.declarations.anywhere)
        columns.update(each.declarations.columns)
        titles = {**each.titles, **titles}
    found = [check for each in folders for check in (*each.references, *each.texts)]
    where = [place for each in folders for place in each.places]
    checks = spans.by_name(found, where)
    references = tuple(check for check in checks if check.origin is Origin.REFERENCE)
    texts = tuple(check for check in checks if check.origin is Origin.TEXT)
    named = f"sha256:{digest.hexdigest()}"
    own = {column: place for each in folders[1:] for column, place in each.declared.items()}
    return Queries(references, texts, Declarations(anywhere, columns), named, titles, own)


@dataclass(frozen=True)
class _Folder:
    """What one folder of queries says; `content` is what its digest is made of."""

    references: tuple[Check, ...]
    texts: tuple[Check, ...]
    declarations: Declarations
    titles: Mapping[str, str]
    content: bytes
    declared: Mapping[Column, str]
    places: tuple[str, ...]
    """File and line of each check, those of ids first."""


@cache
def _packaged() -> _Folder:
    return _folder(packaged(), ours=True)


def _folder(folder: Path, *, ours: bool = False) -> _Folder:
    """Read a folder. Of `ours` a test holds that each check can be taken apart and put together
    anew, so that no command pays for it."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder of queries; give one with references/")
    references: list[Check] = []
    texts: list[Check] = []
    titles: dict[str, str] = {}
    anywhere: dict[str, str] = {}
    columns: dict[Column, str] = {}
    contents: list[bytes] = []
    declared: dict[Column, str] = {}
    places: dict[str, list[str]] = {"references": [], "mentions": []}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".sql", ".toml"}:
            continue
        content = _read(path)
        contents.append(f"{path.relative_to(folder).as_posix()}\0{content}\0".encode())
        if path.name == "no-person.toml":
            found_here = _declare(path, content)
            anywhere.update(found_here.anywhere)
            columns.update(found_here.columns)
            if not ours:
                declared |= {c: f"{path}:{_line(content, c.name)}" for c in found_here.columns}
        elif path.suffix == ".sql" and path.parent.name in {"references", "mentions"}:
            found = texts if path.parent.name == "mentions" else references
            if not ours:
                _refuse_misread(path, content)
            for number, check in _checks(path, content):
                found.append(check)
                places[path.parent.name].append(f"{path}:{number}")
            titles.setdefault(path.name[:5], _title(path, content))
    if not (references or texts or anywhere or columns):
        raise UsageError(
            f"{folder} holds no check: they stand in references/*.sql and mentions/*.sql, and "
            "declarations in no-person.toml"
        )
    declarations = Declarations(anywhere, columns)
    return _Folder(
        tuple(references),
        tuple(texts),
        declarations,
        titles,
        b"".join(contents),
        declared,
        (*places["references"], *places["mentions"]),
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read as UTF-8 text: {error}") from error


def _title(path: Path, content: str) -> str:
    if not _TITLE.match(content):
        raise UsageError(
            f"{path}:1: the first line must be a title, like '-- Work packages: what stands where'"
        )
    return content.partition("\n")[0].removeprefix("-- ").partition(":")[0].strip(" .")


def _line(content: str, name: str) -> int:
    """The line of an entry of TOML, the first that begins with its name."""
    begins = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    lines = enumerate(content.splitlines(), 1)
    return next((number for number, line in lines if begins.match(line)), 1)


def _declare(path: Path, content: str) -> Declarations:
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from error
    unknown = set(data) - {"anywhere", "tables"}
    if unknown:
        raise UsageError(f"{path}: only [anywhere] and [tables.NAME] are known, not {unknown}")
    tables = data.get("tables", {})
    groups = {"": data.get("anywhere", {}), **(tables if isinstance(tables, dict) else {})}
    for entries in groups.values():
        if not isinstance(entries, dict):
            raise UsageError(f'{path}: a declaration reads: [tables.NAME] and column = "a reason"')
        for name, reason in entries.items():
            if not isinstance(reason, str) or not any(c.isalpha() for c in reason):
                raise UsageError(
                    f"{path}:{_line(content, name)}: {name} has no reason: say in words why the "
                    "column holds no person"
                )
    anywhere = groups.pop("")
    return Declarations(
        anywhere, {Column(t, name): why for t, each in groups.items() for name, why in each.items()}
    )


def _checks(path: Path, content: str) -> Iterator[tuple[int, Check]]:
    """Each check with the number of the line where it ends."""
    named = _FILE.fullmatch(path.name)
    if not named:
        raise UsageError(f"{path}: name the file by its group, like cw-02-work-packages.sql")
    kind = Origin.TEXT if path.parent.name == "mentions" else Origin.REFERENCE
    for number, header, body in _blocks(path, content, _KEYS):
        try:
            yield number, _check(named["group"], kind, header, body)
        except (KeyError, ValueError) as error:
            raise UsageError(f"{path}:{number}: {error}") from error


def _refuse_misread(path: Path, content: str) -> None:
    """Refuse what would be passed over, or would mean something else once it is taken apart."""
    seen: set[str] = set()
    for number, line in enumerate(content.splitlines(), 1):
        entry = _HEADER.match(line)
        if entry and entry["key"] in seen:
            raise UsageError(f"{path}:{number}: '{entry['key']}' stands twice in one header")
        seen = seen | {entry["key"]} if entry else seen if line.startswith("--") else set()
        entry = _COMMENT.match(line)
        if entry and entry["key"] not in _KEYS:
            raise UsageError(
                f"{path}:{number}: '{entry['key']}' is no header; known are "
                + ", ".join(sorted(_KEYS))
            )
        slip = _SLIP.match(line)
        if slip and slip["key"].lower() in _KEYS and not _HEADER.match(line):
            raise UsageError(
                f"{path}:{number}: write the header as '-- {slip['key'].lower()}: value'"
            )
    for number, header, body in _blocks(path, content, _KEYS):
        try:
            _refuse_removal(header.get("removal"))
            _refuse_certainty(header.get("certainty"))
            _refuse_rewritten(body.rstrip().removesuffix(";"))
        except ValueError as error:
            raise UsageError(f"{path}:{number}: {error}") from error


def _blocks(
    path: Path, content: str, keys: Collection[str]
) -> Iterator[tuple[int, Mapping[str, str], str]]:
    """Each statement with the header above it, and the number of the line where it ends."""
    header: dict[str, str] = {}
    body: list[str] = []
    for number, line in enumerate([*content.splitlines(), ""], 1):
        if entry := _HEADER.match(line):
            if entry["key"] in keys:
                header[entry["key"]] = entry["value"].strip()
            continue
        if line.startswith("--") or not (line.strip() or body):
            continue
        body.append(line)
        if line.rstrip().endswith(";"):
            yield number, header, "\n".join(body)
            header, body = {}, []
    if header or any(line.strip() for line in body):
        raise UsageError(f"{path}: the last check does not end with a semicolon")


def _check(group: str, origin: Origin, header: Mapping[str, str], statement: str) -> Check:
    named = _CHECK.fullmatch(header.get("check", ""))
    if not named:
        raise ValueError("a check starts with '-- check: table.column' or 'table.column (label)'")
    if "expected" not in header:
        raise ValueError(f"{header['check']}: the header '-- expected:' is missing")
    if header["expected"] not in list(Expected):
        raise ValueError(
            f"'expected: {header['expected']}' is none of {', '.join(map(str, Expected))}"
        )
    expected = Expected(header["expected"])
    if (expected is Expected.EXPIRES) != ("expires" in header):
        raise ValueError(f"{header['check']}: 'expected: expires' and '-- expires:' go together")
    sql = statement.rstrip().removesuffix(";")
    column = Column.parse(named["column"])
    parts = _take_apart(squeeze(sql), origin)
    if parts["table"] != column.table:
        raise ValueError(f"{column}: the SELECT must read FROM {column.table} first")
    compare = Compare(str(parts["compare"]))
    handling = spans.handling(expected, header)
    return Check(
        id=f"{group}/{header['check']}" + (":text" if origin is Origin.TEXT else ""),
        group=group,
        column=column,
        label=named["label"],
        expected=expected,
        sql=sql,
        key=str(parts["key"]),
        value=str(parts["value"]),
        compare=compare,
        origin=origin,
        condition=parts["condition"],
        expires=header.get("expires"),
        needs=tuple(Column.parse(n) for n in header.get("needs", "").split(",") if n.strip()),
        absent=Column.parse(header["absent"]) if "absent" in header else None,
        path=parts["path"],
        project=parts["project"],
        ascii=header.get("ascii"),
        kind=header.get("kind"),
        historic=header.get("historic") == "yes",
        certain=header.get("certainty") != "possible",
        assumed=header.get("certainty") == "assumed",
        note=header.get("note"),
        source=header.get("source"),
        removal=header.get("removal"),
        handlings=(handling,) if handling else (),
    )


def _refuse_removal(word: str | None) -> None:
    known = word in {None, *_REMOVALS} or re.match(rf"none: \S|with {_NAME}\.{_NAME}$", str(word))
    if not known:
        raise ValueError(
            f"'removal: {word}' is none of {', '.join(_REMOVALS)}, 'with table.column', "
            "'none: the reason'"
        )


def _refuse_certainty(word: str | None) -> None:
    if word not in {None, "possible", "assumed"}:
        raise ValueError(f"'certainty: {word}' is neither possible nor assumed")


def _refuse_rewritten(sql: str) -> None:
    """Refuse what means something else once the statement is taken apart and put together anew: a
    term that does not hold for every row, a second statement, a comment."""
    depth, seen_where = 0, False
    for token in _TOKEN.findall(sql):
        word = token.upper()
        if token in {";", "--", "/*"} or token.startswith("$"):
            what = {";": "a second statement"}.get(token, "a comment or a quote in dollar signs")
            raise ValueError(f"the SELECT holds {what}: leave it out")
        depth += (word in {"(", "CASE"}) - (word in {")", "END"})
        seen_where = seen_where or (word == "WHERE" and depth == 0)
        if depth == 0 and word in _REFUSED and (seen_where or word != "FOR"):
            why = "conditions with OR stand in brackets" if word == "OR" else "a check has none"
            raise ValueError(f"{word} stands outside of brackets: {why}")


def _take_apart(sql: str, origin: Origin) -> dict[str, str | None]:
    none: dict[str, str | None] = {"condition": None, "path": None, "project": None}
    if origin is Origin.TEXT:
        found = _TEXT.fullmatch(sql)
        if not found or sql.count(":pattern") != 1:
            raise ValueError(
                "a mention query reads: SELECT key, text, … AS path[, … AS project] "
                "FROM table WHERE [… AND] text ~* :pattern"
            )
        path, project = _select_list(found["select"], found["value"])
        return none | found.groupdict() | {"compare": "forms", "path": path, "project": project}
    if found := _PLAIN.fullmatch(sql):
        if sql.count(":user_id") != 1:
            raise ValueError("a plain SELECT compares one column with :user_id, as its last term")
        digits = found["parameter"].startswith("CAST")
        return none | found.groupdict() | {"compare": "digits" if digits else "id"}
    if found := _JOINED.fullmatch(sql):
        return none | found.groupdict() | {"compare": "joined"}
    raise ValueError("the SELECT must end in '… = :user_id' or '… = CAST(:user_id AS text)'")


def _select_list(select: str, value: str) -> tuple[str, str | None]:
    if not select.startswith(f"{value}, "):
        raise ValueError(f"the second column must be the text that is compared, {value}")
    listed = re.fullmatch(
        r"(?P<path>.+) AS path(?:, (?P<project>.+) AS project)?", select[len(value) + 2 :], re.S
    )
    if not listed:
        raise ValueError("the third column must be named path, the fourth project")
    return listed["path"], listed["project"]


@cache
def statement(name: str) -> str:
    """One statement of `queries/` that is not a check: `catalogue/keys` for catalogue/keys.sql."""
    content = _read(packaged() / f"{name}.sql")
    return "\n".join(x for x in content.splitlines() if not x.startswith("--")).rstrip(";\n ")


@dataclass(frozen=True)
class Escapes:
    """`[escapes]` of `queries/id-forms.toml`: which texts are read for escapes first."""

    any: str
    words: str
    letters: str
    marks: tuple[str, ...]


@cache
def escapes() -> Escapes:
    """What it says."""
    data = tomllib.loads(_read(packaged() / "id-forms.toml"))["escapes"]
    return Escapes(data["any"], data["words"], data["letters"], tuple(data["marks"]))


@dataclass(frozen=True)
class Section:
    """One statement of a file that holds several, with the header lines above it."""

    header: Mapping[str, str]
    sql: str

    @property
    def needs(self) -> tuple[Column, ...]:
        """The columns that a database must have for the statement to run (`-- needs:`)."""
        return tuple(Column.parse(n) for n in self.header.get("needs", "").split(",") if n.strip())


@cache
def sections(name: str, *keys: str) -> tuple[Section, ...]:
    """The statements of `queries/NAME.sql`; of their headers `needs` and `keys`."""
    path = packaged() / f"{name}.sql"
    blocks = _blocks(path, _read(path), {"needs", *keys})
    return tuple(Section(header, sql.rstrip().removesuffix(";")) for _, header, sql in blocks)
