"""A name is found where it shows as its bytes, and where a program has damaged it in one of the
usual ways; what only looks like that is no mention."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher

NAMES = (
    "Renate Vollbrecht", "Jörg Brückner", "Zuzanna Świątek", "Şükrü Dağlı", "Пётр Королёв",
    "Олена Григоренко", "Γιώργος Παππάς", "ישראל רוזנברג", "محمد الحسيني",
    "王晓梅", "渡辺直美", "박서진",
)  # fmt: skip
AROUND = ("{}", "erfasst von {}", "{} am 3. Mai", "[{}]", "a; {}, b\nnext line")


@cache
def sought(name: str) -> tuple[Matcher, LooseFilter]:
    person = Identity.of([name])
    return Matcher(person), LooseFilter(person)


def surest(name: str, text: str) -> str | None:
    """The surest confidence that a text is found with, which the filter must let pass."""
    matcher, loose = sought(name)
    found = {match.confidence for match in matcher.find(text)}
    assert not found or loose.passes(text.encode())
    return next((one for one in ("certain", "likely", "possible") if one in found), None)


def _in_xml(char: str) -> str:
    return char if char.isascii() and char != " " else f"_x{ord(char):04X}_"


AS_BYTES: dict[str, Callable[[str], str]] = {
    "literal of PostgreSQL": lambda name: "\\x" + name.encode().hex(),
    "literal of MySQL": lambda name: f"X'{name.encode().hex().upper()}'",
    "literal of SQL Server": lambda name: "0x" + name.encode("utf-16-le").hex().upper(),
    "big-endian": lambda name: "0x" + name.encode("utf-16-be").hex(),
    "zeros of JSON": "\\u0000".join,
    "zeros of C": "\\0".join,
    "zeros of Python": "\\x00".join,
    "zeros of a terminal": "^@".join,
    "zeros as pictures": "\u2400".join,
    "names of XML": lambda name: "".join(map(_in_xml, name)),
}  # fmt: skip


def _fits(name: str, way: str) -> bool:
    """Whether a way is read for a name: UTF-16 is told by its upper bytes only where they are of an
    alphabet, and a short run of bytes is none."""
    if way in ("literal of SQL Server", "big-endian"):
        return max(name) < "\u0700"
    return len(name.encode()) > 8


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("way", AS_BYTES)
def test_bytes_are_read(way: str, around: str) -> None:
    for name in NAMES:
        if _fits(name, way):
            assert surest(name, around.format(AS_BYTES[way](name))) is not None, name


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("name", ["渡辺直美", "高橋恵", "ワタナベ 直美"])
def test_japanese_in_seven_bits_is_read(name: str, around: str) -> None:
    assert surest(name, around.format(name.encode("iso2022_jp").decode("ascii"))) == "certain"


def test_digests_numbers_and_addresses_are_no_text() -> None:
    for name in NAMES:
        for n in range(40):
            digest = hashlib.sha256(f"{name}{n}".encode()).hexdigest()
            told = f"name={name};{name}".encode().hex()
            for text in (digest, told, f"0x{digest[:16]}", f"4711 0815 {n} 45 67 67 65 {n} 70 71"):
                assert surest(name, text) is None


MISREAD = {
    "Пётр Королёв": [("koi8-r", "cp1251"), ("cp1251", "koi8-r"), ("cp866", "cp1251"),
                     ("cp1251", "cp866"), ("utf-8", "koi8-r"), ("utf-8", "cp866")],
    "Олена Григоренко": [("koi8-u", "cp1251"), ("cp1251", "koi8-u")],
    "Γιώργος Παππάς": [("cp1253", "cp737"), ("cp737", "cp1253"), ("utf-8", "cp1253")],
    "ישראל רוזנברג": [("cp862", "cp1255"), ("utf-8", "cp1255")],
    "محمد الحسيني": [("cp1256", "iso8859-6"), ("utf-8", "cp1256")],
    "王晓梅": [("gbk", "latin-1"), ("gbk", "cp1252"), ("gbk", "big5")],
    "渡辺直美": [("shift_jis", "latin-1"), ("euc_jp", "latin-1"), ("euc_jp", "gbk")],
    "박서진": [("cp949", "latin-1"), ("cp949", "cp1252"), ("cp949", "gbk")],
    "Jörg Brückner": [("cp1252", "gbk"), ("cp1252", "shift_jis"), ("utf-8", "gbk")],
    "Zuzanna Świątek": [("utf-8", "iso8859-2"), ("utf-8", "cp852")],
    "Şükrü Dağlı": [("utf-8", "cp1254"), ("cp1254", "cp1252")],
}  # fmt: skip


def _read(raw: bytes, page: str) -> str | None:
    """Bytes as a program shows them that leaves what the page lacks as it is."""
    try:
        return raw.decode(page)
    except UnicodeDecodeError:
        if page in ("gbk", "big5", "shift_jis"):
            return None
    return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in raw)


def _as_misread() -> Iterator[tuple[str, str, str, str]]:
    for name, pages in MISREAD.items():
        for written, read in pages:
            try:
                shown = _read(name.encode(written), read)
            except UnicodeEncodeError:
                continue
            if shown is not None:
                yield name, written, read, shown


@pytest.mark.parametrize(("name", "written", "read", "shown"), list(_as_misread()))
def test_names_in_a_wrong_code_page(name: str, written: str, read: str, shown: str) -> None:
    for around in AROUND:
        assert surest(name, around.format(shown)) is not None, shown
    assert surest("Renate Vollbrecht", shown) is None


@pytest.mark.parametrize(
    ("name", "whole", "half"),
    [
        ("Jörg Brückner", "Jrg Brckner", "Brckner"),
        ("Zdzisława Gąsior", "Gsior, Zdzisawa", "Gsior"),
        ("Péter Tóth-Kása", "Pter Tth-Ksa", "Tth"),
        ("Renate Grünewald", "Renate Grnewald", "Grnewald"),
    ],
)
def test_letters_thrown_away(name: str, whole: str, half: str) -> None:
    for around in AROUND:
        assert surest(name, around.format(whole)) == "likely"
    assert surest(name, f"x {half} y") is None


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Jörg Brückner", "P<DNKBRUECKNER<<JOERG<<<<<<<<", "certain"),
        ("Renate Vollbrecht", "PMAUTVOLLBRECHT<<RENATE<MARIA<<<<", "certain"),
        ("Renate Vollbrecht", "VOLLBRECHT/RENATEMRS", "certain"),
        ("Renate Vollbrecht", "1.VOLLBRECHT/RENATEMS 2.OTHER/ANNAMR", "certain"),
        ("Renate Vollbrecht", "sn:: Vm9sbGJyZWNodA==", "possible"),
        ("Renate Vollbrecht", "cn:: UmVuYXRlIFZvbGxicmVjaHQ", "certain"),
        ("Jörg Bruck", "J\\N{LATIN SMALL LETTER O WITH DIAERESIS}rg Bruck", "certain"),
        ("Jörg Brückner", "J|rg Br}ckner", "likely"),
        ("Nea Vollbrecht", "\U0001f17d\U0001f174\U0001f170 Vollbrecht", "certain"),
        ("Renate Vollbrecht", "\u24ad\u24a0\u24a9\u249c\u24af\u24a0 Vollbrecht", "certain"),
        ("محمد الحسيني", "للحسيني", "possible"),
        ("محمد الحسيني", "وللحسيني", "possible"),
        ("خالد الزهراني", "إلى خالد للزهراني", "likely"),
    ],
)  # fmt: skip
def test_other_notations(name: str, text: str, expected: str) -> None:
    ranks = ["possible", "likely", "certain"]
    found = surest(name, text)
    assert found is not None
    assert ranks.index(found) >= ranks.index("possible" if expected == "possible" else "likely")
    if expected != "certain":
        assert found != "certain"


@pytest.mark.parametrize(
    "text",
    [
        "x = 1 << RENATE_FLAG", "cat <<EOF", "$BASE(B) ~{ a ~}", "A/BMR", "std:: vector<renate>",
        "the key 0x4d5a90000300000004", "00:1a:2b:3c:4d:5e:6f:70",
    ],
)  # fmt: skip
def test_nothing_is_found_in_what_only_looks_like_it(text: str) -> None:
    for name in NAMES[1:]:
        assert surest(name, text) is None
