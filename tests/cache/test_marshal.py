"""Marshal is read without building anything, with the place of each text and number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core.marshal import MarshalWriter
from operasure.looks.cache import marshal
from operasure.looks.cache.tokens import MAX_DEPTH, Collector

T = b"\x06:\x06ET"


def collected(body: bytes, wanted: frozenset[int] | None = None) -> Collector:
    collector = Collector(wanted)
    marshal.read(b"\x04\x08" + body, collector)
    return collector


def texts(collector: Collector) -> list[str]:
    return [text.data.decode("utf-8", "replace") for text in collector.texts]


@pytest.mark.parametrize(
    ("number", "packed"),
    [
        (0, b"\x00"),
        (1, b"\x06"),
        (122, b"\x7f"),
        (123, b"\x01\x7b"),
        (255, b"\x01\xff"),
        (256, b"\x02\x00\x01"),
        (4711, b"\x02\x67\x12"),
        (70_000, b"\x03\x70\x11\x01"),
        (2**30 - 1, b"\x04\xff\xff\xff\x3f"),
        (-1, b"\xfa"),
        (-123, b"\x80"),
        (-124, b"\xff\x84"),
        (-256, b"\xff\x00"),
        (-257, b"\xfe\xff\xfe"),
        (-(2**30), b"\xfc\x00\x00\x00\xc0"),
    ],
)
def test_integers_of_every_length(number: int, packed: bytes) -> None:
    collector = collected(b"i" + packed)

    assert collector.problem is None
    assert [integer.value for integer in collector.integers] == [number]


def test_large_integers() -> None:
    assert collected(b"l+\x07\x00\x00\x00\x80").integers[0].value == 2**31
    assert collected(b"l-\x07\x01\x00\x00\x80").integers[0].value == -(2**31) - 1


def test_only_wanted_integers_are_kept() -> None:
    collector = collected(b"[\x08i\x06i\x02\x67\x12i\x07", frozenset({4711}))

    assert [integer.value for integer in collector.integers] == [4711]


values = st.recursive(
    st.text(max_size=12) | st.integers(0, 2**30 - 1),
    lambda inner: st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=30,
)


def leaves(value: object) -> tuple[list[str], list[int]]:
    strings: list[str] = []
    integers: list[int] = []
    if isinstance(value, str):
        strings.append(value)
    elif isinstance(value, int):
        integers.append(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            inner_strings, inner_integers = leaves(item)
            strings += [key, *inner_strings]
            integers += inner_integers
    return strings, integers


@given(values)
def test_all_texts_and_integers_of_a_value_come_out(value: object) -> None:
    collector = collected(MarshalWriter().value(value))

    strings, integers = leaves(value)
    assert collector.problem is None
    # Texts that a full name was put together from are one more.
    assert set(texts(collector)) >= set(filter(None, strings)) | {"E"} - {"E"}
    assert [integer.value for integer in collector.integers] == integers


def test_a_linked_key_still_names_its_value() -> None:
    """Ruby writes the second `"user_id"` key as a link to the first string."""
    first = b'{\x06I"\x0cuser_id' + T + b"i\x06"
    second = b"{\x06@\x07i\x02\x67\x12"

    collector = collected(b"[\x07" + first + second)

    assert collector.problem is None
    assert [integer.scope.attribute for integer in collector.integers] == ["user_id", "user_id"]


def test_objects_count_for_links_as_in_ruby() -> None:
    """A `_dump`ed object gets its number after its variables, all others before what they hold.

    Array 0, float 1, zone string 2, time 3, string 4; the key links to 4.
    """
    floating = b"f\x081.5"
    time = b"Iu:\x09Time\x0d" + bytes(8) + b'\x06:\x09zoneI"\x08UTC\x06:\x06EF'
    key = b'I"\x0cuser_id\x06;\x07T'

    collector = collected(b"[\x09" + floating + time + key + b"{\x06@\x09i\x02\x67\x12")

    assert collector.problem is None
    assert collector.integers[-1].scope.attribute == "user_id"


def test_an_attribute_knows_its_model() -> None:
    user = b'U:\x09User[\x07{\x06I"\x07id' + T + b"i\x02\x67\x12F"

    (integer,) = collected(user).integers

    assert integer.scope.owner == "User"
    assert integer.scope.attribute == "id"


WRAPPED = (
    b"o:\tUser\x07:\x10@new_recordF:\x10@attributeso:\x1eActiveModel::AttributeSet\x06;\x07"
    b'{\x06I"\x07id\x06:\x06ETo:)ActiveModel::Attribute::FromDatabase\x07'
    b':\n@nameI"\x07id\x06;\tT:\x1c@value_before_type_casti\x02g\x12'
)
LAZY = (
    b'o:\tUser\x07:\x10@new_recordF:\x10@attributeso:"ActiveModel::LazyAttributeSet\x08;\x07{\x00'
    b':\x0c@values{\x07I"\x07id\x06:\x06ETi\x02g\x12I"\rlanguage\x06;\nTI"\x07de\x06;\nT'
    b":\x13@casted_values{\x00"
)


@pytest.mark.parametrize("record", [WRAPPED, LAZY])
def test_active_records_machinery_is_looked_through(record: bytes) -> None:
    """Rails before 7.1 marshals a record with the objects its attributes are wrapped in."""
    collector = collected(record)

    (integer,) = collector.integers
    assert collector.problem is None
    assert integer.scope.owner == "User"
    assert integer.scope.attribute == "id"


def test_given_and_family_name_become_a_full_name() -> None:
    names = MarshalWriter().value({"firstname": "Zoë", "lastname": "Müller", "id": 7})

    collector = collected(names)

    assert "Zoë Müller" in texts(collector)
    assert collector.integers[0].siblings == {"firstname", "lastname"}


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "cut off"),
        (b"?", "unknown type"),
        (b'"\x0aab', "wrong length"),
        (b'"\xfaab', "wrong length"),
        (b";\x06", "link to nothing"),
        (b"@\x0a", "link to nothing"),
        (b"@\xfa", "link to nothing"),
        (b"i\x04\x00", "cut off"),
        (b"f\x08a.b", "no number"),
        (b"00", "bytes after the end"),
        (b"[\x06" * (MAX_DEPTH + 2) + b"0", "nested too deeply"),
        (b"[\x04\xff\xff\xff\x3f" + b"0" * 10, "cut off"),
    ],
)
def test_damage_is_named(body: bytes, problem: str) -> None:
    assert collected(body).problem == f"Marshal: {problem}"


def test_what_stood_before_the_damage_is_kept() -> None:
    assert texts(collected(b'[\x07"\x08abc?')) == ["abc"]


def test_other_versions_are_refused() -> None:
    collector = Collector()
    marshal.read(b"\x04\x09i\x06", collector)
    assert collector.problem == "Marshal: no Marshal 4.8"


def test_only_a_sole_binary_string_is_unwrapped() -> None:
    assert marshal.unwrap_string(b'\x04\x08"\x08abc') == b"abc"
    assert marshal.unwrap_string(b'\x04\x08"\x08ab') is None
    assert marshal.unwrap_string(b'\x04\x08"\x08abcd') is None
    assert marshal.unwrap_string(b'\x04\x08I"\x08abc\x00') is None
    assert marshal.unwrap_string(b'\x04\x08"') is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b'\x04\x08[\x08I"\x07{}' + T + b'0I"\x00\x06;\x00F', True),
        (b'\x04\x08[\x06I"\x07{}' + T, True),
        (b'\x04\x08[\x06I"\x07[]' + T, False),
        (b'\x04\x08[\x06I"\x07{}\x06:\x06EF', False),
        (b'\x04\x08[\x06I"\x7f{}' + T, False),
        (b'\x04\x08[\x07I"\x07{}' + T + b"i\x02\x67\x12" + bytes(80), False),
        (b'\x04\x08[\x06I"', False),
        (b"\x04\x08{\x00", False),
    ],
)
def test_json_is_recognised(value: bytes, expected: bool) -> None:
    assert marshal.is_json(value) is expected
