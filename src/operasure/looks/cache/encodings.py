"""Bytes of a cached string as the texts that they can mean."""

import re

# Only real character sets: Python would also accept "punycode" or "unicode_escape" from a value.
_CHARACTER_SETS = re.compile(
    r"(?:ISO-8859-\d{1,2}|Windows-\d{3,4}|CP\d{3,4}|IBM\d{3,4}|UTF-(?:16|32)(?:LE|BE)?|KOI8-[RU]"
    r"|Shift_JIS|Windows-31J|EUC-(?:JP|KR)|EUCJP|GB18030|GBK|GB2312|Big5|macRoman|TIS-620)\Z",
    re.IGNORECASE,
)
_PYTHON_NAMES = {"windows-31j": "cp932", "macroman": "mac_roman", "eucjp": "euc_jp"}
# A third of NUL bytes is more than any text in a one-byte encoding holds.
_WIDE_SHARE = 3


def readings(data: bytes, encoding: str | None) -> list[str]:
    """Every reading of a string's bytes that a search must look at; never empty for any bytes.

    `encoding` is Ruby's name of it, None for a binary string. Valid UTF-8 has one reading, with
    two more if it looks like UTF-16; other bytes are read as UTF-8 with gaps and as Windows-1252,
    the superset of ISO-8859-1 that browsers use. A declared encoding is believed, and distrusted
    where it doesn't fit.
    """
    if encoding is not None and _CHARACTER_SETS.match(encoding):
        return [_declared(data, encoding)]
    try:
        texts = [data.decode("utf-8")]
    except UnicodeDecodeError:
        texts = [data.decode("utf-8", "replace"), data.decode("cp1252", "replace")]
    if data.count(0) * _WIDE_SHARE >= len(data) > 1:
        texts += [_wide(data, start, codec) for codec in _WIDE for start in (0, 1)]
    return texts


_WIDE = ("utf-16-le", "utf-16-be")


def _wide(data: bytes, start: int, codec: str) -> str:
    return data[start:].decode(codec, "replace")


def _declared(data: bytes, encoding: str) -> str:
    codec = _PYTHON_NAMES.get(encoding.lower(), encoding)
    try:
        return data.decode(codec, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
