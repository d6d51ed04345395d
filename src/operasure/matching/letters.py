"""What one letter of a text may stand for, across spellings and scripts.

`spellings` is the one table behind exact matching and the loose filter: the letter of a name and
the letter of a text mean the same if they share a spelling. The spellings are written in plain
ASCII letters, and in a letter itself where its script is not Latin. Sources: for Cyrillic the
romanisations of ISO 9, BGN/PCGN, ICAO Doc 9303 and the German, French and scholarly customs; for
Greek ELOT 743 and the classical one; for Latin the letters that Unicode does not decompose.
"""

from __future__ import annotations

import unicodedata

_LATIN = """
ä a ae|ö o oe|ü u ue|ø o oe|å a aa|ő o oe|ű u ue|æ ae a e|œ oe o|ß ss|ſ s|þ th|ð d dh|đ d dj|ł l
ı i|ħ h|ŧ t|ŋ n ng|ĳ ij|ĸ k q|ñ n|ş s|ș s|š s sh|č c ch|ž z zh|ğ g|ɓ b|ɗ d|ɖ d|ƒ f|ƙ k|ƴ y
ə e a|ɛ e|ɔ o|ǥ g|ƶ z|ɨ i|ʉ u|ɟ j|ȷ j|ɑ a|ɡ g|ʻ |ʼ |ʹ |ʺ
"""

_CYRILLIC = """
а a|б b|в v w ff|г g h|ґ g|д d|е e ye je ie|ё е e yo jo io o|є ye ie je e|ж zh z j sch|з z s
и i y|і i|ї yi ji i|й и y j i|к k c|л l|м m|н n|о o|п p|р r|с s ss|т t|у u ou|ў w u v
ф f ph|х kh h ch x|ц ts c z tz|ч ch tsch c tch cz|ш sh sch s ch sz
щ shch schtsch sc chtch sht sch szcz
ъ |ы y i|ь y|э e|ю yu ju iu u you|я ya ja ia a|ђ dj d|ј j|љ lj|њ nj|ћ c|џ dz dzh|ѓ gj|ќ kj|ѕ dz
ә a|ғ g|қ k q|ң n|ө o|ұ u|ү u|һ h
"""

_GREEK = """
α a|β v b|γ g y|δ d|ε e|ζ z|η i e|θ th|ι i|κ k c|λ l|μ m|ν n|ξ x ks|ο o|π p|ρ r rh|σ s|ς σ s|τ t
υ y u i v f|φ f ph|χ ch h kh x|ψ ps|ω o
"""

_OTHER = """
ى ي|ی ي|ک ك|ة ه|ٱ ا
"""

_HIRAGANA = (0x3041, 0x3097)
_TO_KATAKANA = 0x60
"""What Unicode adds to a letter of Hiragana for the same in Katakana."""

_MAY_BE_SILENT = frozenset("йьъʻʼʹʺ")
"""Letters that a transcription may leave out."""

PAIRS = {
    "кс": ("x",),
    "дж": ("j", "dzh", "g"),
    "μπ": ("b",),
    "ντ": ("d",),
    "γκ": ("g",),
    "γγ": ("ng",),
    "ου": ("u",),
}
"""Two letters of a text that other scripts write as one: pair to its spellings."""


def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for block, own in ((_LATIN, False), (_CYRILLIC, True), (_GREEK, True), (_OTHER, False)):
        for entry in block.replace("\n", "|").split("|"):
            letter, *written = entry.split(" ") if entry else ("", "")
            if len(letter) == 1:
                kept = [letter] if own else []
                silent = [""] if letter in _MAY_BE_SILENT else []
                table[letter] = tuple(dict.fromkeys([*kept, *filter(None, written), *silent]))
    for code in range(*_HIRAGANA):
        table[chr(code)] = chr(code), chr(code + _TO_KATAKANA)
    return table


_KNOWN = _table()

STRIPPED_MARKS = frozenset(
    chr(code)
    for low, high in (
        (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2),
        (0x05C4, 0x05C5), (0x05C7, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
        (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x1AB0, 0x1AFF),
        (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
        (0xE0100, 0xE01EF),
    )
    for code in range(low, high + 1)
)  # fmt: skip


def is_stripped_mark(char: str) -> bool:
    """Whether `char` is a mark that names are written with or without: accents of Latin, Greek and
    Cyrillic letters, vowel points of Hebrew and Arabic, and what selects the shape of a letter of
    Han. Vowel signs of other scripts are letters.
    """
    return char in STRIPPED_MARKS


class _Spellings(dict[str, tuple[str, ...]]):
    """Computed once per letter; there are no more entries than letters in Unicode."""

    @property
    def named(self) -> frozenset[str]:
        """The characters that the tables name."""
        return frozenset(_KNOWN)

    def __missing__(self, char: str) -> tuple[str, ...]:
        found = self[char] = _spell(char)
        return found


def _spell(char: str) -> tuple[str, ...]:
    if char.isascii():
        return (char.lower(),)
    if char in _KNOWN:
        return _KNOWN[char]
    lower = char.lower()
    if lower != char:
        return _joined(lower)
    if len(char) == 1 and not unicodedata.decomposition(char):
        # Nothing to compose, nor to take apart, but in syllables of Hangul, which stay.
        return ("",) if is_stripped_mark(char) else (char,)
    compatible = unicodedata.normalize("NFKC", char)
    if compatible != char:
        return _joined(compatible)
    decomposed = unicodedata.normalize("NFD", char)
    base, marks = decomposed[0], decomposed[1:]
    if marks and all(is_stripped_mark(mark) for mark in marks):
        return SPELLINGS[base]
    return ("",) if is_stripped_mark(char) else (char,)


def _joined(chars: str) -> tuple[str, ...]:
    spelled = [""]
    for char in chars[:8]:
        spelled = [start + more for start in spelled for more in SPELLINGS[char]][:16]
    return tuple(dict.fromkeys(spelled))


SPELLINGS = _Spellings()
"""Character to its spellings: `ü` to `u`, `ue`; `ß` to `ss`; `щ` to itself, `shch`, `schtsch` and
more; `ﬀ` to `ff`; what is written in one way only to itself."""
