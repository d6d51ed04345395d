"""Strategies: names of every script, and texts that may name them, as a value may hold them."""

from __future__ import annotations

import html.entities
import unicodedata
from collections.abc import Callable

from hypothesis import strategies as st

LETTERS = (
    "abcdefghijklmnopqrstuvwxyz",
    "aekoniscrujlmt",
    "sçöüéñőłßæøåžşığđâõăạệýìầūļțœ",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґћђљњ",
    "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "אבגדהוזחטיכלמנסעפצקרשתםןךףץ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإءآؤئپچگ",
    "कखगघचजटडतथदनपफबमयरलवशसहािीुूेोंृ",
    "কখগঘচজটডতদনপবমযরলশসহ",
    "கஙசஞடணதநபமயரலவழ",
    "กขคงจชซญดตถทนบปพมยรลวสหอะาิีเโไ",
    "ሀለሐመሠረሰቀበተኀነአከወዘየደገጠፈ",
    "가김이박최정강조윤장하성차주우구한오서신권황",
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林明華偉芳",
    "アイウエオカキクケコサシスセソタチツテトナニガギザパャ",
    "あいうえおかきくけこさしすせそたちつてと",
)
BEFORE = ("", "", "", "", "geprüft: ", "see ", "x", "9", "é", "\n", "„", r"\n", "@", "王", "д", "_")
ENDINGS = (*"a u owi em ego n in lla ssa nak t val re s ова у ом ой ου ς ым".split(),)
BEHIND = (
    "",
    "",
    "",
    "",
    " ok",
    ",",
    "x",
    "9",
    "é",
    "\n",
    "“",
    r"\n",
    "王",
    "д",
    "😀",
    "_",
    "'s",
    "s",
)


def words() -> st.SearchStrategy[str]:
    """Words of one to six letters of one script, most of them short."""
    length = st.sampled_from((1, 2, 2, 3, 3, 3, 4, 6))
    return st.tuples(st.sampled_from(LETTERS), length).flatmap(
        lambda drawn: st.text(drawn[0], min_size=drawn[1], max_size=drawn[1]).map(_capital)
    )


def names() -> st.SearchStrategy[str]:
    """Names of one to three words; more than one letter in all."""
    return st.lists(words(), min_size=1, max_size=3).map(" ".join).filter(lambda n: len(n) > 2)


@st.composite
def naming(draw: st.DrawFn, name: str) -> str:
    """A text with the name, or a part of it, in some form, place, case and encoding."""
    first, *_, last = [*name.split(), name.rsplit(maxsplit=1)[-1]]
    ending = st.sampled_from(("", *ENDINGS))
    inflected = [part + draw(ending) for part in (first, last)]
    forms = [
        *(name, f"{last}, {first}", last, first, f"{first[0]}. {last}", f"{last} {first[0]}."),
        *(first + last, f"{first[0]}{last}".lower(), f"{first}\n{last}", f"{first} und {last}"),
        *(f"{last}_{first}", " ".join(inflected), " ".join(reversed(inflected))),
    ]
    named = draw(st.sampled_from(forms))
    named = draw(st.sampled_from((named, named, named, named.upper(), named.lower())))
    return draw(st.sampled_from(BEFORE)) + draw(escaped(named)) + draw(st.sampled_from(BEHIND))


@st.composite
def escaped(draw: st.DrawFn, text: str) -> str:
    """The text in one of the encodings that texts are left in, in part or as a whole."""
    encode = draw(st.sampled_from(ENCODINGS))
    everything = draw(st.booleans())
    return "".join(
        encode(char) if everything or not char.isascii() or draw(st.booleans()) else char
        for char in text
    )


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]


def _entity(char: str) -> str:
    named = html.entities.codepoint2name.get(ord(char))
    return f"&{named};" if named else char


def _octets(prefix: str) -> Callable[[str], str]:
    return lambda char: "".join(f"{prefix}{byte:02X}" for byte in char.encode())


def _units(char: str) -> str:
    units = char.encode("utf-16-be").hex()
    return "".join(rf"\u{units[at : at + 4]}" for at in range(0, len(units), 4))


ENCODINGS: tuple[Callable[[str], str], ...] = (
    str,
    str,
    str,
    lambda char: unicodedata.normalize("NFD", char),
    lambda char: f"&#{ord(char)};",
    lambda char: f"&#x{ord(char):x}",
    lambda char: f"&amp;#{ord(char)};",
    _entity,
    _units,
    _octets("%"),
    _octets("="),
    _octets(r"\x"),
    lambda char: char.encode().decode("latin-1"),
    lambda char: f"{char}\u00ad",
    lambda char: f"<b>{char}</b>",
)
