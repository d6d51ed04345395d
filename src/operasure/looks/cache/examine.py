"""Searches the key and the value of one entry for the person."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from operasure.looks.cache import decode, marshal
from operasure.looks.cache.encodings import readings
from operasure.looks.cache.ids import ATTRIBUTE, UserIds
from operasure.looks.cache.keys import given_key
from operasure.looks.cache.redact import MASK, credentials, hidden, redacted
from operasure.looks.cache.served import Served, served
from operasure.looks.cache.sieve import Sieve
from operasure.looks.cache.sought import CachePerson, NamedPlace, TextPlace
from operasure.looks.cache.tokens import TokenText

CONFIDENCES = ("certain", "likely", "possible")

_UNREAD = "too large, or not sent by the server"
_AROUND = 60
_MOST_CHARACTERS = 2_000_000
"""Characters of one entry that a matcher is given; OpenProject's entries are far from it."""
_ENOUGH = 1000
"""Places in one entry after which there is nothing new to learn from it."""


@dataclass(frozen=True, slots=True)
class CacheMatch:
    """`what` matched (the matcher's variant, or the form of the id), how sure, in key or value."""

    what: str
    confidence: str
    in_key: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """What an examination gave.

    `shown_key` is the key with everything that matched in it, and every credential, blacked out.
    `problem` says why the value could not be read completely (then its raw and inflated bytes
    were searched). `excerpt` is a passage around the first match, if asked for.
    """

    matches: tuple[CacheMatch, ...] = ()
    shown_key: str = ""
    served: Served = Served.UNKNOWN
    problem: str | None = None
    expires_at: float | None = None
    excerpt: str | None = None


class Examiner:
    """Examines entries; made once in every process."""

    def __init__(self, person: CachePerson, *, excerpts: bool = False) -> None:
        self._excerpts = excerpts
        self._sieve = Sieve(person)
        self._ids = UserIds(person.user_ids)
        self._finder = person.finder() if person.finder else None

    def suspects(self, keys: Iterable[bytes]) -> bool:
        """Whether any of these keys (on the wire) could name the person; to ask for many at once,
        before the single ones are given to `examine`."""
        joined = b"\n".join(keys)
        if not joined.isascii() or b"Basic" in joined or self._suspects(joined):
            return True
        return b"%" in joined and self._suspects(given_key(joined))

    def _suspects(self, keys: bytes) -> bool:
        return self._sieve.suspects(keys) or self._ids.suspects(keys)

    def examine(
        self, key: bytes, value: bytes | None, flags: int = 0, *, with_key: bool = True
    ) -> Examined | None:
        """Examine one entry; None if nothing in it matches and all of it could be read.

        `value` None stands for one that could not be read at all; `with_key` False leaves out a
        key that `suspects` has cleared.
        """
        peeled = decode.Peeled((), _UNREAD) if value is None else decode.peel(value, flags)
        suspect = peeled.problem is not None or self._suspect(peeled.blobs)
        if not suspect and not with_key:
            return None
        names = readings(given_key(key), None)
        in_key = self._in_key(names) if with_key else []
        content = decode.EntryContent(expires_at=peeled.expires_at)
        if suspect:
            content = decode.read(peeled, wanted=self._ids.wanted)
        places, unsearched = self._in_texts(content.texts)
        problem = content.problem or unsearched
        matches = [CacheMatch(place.what, place.confidence, in_key=True) for place in in_key]
        matches += [CacheMatch(place.what, place.confidence) for _, place in places]
        if any(map(self._ids.is_users, content.integers)):
            matches.append(CacheMatch(ATTRIBUTE, "certain"))
        if not matches and not problem:
            return None
        return Examined(
            matches=tuple(sorted(dict.fromkeys(matches), key=_by_confidence)),
            shown_key=self._shown(names[0], in_key if with_key else self._in_key(names)),
            served=served(names[0], _longest(content.texts), tuple(self._ids.wanted)),
            problem=problem,
            expires_at=content.expires_at,
            excerpt=_excerpt(*places[0]) if places and self._excerpts else None,
        )

    def _suspect(self, blobs: Iterable[bytes]) -> bool:
        """Whether any of these must be read structurally.

        JSON hides nothing from the sieve. In all else a text may be in another encoding, in a
        stream of its own or behind a length that looks like a letter, and an id may be a number.
        """
        return any(not marshal.is_json(blob) or self._sieve.suspects(blob) for blob in blobs)

    def _shown(self, name: str, in_key: Sequence[TextPlace]) -> str:
        """The key without what names the person. Where that is known to be there, but not where it
        stands, nothing of the key is shown."""
        coded = list(hidden(name, lambda text: any(True for _ in self._in_text(text))))
        unplaced = any(place.end <= place.start for place in in_key)
        return MASK if unplaced and not coded else redacted(name, [*in_key, *coded])

    def _in_key(self, names: Sequence[str]) -> list[TextPlace]:
        whole = names[0]
        found = [
            (text is whole, place)
            for text in names
            for place in list(self._in_text(text)) or self._ids.in_key(text)
        ]
        for text in credentials(whole):
            found += [(False, place) for place in self._in_text(text)]
        # What was found in another reading has no place in this one; its kind still counts.
        return [
            place if in_whole else TextPlace(0, 0, place.what, place.confidence)
            for in_whole, place in found
        ]

    def _in_texts(
        self, texts: Iterable[TokenText]
    ) -> tuple[list[tuple[str, TextPlace]], str | None]:
        """Matches with the texts they stand in, and why not all was looked through, if so."""
        found: list[tuple[str, TextPlace]] = []
        left = _MOST_CHARACTERS
        for text in texts:
            for reading in readings(text.data, text.encoding):
                for window in self._sieve.windows(reading):
                    if len(found) >= _ENOUGH:
                        return found, None
                    left -= len(window.text)
                    if left < 0:
                        return found, "too much text that may name the person"
                    found += [
                        (window.text, place)
                        for place in self._in_text(window.text)
                        if window.start <= place.start < window.end
                    ]
        return found, None

    def _in_text(self, text: str) -> Iterator[TextPlace]:
        if self._ids.wanted:
            yield from self._ids.find(text)
        if self._finder:
            yield from map(_place, self._finder.find(text))


def _place(found: NamedPlace) -> TextPlace:
    return TextPlace(found.start, found.end, found.variant, found.confidence)


def _by_confidence(match: CacheMatch) -> tuple[int, str]:
    known = match.confidence in CONFIDENCES
    return CONFIDENCES.index(match.confidence) if known else len(CONFIDENCES), match.what


def _longest(texts: Iterable[TokenText]) -> str | None:
    longest = max(texts, key=lambda text: len(text.data), default=None)
    return readings(longest.data, longest.encoding)[0] if longest else None


def _excerpt(text: str, place: TextPlace) -> str:
    return " ".join(text[max(place.start - _AROUND, 0) : place.end + _AROUND].split())
