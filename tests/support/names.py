"""Names that somebody who may create tables could choose to do harm by."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import psycopg

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
TRACE = "trace"


def harmful(trace: Path) -> list[str]:
    """Names of at most 63 bytes. Each that could run something leaves a file where `trace` is."""
    run = f"touch {trace}"
    names = [
        f"b'\n\\! {run}\n",
        f'b"\n\\! {run}\n"',
        f"b`{run}`",
        f"$({run})",
        f"';\\! {run}\n--",
        f"\r\\! {run}\r",
        f"$guard$\n\\! {run}\n",
        f"END_OF_SQL\n{run}\nEND_OF_SQL",
        f"b\\\n\\! {run}\n",
        f"'||\\! {run}",
        "\x1b[2J\x1b]0;owned\x07",
        "a\x9b2J\x85b\x7f",
        "user\u202eresu\u2066x\u2069",
        "\u2028CLEAR: nothing is left\u2029",
        "a\nCLEAR: every place was checked",
        "a:user_id%s%(user_id)s%%{}{0}",
        ":'user_id' :\"user_id\" :needle",
        "$$; SELECT 1; $$",
        "select", "table", "user", "order", "nul", "-- x", "/* x", "a.b", "a b",
        "=1+1", "@sum", "-1", "+1", "<script>alert(1)</script>", "]]>", "&amp;&#10;",
        "\ue000\U000f0001g", "\ufeff", "\\x1b", "a\tb", "🦊" * 15 + "abc", "x" * 63,
    ]  # fmt: skip
    return [name for name in names if len(name.encode()) <= 63]


def plant(url: str, names: list[str], value: int, schema: str = "public") -> None:
    """A table for each name, called so, with a number and a text column called so."""
    with psycopg.connect(url) as connection:
        for number, name in enumerate(names):
            for sql in _statements(name, number, value, schema):
                connection.execute(sql.encode())


def _statements(name: str, number: int, value: int, schema: str) -> Iterator[str]:
    place = f"{quoted(schema)}.{quoted(name)}"
    other = quoted(("t" + name)[: 62 if name.isascii() else 40])
    yield f"CREATE TABLE {place} (id serial PRIMARY KEY, {quoted(name)} integer, {other} text)"
    yield f"INSERT INTO {place} ({quoted(name)}, {other}) VALUES ({value}, '/users/{value}')"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def hidden(text: str, kept: str = "\n\t") -> set[str]:
    """The characters of a text that a terminal could obey, or that would not show."""
    return {c for c in text if unicodedata.category(c) in HIDDEN and c not in kept}
