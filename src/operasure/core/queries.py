"""Load `queries/`: files of small checks and places, each header lines and one plain SELECT.

The files are the authority for what is looked at and can be read without Python.
`operasure.core.blocks` takes a block of them apart.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from operasure.core import spans
from operasure.core.blocks import KEYS, blocks, checks, refuse_misread
from operasure.core.errors import UsageError
from operasure.core.model import Check, Column, Origin

_TITLE = re.compile(r"-- (?![a-z]+: )\S")
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
    every = spans.by_name(found, where)
    references = tuple(check for check in every if check.origin is Origin.REFERENCE)
    texts = tuple(check for check in every if check.origin is Origin.TEXT)
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
                refuse_misread(path, content)
            for number, check in _checks(path, content):
                found.append(check)
                places[path.parent.name].append(f"{path}:{number}")
            titles.setdefault(path.name[:5], _title(path, content))
    if not (references or texts or anywhere or columns):
        raise UsageError(
            f"{folder} contains no check: put checks in references/*.sql or mentions/*.sql, and "
            f"declarations in no-person.toml"
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
            f"{path}:1: the first line must be a title, like '-- Work packages: authors and "
            f"assignees'"
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
                    f"column contains no person"
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
    for block in blocks(path, content, KEYS):
        try:
            for check in checks(named["group"], kind, block):
                yield block.line, check
        except (KeyError, ValueError) as error:
            raise UsageError(f"{path}:{block.line}: {error}") from error


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


@cache
def escapes() -> Escapes:
    """What it says."""
    data = listed("id-forms")["escapes"]
    return Escapes(data["any"], data["words"], data["letters"])


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
def listed(name: str) -> Mapping[str, Any]:
    """A list of `queries/`: `removal/views` for removal/views.toml."""
    return tomllib.loads(_read(packaged() / f"{name}.toml"))


@cache
def sections(name: str, *keys: str) -> tuple[Section, ...]:
    """The statements of `queries/NAME.sql`; of their headers `needs` and `keys`."""
    path = packaged() / f"{name}.sql"
    found = blocks(path, _read(path), {"needs", *keys})
    return tuple(Section(block.header, block.sql) for block in found)
