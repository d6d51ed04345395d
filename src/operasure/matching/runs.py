"""Joining the words of a name that stand together in a text into runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeGuard

from operasure.matching.decode import Reading
from operasure.matching.fold import CELL, IGNORED, INVISIBLE
from operasure.matching.names import CONNECTORS, PARTICLES, PersonName, is_title
from operasure.matching.walk import WordHit

Link = Literal["glued", "plain", "bridged", "middle", "comma", "list", "fields"]
"""What stands between two words of a name: nothing; blanks, hyphens, markup; particles and
initials; other words that may be middle names; one comma; another separator; the keys of fields."""

_LONGEST_PLAIN = 400
_LONGEST_BRIDGE = 120
_MOST_BRIDGE_WORDS = 4
_GLUE = 20
"""Invisible characters between words that count as glued."""
_AHEAD = 12
"""Hits looked at for a neighbour."""

_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff"
_BETWEEN = (
    rf"(?:\\[nrt]|[ \n\-'·\"()+%{_EMOJI}{CELL}{re.escape(IGNORED)}]|\.(?![ \n])"
    r"|(?<=\n)(?:[ ]{0,8}(?:[>|#/;]{1,4}|\*)){1,4})"
)
_PLAIN = re.compile(rf"{_BETWEEN}{{0,{_LONGEST_PLAIN}}}")
_COMMA = re.compile(rf"{_BETWEEN}*,{_BETWEEN}*")
_LIST = re.compile(rf"{_BETWEEN}*(?:[,;|/@&]{_BETWEEN}*){{1,2}}")
_FIELDS = re.compile(
    rf"(?=({_BETWEEN}*))\1[,;&{{}}]?(?=({_BETWEEN}*))\2:?"
    rf"(?P<key>[A-Za-z][\w.-]{{0,40}}+)(?=({_BETWEEN}*))\4[:=>]{{1,2}}{_BETWEEN}*"
)
_KEYS_OF_NAMES = re.compile("name|given|family|prenom|apellido")
_NEAR = 60
"""Characters between the halves of a name that are near each other."""
_MOST_WORDS_NEAR = 2
"""Words between two halves whose script has no capitals to show that they are names."""
_BLANK_LINE = re.compile(r"\n[ ]*\n")
_LINE = re.compile(rf"[\n{CELL}]")
_WORD = re.compile(r"[^\W_]+")
_WORD_BEFORE = re.compile(r"([^\W\d_][^\W_]*)\.?[ ]+$")
_WORD_BEHIND = re.compile(r"[ ]+([^\W\d_][^\W_]*)")
_NOBILITY = (
    PARTICLES
    - CONNECTORS
    - frozenset("in i zum zur vom do das le les lo los die op til to mac st st. san santa".split())
)


@dataclass(frozen=True, slots=True)
class NameRun:
    """Words of one name that stand together, and what stands between them."""

    hits: tuple[WordHit, ...]
    links: tuple[Link, ...] = ()

    @property
    def start(self) -> int:
        return self.hits[0].start

    @property
    def end(self) -> int:
        return self.hits[-1].stop

    def words(self, role: str) -> list[int]:
        """Places of the words of a role, in the order of the text."""
        return [hit.element.index for hit in self.hits if hit.element.role == role]


def runs(reading: Reading, name: PersonName, hits: Sequence[WordHit]) -> list[NameRun]:
    """The runs that the words of one name form; `hits` in order of start. What may be an initial
    and the family name (`jmueller`) is a run of its own, whatever else is seen there."""
    alone = [hit for hit in hits if hit.element.role == "initials"]
    words = [hit for hit in hits if hit.element.role != "initials"]
    found: list[NameRun] = []
    at = 0
    while at < len(words):
        run, at = _grow(reading, name, words, at)
        if run is not None:
            found.append(run)
    return _paired(reading, found) + [NameRun((hit,)) for hit in alone if hit.starts and hit.ends]


def _grow(
    reading: Reading, name: PersonName, hits: Sequence[WordHit], first: int
) -> tuple[NameRun | None, int]:
    """The run that begins with a hit, and the hit to go on with."""
    if not hits[first].starts:
        return None, first + 1
    chosen, links = [first], list[Link]()
    while True:
        last = hits[chosen[-1]]
        used = {(hits[i].element.role, hits[i].element.index) for i in chosen}
        for ahead in range(chosen[-1] + 1, min(chosen[-1] + 1 + _AHEAD, len(hits))):
            other = hits[ahead]
            key = other.element.role, other.element.index
            if key in used or not (other.ends or _goes_on(hits, ahead)):
                continue
            link = _link(reading, name, last, other)
            if link is not None:
                chosen.append(ahead)
                links.append(link)
                break
        else:
            break
    while chosen and not hits[chosen[-1]].ends:
        chosen.pop()
    if not chosen:
        return None, first + 1
    words = tuple(hits[i] for i in chosen)
    after = chosen[-1] + 1
    while after < len(hits) and hits[after].start < words[-1].stop:
        after += 1
    return NameRun(words, tuple(links[: len(words) - 1])), after


def _goes_on(hits: Sequence[WordHit], at: int) -> bool:
    """Whether another word may be glued to one that does not end."""
    end = hits[at].end
    return any(end <= hit.start <= end + _GLUE for hit in hits[at + 1 : at + 1 + _AHEAD])


def _link(reading: Reading, name: PersonName, left: WordHit, right: WordHit) -> Link | None:
    """How two words of a name belong together; None if they don't."""
    gap = reading.folded[left.stop : right.start]
    if right.start < left.stop or len(gap) > _LONGEST_PLAIN:
        return None
    if not gap.strip(INVISIBLE):
        return "glued" if left.tail == 0 or left.ends else None
    if not (left.ends and right.starts):
        return None
    if _PLAIN.fullmatch(gap):
        return None if _is_two_lines(reading, left, right, gap) else "plain"
    return _bridge(reading, name, left, right)


def _is_two_lines(reading: Reading, left: WordHit, right: WordHit, gap: str) -> bool:
    """Whether the words belong to two lines or cells of a list: Anna Müller ⏎ Jürgen Weber."""
    if _BLANK_LINE.search(gap):
        return True
    if left.element.role != "family" or right.element.role != "given" or not _LINE.search(gap):
        return False
    line = _LINE.split(reading.folded[max(0, left.start - 40) : left.start])[-1]
    rest = _LINE.split(reading.folded[right.stop : right.stop + 40])[0]
    return bool(_WORD.search(line) or _WORD.search(rest))


def _bridge(reading: Reading, name: PersonName, left: WordHit, right: WordHit) -> Link | None:
    """Particles, initials and middle names between two words of a name."""
    start, end = left.stop, right.start
    gap = reading.folded[start:end]
    words = list(_WORD.finditer(gap))
    if end - start > _LONGEST_BRIDGE or not 1 <= len(words) <= _MOST_BRIDGE_WORDS:
        return None
    if not _separated(gap, words):
        return None
    own = {particle.lower().strip("'") for particle in name.particles}
    if left.element.role == right.element.role == "family":
        own |= PARTICLES
    signs = set(_WORD.sub("", gap))
    in_slug = bool(signs) and signs <= set("-_.")
    unknown = 0
    for word in words:
        shown = reading.shown[start + word.start() : start + word.end()]
        dotted = gap.startswith(".", word.end())
        is_initial = len(shown) <= 3 if dotted else len(shown) == 1 and shown.isupper()
        if word.group() in own or is_initial:
            continue
        if not (word.group() in _NOBILITY or shown[0].isupper() or in_slug):
            return None
        unknown += 1
    if not unknown:
        return "bridged"
    if left.element.role != "given" or unknown > 2 or "\n" in gap or CELL in gap:
        return None
    return "middle"


def _separated(gap: str, words: list[re.Match[str]]) -> bool:
    """Whether only blanks, hyphens and the like stand around `words`; a full stop and a blank may
    follow a short one (K., v.)."""
    done = 0
    short = False
    for word in (*words, None):
        between = gap[done : word.start() if word is not None else len(gap)]
        if short:
            between = between.removeprefix(".")
        if not _PLAIN.fullmatch(between) or _BLANK_LINE.search(between):
            return False
        if word is not None:
            done, short = word.end(), len(word.group()) <= 3
    return True


def _paired(reading: Reading, found: list[NameRun]) -> list[NameRun]:
    """Join a run of given names and one of family names that a comma or the like parts."""
    joined: list[NameRun] = []
    for run in found:
        link = _separator(reading, joined[-1], run) if joined else None
        if link is not None:
            before = joined.pop()
            joined.append(NameRun(before.hits + run.hits, (*before.links, link, *run.links)))
        else:
            joined.append(run)
    return joined


def _separator(reading: Reading, left: NameRun, right: NameRun) -> Link | None:
    roles = [{hit.element.role for hit in run.hits} for run in (left, right)]
    if _is_rest(left, right) and _COMMA.fullmatch(reading.folded[left.end : right.start]):
        return "comma"
    if roles not in ([{"family"}, {"given"}], [{"given"}, {"family"}]):
        return None
    gap = reading.folded[left.end : right.start]
    if len(gap) > _LONGEST_BRIDGE:
        return None
    fields = _FIELDS.fullmatch(gap)
    if fields is not None and _KEYS_OF_NAMES.search(fields["key"]):
        return "fields"
    if _is_two_entries(reading, left, right):
        return None
    if roles[0] == {"family"} and _COMMA.fullmatch(gap):
        return "list" if any(_neighbours(reading, left, right)) else "comma"
    if _COMMA.fullmatch(gap) and _is_all(reading, left, right):
        return "comma"
    return "list" if _LIST.fullmatch(gap) else None


def _is_rest(left: NameRun, right: NameRun) -> bool:
    """Whether family names stand before a comma, and behind it the given name with those of its
    words that particles join to it: Cruz, María de los Ángeles."""
    return (
        {hit.element.role for hit in left.hits} == {"family"}
        and right.hits[0].element.role == "given"
        and "bridged" in right.links
        and not set(left.words("family")) & set(right.words("family"))
    )


def _is_all(reading: Reading, left: NameRun, right: NameRun) -> bool:
    """Whether two runs are all that the text holds."""
    return not (
        _WORD.search(reading.folded[: left.start]) or _WORD.search(reading.folded, right.end)
    )


def near(reading: Reading, name: PersonName, found: Sequence[NameRun]) -> set[int]:
    """Which runs are one half of the name, with the other near: in the next cell, behind a title,
    a note or another given name, but in no other paragraph. By their place in `found`."""
    joined: set[int] = set()
    for at, (left, right) in enumerate(pairwise(found)):
        replaced = len(name.given) > 1 and _is_replaced(reading, left, right)
        halves = {_half(left), _half(right)} == {"given", "family"}
        if halves and not replaced and _is_near(reading, left, right):
            joined |= {at, at + 1}
    return joined


def _is_replaced(reading: Reading, left: NameRun, right: NameRun) -> bool:
    """Whether one word in a script without capitals stands between, where a second given name
    would: it is another one."""
    gap = reading.folded[left.end : right.start].strip()
    return gap.isalpha() and gap.lower() == gap.upper() and len(set(left.words("given"))) == 1


def _half(run: NameRun) -> str:
    roles = {hit.element.role for hit in run.hits}
    return (
        roles.pop()
        if len(roles) == 1
        # Prose holds what sounds like a short word everywhere, and what may be a form of one.
        and not any(hit.element.inflected or hit.element.heard for hit in run.hits)
        else ""
    )


def _is_near(reading: Reading, left: NameRun, right: NameRun) -> bool:
    gap = reading.folded[left.end : right.start]
    if len(gap) > _NEAR or right.start < left.end or _BLANK_LINE.search(gap):
        return False
    begun = reading.shown[left.start] + reading.shown[right.start]
    if any(map(str.islower, begun)):
        return False
    if not begun.isupper() and len(_WORD.findall(gap)) > _MOST_WORDS_NEAR:
        return False
    return not _is_two_entries(reading, left, right)


def _is_two_entries(reading: Reading, left: NameRun, right: NameRun) -> bool:
    """Whether the words belong to two persons: Peter Müller, Jürgen Weber; Jürgen Weber and Peter
    Müller."""
    if _half(left) == "family":
        return all(_neighbours(reading, left, right))
    behind = _WORD_BEHIND.match(reading.shown, left.end, right.start)
    before = _WORD_BEFORE.search(reading.shown, left.end, right.start)
    return _is_name(behind) and _is_name(before) and behind.span(1) != before.span(1)


def _neighbours(reading: Reading, left: NameRun, right: NameRun) -> tuple[bool, bool]:
    """Whether what may be a name stands before the first and behind the second word."""
    before = _WORD_BEFORE.search(reading.shown, max(0, left.start - 40), left.start)
    return _is_name(before), _is_name(_WORD_BEHIND.match(reading.shown, right.end))


def _is_name(word: re.Match[str] | None) -> TypeGuard[re.Match[str]]:
    if word is None or len(word[1]) == 1:
        return False
    return word[1][0].isupper() and not is_title(word[1])
