"""Files of which not every line was looked at, and ids in the forms of databases and collectors."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import shutil
import sqlite3
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from logs.kit import ARGUMENTS, IDENTITIES, NEAR, RUBY, WHO
from operasure.cli import run
from operasure.looks.logs.blocks import LineBlock
from operasure.looks.logs.recognise import Recogniser
from operasure.looks.logs.search import candidates

TEXT = "".join(f"{RUBY}method=GET path=/my/page status=200 user={n}\n" for n in range(50, 250))
HERS = f"{RUBY}method=GET path=/my/page status=200 user=42\n"
PLAIN = (TEXT + HERS).encode()
RANDOM = random.Random(5).randbytes(2000)


def database(folder: Path) -> bytes:
    path = folder / "log.db"
    with sqlite3.connect(path) as opened:
        opened.execute("CREATE TABLE log (line text)")
        opened.execute("INSERT INTO log VALUES (?)", (HERS,))
    opened.close()
    return path.read_bytes()


def openssl(folder: Path, *more: str) -> bytes:
    program = shutil.which("openssl")
    if program is None:
        return b"Salted__" + RANDOM
    command = [program, "enc", "-aes-256-cbc", "-pass", "pass:x", "-pbkdf2", *more]
    return subprocess.run(command, input=PLAIN, check=True, capture_output=True).stdout


def _behind_utf_16(data: bytes) -> Callable[[Path], bytes]:
    return lambda _: TEXT.encode("utf-16") + data


FILES: dict[str, Callable[[Path], bytes]] = {
    "lzma": lambda _: lzma.compress(PLAIN, format=lzma.FORMAT_ALONE),
    "zlib": lambda _: zlib.compress(PLAIN),
    "zlib, best": lambda _: zlib.compress(PLAIN, 9),
    "raw deflate": lambda _: zlib.compress(PLAIN)[2:-4],
    "like brotli or gpg": lambda _: b"\x8b\x0a" + RANDOM,
    "a short gpg": lambda _: b"\x84\x5e\x03" + RANDOM[:150],
    "openssl": openssl,
    "openssl in base64": lambda folder: openssl(folder, "-a"),
    "ansible": lambda _: b"$ANSIBLE_VAULT;1.1;AES256\n3132\n",
    "age in text": lambda _: b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n",
    "sqlite": database,
    "UTF-16 without a mark": lambda _: PLAIN.decode().encode("utf-16-le"),
    "UTF-16, the other end first": lambda _: PLAIN.decode().encode("utf-16-be"),
    "UTF-32": lambda _: PLAIN.decode().encode("utf-32-le"),
    "UTF-32 with its mark": lambda _: b"\xff\xfe\0\0" + PLAIN.decode().encode("utf-32-le"),
    **{
        f"UTF-16 and then {name}": _behind_utf_16(behind)
        for name, behind in {
            "ASCII": HERS.encode(),
            "UTF-16 with its other end first": HERS.encode("utf-16-be"),
            "UTF-16 behind an odd byte": b"x" + HERS.encode("utf-16-le"),
            "UTF-8": f"{HERS} Zoë\n".encode(),
            "gzip": gzip.compress(HERS.encode()),
            "half a letter": b"x",
        }.items()
    },
    "gzip behind text": lambda _: TEXT.encode() + gzip.compress(HERS.encode()),
    "bzip2 behind text": lambda _: TEXT.encode() + bz2.compress(HERS.encode()),
    "xz behind text": lambda _: TEXT.encode() + lzma.compress(HERS.encode()),
    "zlib behind text": lambda _: TEXT.encode() * 30 + zlib.compress(PLAIN),
    "text, binary, text": lambda _: TEXT.encode() * 90 + RANDOM + TEXT.encode() * 90,
    "binary within gzip": lambda _: gzip.compress(TEXT.encode() + zlib.compress(PLAIN)),
}


@pytest.mark.parametrize("kind", FILES)
def test_what_is_no_text_is_never_clear(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "production.log"
    path.write_bytes(FILES[kind](tmp_path))
    assert run(["logs", str(path), *ARGUMENTS]) == 3
    assert "UNCHECKED" in capsys.readouterr().out


TEXTS: dict[str, bytes] = {
    "Latin-1": TEXT.replace("my", "müß").encode("latin-1"),
    "Cyrillic": "запрос выполнен успешно\n".encode("cp1251") * 500,
    "Chinese": "用户登录成功\n".encode("gb18030") * 500,
    "UTF-16": TEXT.encode("utf-16"),
    "Japanese in UTF-16": "\ufeff利用者がこのページを開きました\n".encode("utf-16-le")
    + "これはただしいもじのならびです、とくにもんだいはありません\n".encode("utf-16-le") * 500,
    "Chinese in UTF-16": "\ufeff用户登录成功，一二三四五六七八九十\n".encode("utf-16-be") * 500,
    "coloured": b"\x1b[1m\x1b[36mUser Load (0.3ms)\x1b[0m  \x1b[1mSELECT\x1b[0m\n" * 500,
    "zeros after a crash": TEXT.encode() + bytes(5000) + TEXT.encode(),
    "a stray control": TEXT.encode() + b"\x01\x02 odd\n" + TEXT.encode(),
    "frames of Docker": b"".join(
        b"\x01\0\0\0" + len(line).to_bytes(4, "big") + line
        for line in TEXT.encode().splitlines(keepends=True)
    ),
    "journald's export": b"".join(
        b"__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1763000000000000\nMESSAGE\n"
        + len(line).to_bytes(8, "little") + line + b"\n_HOSTNAME=op\nPRIORITY=6\n\n"
        for line in TEXT.encode().splitlines()
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_text_of_any_kind_is_no_binary(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "production.log"
    path.write_bytes(TEXTS[kind])
    assert run(["logs", str(path), *ARGUMENTS]) == 0


LINES = [
    '2026-11-20 12:00:00 UTC,"op","db",71,"SELECT ""users"".* WHERE ""users"".""id"" = 42",,,',
    '…,"execute a1: SELECT 1 FROM ""members"" WHERE ""members"".""user_id"" = 42 LIMIT 1",,,',
    '…,"UPDATE ""work_packages"" SET ""author_id"" = 42 WHERE ""id"" = 7",,,',
    "ActiveRecord::RecordNotFound (Couldn't find User with 'id'=42):",
    "Couldn't find User with 'id'=\"42\"",
    "Couldn't find Principal with id=42",
    "Couldn't find all Users with 'id': (7, 42) (found 1 results, but was looking for 2).",
    'Couldn\'t find User with \\"id\\"=42',
    'ERROR:  update or delete on table "users" … DETAIL:  Key (id)=(42) is still referenced',
    'DETAIL:  Key (id)=(42) is still referenced from table "members".',
    'DETAIL:  Key (user_id)=(42) is not present in table "users".',
    "DETAIL:  Key (user_id, project_id)=(42, 7) already exists.",
    "DETAIL:  Key (project_id, principal_id)=(7, 42) already exists.",
    '{"@timestamp":"2026-11-20T12:00:00Z","user":{"id":42}}',
    '{"user":{"name":"x","roles":["a"],"id":"42"}}',
    '{"user":{"geo":{"city":"x"},"id":42,"email":"x"}}',
    '{"user.id":"42","message":"x"}',
    '{"enduser.id":"42"}',
    '{"usr":{"id":"42"}}',
    '{"usr.id":42}',
    '{"user.effective.id":"42"}',
    '{"attributes":[{"key":"user.id","value":{"stringValue":"42"}}]}',
    '{"attributes":[{"key":"enduser.id","value":{"intValue":"42"}}]}',
    "level=info msg=done user.id=42",
    "{:user=>{:id=>42, :name=>nil}}",
    "{user: {id: 42}}",
    '{"current_user":{"id":42}}',
    '{"author":{"id":42}}',
    '{\\"user\\":{\\"id\\":42}}',
    '{"attributes":{"user":{"id":{"intValue":"42"}}}}',
    '{"user_id":{"S":"42"}}',
    "user[id]=42&x=1",
    "POST /x?user%5Bid%5D=42",
    "X-User-Id: 42",
    '<event user-id="42"/>',
    '<user name="x" id="42"/>',
    "<user><id>42</id></user>",
    '<165>1 2026-11-30T12:00:00Z host app - - [user@32473 name="x" id="42"] x',
    "#<User:0x00007f id=42>",
    '#<User login: "x", id: 42>',
    "User with id 42 not found",
    "Couldn't find Users::Anonymous with 'id'=42",
    "SELECT 1 FROM users u WHERE u.id = 42",
    'SELECT "u"."id" FROM "users" AS "u" JOIN members m ON m.x = 7 WHERE "u"."id" IN (7, 42)',
    'SELECT 1 FROM "users" WHERE "users"."id" IS NOT DISTINCT FROM 42',
    """SELECT 1 FROM "users" WHERE "users"."id" = ANY ('{7,42}')""",
    'SELECT 1 FROM "users" WHERE ("users"."id") = (42)',
    """SELECT 1 FROM "users" WHERE "users"."id" = CAST('42' AS bigint)""",
    'SELECT 1 FROM "users" WHERE 42 = "users"."id"',
    """SELECT 1 FROM members WHERE user_id = ANY (CAST('{7,42}' AS bigint[]))""",
]  # fmt: skip
OTHERS = [
    '…,"SELECT ""users"".* FROM ""users"" WHERE ""users"".""id"" = 421",,,',
    "Couldn't find WorkPackage with 'id'=42",
    "Couldn't find User with 'id'=421",
    "Couldn't find User with 'id'=142",
    "DETAIL:  Key (project_id)=(42) is not present.",
    "DETAIL:  Key (user_id, project_id)=(7, 42) already exists.",
    '{"project":{"id":42}}',
    '{"user":{"id":421},"id":42}',
    '{"user":{"role":{"id":42}}}',
    '{"user":{"project_id":42}}',
    '{"user":{"name":"x"},"work_package":{"id":42}}',
    '{"user.group_id":"42"}',
    '{"attributes":[{"key":"project.id","value":{"stringValue":"42"}}]}',
    '{"superuser":"x","id":42}',
    'a "",""42"" b',
    "user[project_id]=42 user[idx]=42",
    '<user name="x"/><project id="42"/>',
    "<user><idea>42</idea></user>",
    "#<User id: 421> #<Project id: 42>",
    "User with id 421, 42 rooms",
    "SELECT 1 FROM users u, projects p WHERE p.id = 42",
    "SELECT 1 FROM users u WHERE u.id = 7 LIMIT 42",
    'SELECT 1 FROM "users" WHERE 42 = "projects"."id"',
    "SELECT 42 FROM users WHERE 142 = users.id AND 4,142 = users.id",
    "user-identity: 42, user-agent: 42",
]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(IDENTITIES["id"])


def found(recogniser: Recogniser, line: str) -> bool:
    """By the close look and by the filter before it."""
    verdict = recogniser.judge(line, NEAR)
    spans, _ = candidates(LineBlock((line + "\n").encode(), b""), recogniser)
    assert verdict is None or spans, "the filter lets it not pass"
    return verdict is not None


@pytest.mark.parametrize("line", LINES)
def test_an_id_in_the_words_of_databases_and_collectors(recogniser: Recogniser, line: str) -> None:
    assert found(recogniser, line)
    assert found(recogniser, f"{RUBY}{line}")


@pytest.mark.parametrize("line", OTHERS)
def test_and_no_other(recogniser: Recogniser, line: str) -> None:
    assert not found(recogniser, line)
    assert WHO["id"] in line
