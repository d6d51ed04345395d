"""The SQL of one check: its comparison, a value that occurs in its place, and its positive control.

Parameters: `:user_id` (integer), `:needle` (its digits as text), `:holding` (a text with them, for
LIKE), `:first`, `:second` and `:third` (characters of which each text with the number has one,
however it is written), `:ended` (the digits at the end of a word), `:alone` (the same where no
digit or letter touches them, plainly or percent-encoded), `:patterns` (its forms), `:near` (what
may stand before the digits in a form), `:escape` (an escape that may matter), `:words` (what every
form has one of, or an escaped letter), `:marks` (one of the digits as an escape), `:held` (the
digits, or one of these), `:few` (their end, or a sign that every escaped digit needs), `:coded`
(the digits where some may be escaped), `:whole` (the number by itself in a text) and `:keyed`
(under a key of persons), for both see `operasure.core.elements`, `:value` (what a control looks
for).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from operasure.core.blocks import squeeze
from operasure.core.model import Check, Compare
from operasure.core.queries import statement as written

LONG = 2000
"""Bytes from which on a text may be compressed. Each function unpacks it anew, so that one large
regular expression takes less time than several looks for single signs."""
SHORT = 200
"""Bytes up to which a look for one sign takes less time than to find out whether all can be spared.
PostgreSQL looks for a single byte three times as fast as for two."""
LEAST = 6
"""Bytes of the shortest text that shows an id (`u.id=4`). Most of what a text is made of says less:
an empty object or list."""
NO_JSON = 8
"""Bytes that an empty object or list takes as jsonb at most: what holds anything takes more. To
know that costs a tenth of making its text."""
MOST = 16 * 2**20
"""Bytes of the longest text whose escapes are read: each million takes about half a second."""
COLUMN = re.compile(r'\w+|"[^"]+"')
"""The name of a column in SQL."""
_MADE = re.compile(rf"CAST\(({COLUMN.pattern}) AS text\)")
_COMPARISON = re.compile(r" = (?::user_id|CAST\(:user_id AS text\))$")
_DEPTH = 3
"""How many times what was read may be an escape of another kind."""
_SIGNS = "\\", "%"
_NEEDLE = re.compile(r"strpos\((?:[^()']|\([^()']*\))*, CAST\(:user_id AS text\)\) > 0")


def comparison(check: Check, text: str | None = None) -> str:
    """The comparison of a plain check with the id; `text` names its text, where it has a name."""
    value, text = check.value, text or bytewise(check.searched)
    match check.compare:
        case Compare.ID:
            return f"{value} = :user_id"
        case Compare.DIGITS:
            return f"{value} = :needle"
        case Compare.AMONG:
            return f":user_id = ANY({value})"
        case Compare.FORMS:
            # Each term is a hundred times cheaper than the next, and misses nothing it would find.
            return f"(strpos({text}, :needle) > 0 AND {formed(text)})"
        case Compare.KEYED:
            return f"(strpos({text}, :needle) > 0 AND {text} ~ :keyed)"
        case Compare.WHOLE:
            return f"(strpos({text}, :needle) > 0 AND {text} ~ :whole)"
        case Compare.JOINED:
            raise ValueError(f"{check.id} is a statement of its own")


def formed(text: str) -> str:
    """Whether a text shows the id in any of its forms."""
    return f"{_alone(text)} AND {text} ~* ANY (CAST(:patterns AS text[]))"


def _alone(text: str) -> str:
    """Whether the number stands alone in a text; `:ended` leaves little to the other."""
    return f"{text} ~ :ended AND {text} ~ :alone"


def _has(text: str, *parts: str) -> str:
    return " OR ".join(f"strpos({text}, {part}) > 0" for part in parts)


def _escaped(text: str) -> str:
    """Whether a text may hold the number with a digit as an escape."""
    return f"({text} ~ :marks AND {text} ~* :coded)"


def _signed(text: str) -> str:
    """Whether a text has the signs of such an escape, of which each costs little to look for. It
    has one, or an entity: queries/decoded.sql reads nothing that begins otherwise, and of what is
    escaped several times the outermost escape is one as it stands. The codes of digits are 30 to
    39, as entities 48 to 57, too. What one byte tells is asked first."""

    def has(*parts: str) -> str:
        return _has(text, *map("'{}'".format, parts))

    signs = f"({has(*_SIGNS)}) AND ({has('3')} OR {has('#')} AND ({has('4', '5')}))"
    entity = f"{has('#')} AND ({has('&#', ';#')})"
    encoded = f"{has('Z')} AND {has('Z2lkOi8v')}"
    return f"({signs} OR {entity} OR {encoded})"


def coded(check: Check, text: str | None = None) -> str:
    """Whether a text of a check for forms may hold the id behind escapes, or as some: `closely`
    says whether it does."""
    text = text or bytewise(check.searched)
    return (
        f"(({_has(text, ':needle')} AND {_alone(text)} AND {text} ~* :escape "
        f"AND {text} ~* :words) OR {_escaped(text)})"
    )


def held(text: str) -> str:
    """Whether a text has the number, or a digit of it as an escape: what `maybe` asks, but only the
    first of it, in a statement that takes less to read than a small table does."""
    return f"(octet_length({text}) >= {LEAST} AND {text} ~ :held)"


def maybe(text: str, *, column: bool) -> str:
    """Whether a text may show the id, plainly or behind escapes: true where the comparison of a
    check for forms is, or `coded`. The forms, which cost most, are looked for only where what all
    of them need is there. Nearly all rows are read for the first terms alone. `column`: the text is
    a column, which costs nothing to name again, and not made of one."""
    some = f"{text} ~ :few AND {text} ~ :held"
    if column:
        digit = f"{_has(text, ':first', ':second', ':third')} AND :third IS NOT NULL"
        some = (
            f"(octet_length({text}) <= {SHORT} OR "
            f"CASE WHEN octet_length({text}) <= {LONG} THEN {digit} ELSE {text} ~ :held END)"
        )
    return (
        f"(octet_length({text}) >= {LEAST} AND {some} "
        f"AND (({text} LIKE :holding AND {_alone(text)} AND {text} ~* :words "
        f"AND ({text} ~* :escape OR ({text} ~* :near "
        f"AND {text} ~* ANY (CAST(:patterns AS text[]))))) "
        f"OR ({_signed(text)} AND {_escaped(text)})))"
    )


def unless_empty(text: str, type_: str | None, term: str) -> str:
    """The same term about a text; of one that is made of jsonb (its column is of `type_`) it is
    asked only where that holds anything."""
    made = _MADE.fullmatch(text)
    if made and type_ == "pg_catalog.jsonb":
        return f"(pg_column_size({made[1]}) > {NO_JSON} AND {term})"
    return term


def in_order(terms: str) -> str:
    """The same condition, whose terms the server asks in the order in which they are written. It
    would ask first what it takes for the cheapest, a regular expression before any comparison; and
    try each regular expression on the values that it knows of a column, to guess how many rows
    there will be."""
    return f"CASE WHEN {terms} THEN 1 END = 1"


def closely(checks: Iterable[tuple[int, Check]], which: Callable[[Check], str] = coded) -> str:
    """What stands in FROM behind a table, to read the escapes of those texts of a row for which a
    term is true: `op_more.op_hits` are the numbers of the checks whose text then shows the id. By
    a comma: behind JOIN nobody would know whose `ctid` is meant."""
    texts = ", ".join(
        f"({i}, CASE WHEN {mine(check, which(check))} THEN {bytewise(check.searched)} END)"
        for i, check in checks
    )
    return (
        ", LATERAL (SELECT array_agg(op_text.op_at) AS op_hits "
        f"FROM (VALUES {texts}) AS op_text(op_at, op_body) "
        f"CROSS JOIN LATERAL ({decoded('op_text.op_body')}) AS op_read(op_plain) "
        f"WHERE op_text.op_body IS NOT NULL AND {formed('op_plain')}"
        f") AS op_more"
    )


def shows(check: Check) -> str:
    """The comparison of a check that shares no pass, with what shows once escapes are read."""
    if check.compare is not Compare.FORMS:
        return comparison(check)
    text = bytewise(check.searched)
    hit = f"SELECT 1 FROM ({decoded(text)}) AS op_read(op_plain) WHERE {formed('op_plain')}"
    either = f"({comparison(check)} OR ({coded(check)} AND EXISTS ({hit})))"
    return f"({maybe(text, column=False)} AND {either})"


@cache
def decoded(text: str) -> str:
    """A statement that gives a text, of whatever length its type allows, with its escapes read
    (queries/decoded.sql). Of one that is longer than MOST it asks for what no server can make, and
    so fails with 54000: its row is told as one that could not be read."""
    once = squeeze(written("decoded"))
    read = once.replace(":body", "op_plain.op_text")
    too_long = f"repeat(left({text}, 1), 1073741823)"
    whole = f"CASE WHEN octet_length({text}) > {MOST} THEN {too_long} ELSE ({text}) || '' END"
    return (
        "WITH RECURSIVE op_plain(op_depth, op_text) AS "
        f"(SELECT 0, {whole} UNION ALL "
        f"SELECT op_depth + 1, ({read}) FROM op_plain "
        f"WHERE op_depth < {_DEPTH} AND op_text ~* :escape) "
        f'SELECT (op_text) COLLATE "C" FROM op_plain ORDER BY op_depth DESC LIMIT 1'
    )


def bytewise(text: str) -> str:
    """A text to be searched byte by byte: a collation that takes different texts for equal can't be
    searched otherwise (PostgreSQL manual, 24.2.2.4), and every form of an id is ASCII."""
    return f'({text}) COLLATE "C"'


def mine(check: Check, term: str) -> str:
    """A term together with what else a row must fulfil to belong to this check."""
    return f"({check.condition}) AND {term}" if check.condition else term


def statement(check: Check) -> str:
    """The whole statement of a check that shares no pass: key, true and, if it expires, when."""
    shown = [check.key, "true", *([check.expires] if check.expires else [])]
    return squeeze(check.sql).replace(f"{check.key} FROM", f"{', '.join(shown)} FROM", 1)


def occurs(check: Check) -> str:
    """True where the place holds a value at all."""
    textual = check.compare in {Compare.FORMS, Compare.WHOLE, Compare.KEYED}
    return f"{check.searched} <> ''" if textual else f"{check.value} IS NOT NULL"


def sample(check: Check) -> str:
    """A value of the place that a control can look for; of a text only that it has some."""
    match check.compare:
        case Compare.FORMS | Compare.WHOLE | Compare.KEYED:
            # Not a part of the text itself: it may be none in the encoding that it should have.
            return f"length(left({check.searched}, 1))"
        case Compare.AMONG:
            return f"{check.value}[1]"
        case _:
            return check.value


def probe(check: Check, source: str, pages: int) -> str:
    """One value that occurs in the first `pages` blocks of the table (a scalar subquery)."""
    if check.compare is Compare.JOINED:
        alias = check.key.partition(".")[0]
        body = whoever(check)
        return f"SELECT {check.value} FROM {body} AND {alias}.ctid < '({pages},0)' LIMIT 1"
    where = mine(check, occurs(check))
    return f"SELECT {sample(check)} FROM {source} WHERE {where} AND ctid < '({pages},0)' LIMIT 1"


def whoever(check: Check) -> str:
    """What stands behind FROM in a statement of its own, with any value in place of the id."""
    _, _, rest = squeeze(check.sql).partition(f"{check.key} FROM ")
    return _COMPARISON.sub(" IS NOT NULL", _NEEDLE.sub("true", rest))


def proof(check: Check, source: str, parameter: str) -> str | None:
    """The check's own statement with `parameter` for the id; None where the sample is the proof."""
    match check.compare:
        case Compare.ID:
            term = f"{check.value} = {parameter}"
        case Compare.DIGITS:
            term = f"{check.value} = CAST({parameter} AS text)"
        case Compare.AMONG:
            term = f"{parameter} = ANY({check.value})"
        case Compare.JOINED:
            return squeeze(check.sql).replace(":user_id", parameter)
        case _:
            return None
    return f"SELECT 1 FROM {source} WHERE {mine(check, term)}"
