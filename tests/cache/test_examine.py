"""One entry against one person; the sieve before the matcher loses nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cache.kit import ENTRIES, IDENTITY, PERSON, USER_ID, Entry, rails
from cache.test_messagepack import packed
from operasure.core.marshal import MarshalWriter, fixnum
from operasure.looks.cache.examine import CacheMatch, Examiner
from operasure.looks.cache.ids import ATTRIBUTE
from operasure.looks.cache.sieve import STEP, Sieve
from operasure.looks.cache.sought import CachePerson
from operasure.matching.identity import Identity
from operasure.matching.match import LONGEST, Matcher

SIEVED = Examiner(PERSON)
UNSIEVED = Examiner(replace(PERSON, loose=None))

SPELLINGS = [
    "Zoë Müller-Łukasz",
    "zoe mueller-lukasz",
    "MÜLLER-ŁUKASZ, ZOË",
    "Zoe\u0308 Mu\u0308ller-Łukasz",
    "Zo&euml; M&uuml;ller-&#321;ukasz",
    r"Zo\u00eb M\u00fcller-\u0141ukasz",
    "Zo%C3%AB+M%C3%BCller-%C5%81ukasz",
    "zoe.mueller@example.org",
    "ZOE.MUELLER@EXAMPLE.ORG",
    "@zoe.mueller",
    "/api/v3/users/4711",
    "/users/4711/edit",
    '<mention data-id="4711" data-type="user">@x</mention>',
    "王小明",
    "Зоя Иванова",
    '"author_id":4711',
    "Z2lkOi8vb3Blbi1wcm9qZWN0L1VzZXIvNDcxMQ",
]


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_the_sieve_loses_no_real_entry(entry: Entry) -> None:
    sieved = SIEVED.examine(entry.key, entry.value, entry.flags)
    unsieved = UNSIEVED.examine(entry.key, entry.value, entry.flags)

    assert (sieved is None) == (unsieved is None)
    if sieved and unsieved:
        assert {match.what for match in sieved.matches} == {m.what for m in unsieved.matches}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("size", [0, 5_000])
def test_every_spelling_is_found_in_every_wrapping(spelling: str, size: int) -> None:
    text = f"{'filler, ' * (size // 8)}{spelling} and more"
    value = MarshalWriter().value({"text": text})
    wrapped = [
        (rails(text), 1),
        (rails(f'{{"text":"{text}"}}'), 1),
        (text.encode(), 0),
        (b"\x04\x08" + value, 1),
        (b"\x00\x11\x02" + bytes(6) + b"\xf0\xbf\xff\xff\xff\xff" + text.encode(), 0),
    ]
    for data, flags in wrapped:
        examined = SIEVED.examine(b"key", data, flags)
        assert examined
        assert examined.matches
        assert examined.problem is None


@given(
    before=st.text(max_size=60),
    spelling=st.sampled_from(SPELLINGS),
    after=st.text(max_size=60),
    json=st.booleans(),
)
def test_the_sieve_loses_no_spelling(before: str, spelling: str, after: str, json: bool) -> None:
    text = f"{before} {spelling} {after}"
    value = rails(f'{{"text":"{text}"}}' if json else text)

    sieved = SIEVED.examine(b"key", value, 1)
    unsieved = UNSIEVED.examine(b"key", value, 1)

    assert unsieved is None or sieved is not None


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "cp1252"])
def test_names_in_other_encodings_are_found(codec: str) -> None:
    data = "Zoë O'Brien".encode(codec)
    for value in (b'\x04\x08"' + fixnum(len(data)) + data, data):
        examined = SIEVED.examine(b"key", value, 1)
        assert examined
        assert CacheMatch("full name", "certain") in examined.matches


def test_a_name_in_two_attributes_is_a_full_name() -> None:
    value = b"\x04\x08" + MarshalWriter().value({"firstname": "Zoë", "lastname": "Müller-Łukasz"})

    examined = SIEVED.examine(b"key", value, 1)

    assert examined
    assert examined.matches[0].confidence == "certain"


def test_an_integer_is_found_by_where_it_stands() -> None:
    hers = b"\x04\x08" + MarshalWriter().value({"author_id": USER_ID})
    bare = b"\x04\x08" + MarshalWriter().value({"count": USER_ID})

    examined = SIEVED.examine(b"key", hers, 1)

    assert examined
    assert examined.matches == (CacheMatch(ATTRIBUTE, "certain"),)
    assert SIEVED.examine(b"key", bare, 1) is None


def test_an_id_that_is_written_as_a_text_is_one() -> None:
    for value, found in (
        ({"author_id": str(USER_ID)}, True),
        ({"watcher_ids": ["7", str(USER_ID)]}, True),
        ({"count": str(USER_ID)}, False),
        ({"author_id": f"{USER_ID}0"}, False),
        ({"principal_type": "WorkPackage", "principal_id": str(USER_ID)}, False),
    ):
        data = b"\x04\x08" + MarshalWriter().value(value)
        assert (SIEVED.examine(b"key", data, 1) is not None) == found, value


def test_an_id_of_another_type_is_nobodys() -> None:
    other, hers = {"principal_type": "WorkPackage"}, {"principal_type": "User"}
    for value, found in (
        ({**other, "principal_id": USER_ID}, False),
        ({"principal_id": USER_ID, **other}, False),
        ({**hers, "principal_id": USER_ID}, True),
        ([other, {"principal_id": USER_ID}], True),
        ({"principal_type": other, "principal_id": USER_ID}, True),
        ({**other, "user_id": USER_ID}, True),
    ):
        for data in (b"\x04\x08" + MarshalWriter().value(value), b"\xcc\x80" + packed(value)):
            assert (SIEVED.examine(b"key", data, 1) is not None) == found, value


def test_the_surest_match_comes_first() -> None:
    examined = SIEVED.examine(b"key", b"zoe, and zoe.mueller@example.org", 0)

    assert examined
    confidences = [match.confidence for match in examined.matches]
    assert confidences == sorted(confidences)
    assert len(set(examined.matches)) == len(examined.matches)


def test_nothing_matches() -> None:
    assert SIEVED.examine(b"key", rails('{"name":"Joe Miller"}'), 1) is None
    assert SIEVED.examine(b"key", b"", 0) is None


def test_a_value_that_was_not_read() -> None:
    examined = SIEVED.examine(b"zoe.mueller@example.org", None)

    assert examined
    assert examined.problem
    assert examined.matches[0].in_key


def test_keys_are_asked_for_in_bulk() -> None:
    calm = [b"views/projects-index:%d" % number for number in range(50)]

    assert not SIEVED.suspects(calm)
    for key in (
        b"rack::attack:1:lost_password:zoe.mueller@example.org",
        b"g/Zo%C3%AB%20M%C3%BCller",
        b"x/users/4711",
        b"rack::attack:1:api_v3:Basic%20abc",
        "Zoë".encode("cp1252"),
    ):
        assert SIEVED.suspects([*calm, key])


def test_a_key_that_was_cleared_is_left_out() -> None:
    assert SIEVED.examine(b"zoe.mueller@example.org", rails("{}"), 1, with_key=False) is None


@dataclass(frozen=True)
class Shout:
    """A place of capitals."""

    start: int
    end: int
    variant: str = "shout"
    confidence: str = "likely"


class Shouts:
    """Finds the word LOUD: any matcher will do."""

    def find(self, text: str) -> Sequence[Shout]:
        at = text.find("LOUD")
        return [Shout(at, at + 4)] if at >= 0 else []


def test_any_finder_will_do() -> None:
    examiner = Examiner(CachePerson(finder=Shouts), excerpts=True)

    examined = examiner.examine(b"key", rails('{"a":"so LOUD"}'), 1)

    assert examined
    assert examined.matches == (CacheMatch("shout", "likely"),)
    assert examined.excerpt == '{"a":"so LOUD"}'
    assert examiner.examine(b"key", rails('{"a":"quiet"}'), 1) is None


def test_a_person_without_anything_is_found_nowhere() -> None:
    assert Examiner(CachePerson()).examine(b"key", rails('{"author_id":0}'), 1) is None


def test_a_long_text_is_handed_out_in_windows_that_lose_nothing() -> None:
    sieve = Sieve(PERSON)
    mail = "zoe.mueller@example.org"
    calm = "so it is " * STEP
    text = calm[: 3 * STEP - 10] + f" {mail} " + calm[: 3 * STEP] + " /users/4711 "

    windows = list(sieve.windows(text))

    assert 2 <= len(windows) <= 4
    assert all(len(window.text) <= STEP + 2 * LONGEST for window in windows)
    for needle in (mail, "/users/4711"):
        own = [w for w in windows if w.start <= w.text.find(needle) < w.end]
        assert len(own) == 1
    assert list(sieve.windows(text.replace(mail, "").replace("4711", "4712"))) == []


@pytest.mark.parametrize("shift", range(-40, 41, 8))
def test_a_name_at_the_edge_of_a_window_is_found_once(shift: int) -> None:
    text = "a " * (STEP // 2 + shift) + "Zoë Müller-Łukasz" + " b" * STEP

    examined = SIEVED.examine(b"key", rails(text), 1)

    assert examined
    assert [match.what for match in examined.matches] == ["full name"]


def test_as_many_names_as_one_search_takes() -> None:
    names = [f"{given} {family}" for given in _GIVEN for family in _FAMILY]
    person = CachePerson.of(Identity.of(names, user_ids=[USER_ID]))
    examiner = Examiner(person)

    assert person.loose
    for name in names[:: len(names) // 7]:
        assert examiner.examine(b"key", rails(f'{{"a":"by {name}, x"}}'), 1)
    assert examiner.examine(b"key", rails(f'{{"author_id":{USER_ID}}}'), 1)
    assert examiner.examine(b"key", rails('{"a":"by nobody, x"}'), 1) is None


# Invented: every pair of them is a person.
_GIVEN = ("Alvina", "Bertil", "Corvin", "Dagmara", "Eskil")
_FAMILY = ("Quastmann", "Rovelund", "Sirvenas", "Tjaldby", "Ulmgrund")


def test_the_matcher_of_find_mentions_is_the_finder() -> None:
    assert PERSON.finder
    finder = PERSON.finder()

    assert isinstance(finder, Matcher)
    assert finder.identity == IDENTITY


KEYS_OF_HERS = [
    *("user/4711/roles", "user_4711", "user-4711", "user:4711:x", "session:user_id:4711"),
    *("op:users/4711-20261201120000", "reports/user_id=4711", "user[4711]", "author/4711.json"),
    *("user%3A4711", "assigned_to%2F4711", "members/principal_id/4711"),
]
KEYS_OF_OTHERS = [
    *("user/47110", "user:14711", "work_packages/4711", "superuser:4711", "user:4711.5"),
    *("factor/4711", "user/x/4711", "4711", "user4711"),
]


@pytest.mark.parametrize("key", KEYS_OF_HERS)
def test_an_id_in_a_key_behind_a_word_for_a_user(key: str) -> None:
    wire = key.encode()
    assert SIEVED.suspects([b"calm", wire, b"calm"])
    examined = SIEVED.examine(wire, b"x")
    assert examined
    assert [match.in_key for match in examined.matches] == [True]
    assert "4711" not in examined.shown_key


@pytest.mark.parametrize("key", KEYS_OF_OTHERS)
def test_no_other_number_in_a_key(key: str) -> None:
    assert SIEVED.examine(key.encode(), b"x") is None


@given(st.lists(st.sampled_from([*"/:_-=[ .%", "user", "Id", "s", "4711", "é"]), max_size=9))
def test_keys_that_are_asked_together_lose_no_id(pieces: list[str]) -> None:
    key = "".join(pieces).encode()
    assert SIEVED.examine(key, b"x") is None or SIEVED.suspects([b"calm", key, b"calm"])
