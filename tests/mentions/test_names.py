"""Names taken apart, and what is refused as a name, login, email address or id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.core.errors import UsageError
from operasure.matching.fold import is_letter
from operasure.matching.identity import MOST_NAMES, Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher
from operasure.matching.names import LONGEST, PersonName, elements


def name(given: str, family: str, particles: str = "") -> PersonName:
    """The words of each part, separated by blanks."""
    return PersonName(tuple(given.split()), tuple(family.split()), tuple(particles.split()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jürgen Müller-O'Brien", name("Jürgen", "Müller-O'Brien")),
        ("Müller-O'Brien, Jürgen", name("Jürgen", "Müller-O'Brien")),
        ("  Jürgen \t Karl\nMüller ", name("Jürgen Karl", "Müller")),
        ("Ju\u0308rgen Mu\u0308ller", name("Jürgen", "Müller")),
        ("Dr. Jürgen Müller", name("Jürgen", "Müller")),
        ("Prof. Dr. Jürgen Müller, PhD", name("Jürgen", "Müller")),
        ("Müller, Dr. Jürgen", name("Jürgen", "Müller")),
        ('Jürgen "Jogi" Müller', name("Jürgen Jogi", "Müller")),
        ("Jürgen Müller <jm@example.org>", name("Jürgen", "Müller")),
        ("Suharto", name("", "Suharto")),
        ("van Gogh", name("", "Gogh", "van")),
        ("Van Morrison", name("Van", "Morrison")),
        ("Ludwig van Beethoven", name("Ludwig", "Beethoven", "van")),
        ("Beethoven, Ludwig van", name("Ludwig", "Beethoven", "van")),
        ("van Beethoven, Ludwig", name("Ludwig", "Beethoven", "van")),
        ("Johanna van den Berg", name("Johanna", "Berg", "van den")),
        ("Karl Freiherr von und zu Stein", name("Karl Freiherr", "Stein", "von und zu")),
        ("Osama bin Yusuf", name("Osama", "Yusuf", "bin")),
        ("Mohammed al-Rashid", name("Mohammed", "Rashid", "al")),
        ("Juan Ortega y Gasset", name("Juan", "Ortega Gasset")),
        ("María de la Cruz García", name("María", "Cruz García", "de la")),
        ("Al Capone", name("Al", "Capone")),
        ("王小明", name("", "王小明")),
        ("山田 太郎", name("太郎", "山田")),
        ("ナオミ・カンベル", name("ナオミ", "カンベル")),
        ("김 철수", name("철수", "김")),
        ("Иван Сергеевич Петров", name("Иван Сергеевич", "Петров")),
        ("محمد الرشيد", name("محمد", "الرشيد")),
        ("राजेश कुमार", name("राजेश", "कुमार")),
        ("Ann (Test) O'[x]", name("Ann", "O'[x")),
        ("Ma Long", name("Ma", "Long")),
        ("Kruse (Extern), Anne", name("Anne", "Kruse")),
        ("Anne Kruse | ACME GmbH", name("Anne", "Kruse")),
        ("Anne Kruse - ACME", name("Anne", "Kruse")),
        ("Kruse, Anne [ACME GmbH]", name("Anne", "Kruse")),
        ("Anne Kruse/ACME", name("Anne", "Kruse")),
        ("Kruse/ACME, Anne", name("Anne", "Kruse")),
        ("Anne Müller/Maier", name("Anne", "Müller-Maier")),
        ("Kruse;Anne", name("Anne", "Kruse")),
        ("anne.kruse", name("anne", "kruse")),
        ("Anna.Maria Berg", name("Anna Maria", "Berg")),
        ("Frau Dipl.-Ing. (FH) Anne Kruse, M.A.", name("Anne", "Kruse")),
        ("Mag. Anne Kruse MBA", name("Anne", "Kruse")),
        ("Anne Kruse geb. Lohse", name("Anne", "Kruse")),
        ("Yo-Yo Ma", name("Yo-Yo", "Ma")),
        ("Gerard 't Hooft", name("Gerard", "Hooft", "'t")),
        ("Dr. Müller", name("", "Müller")),
        ("Müller,", name("", "Müller")),
        (", Jürgen Müller", name("Jürgen", "Müller")),
    ],
)
def test_parse(text: str, expected: PersonName) -> None:
    assert PersonName.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nagy László", name("László", "Nagy")),
        ("Nguyễn Thị Hạnh", name("Thị Hạnh", "Nguyễn")),
        ("Nagy, László", name("László", "Nagy")),
    ],
)
def test_parse_family_first(text: str, expected: PersonName) -> None:
    assert PersonName.parse(text, family_first=True) == expected


@pytest.mark.parametrize(
    ("given", "family", "expected"),
    [
        ("María José", "García Márquez", name("María José", "García Márquez")),
        ("Ludwig", "van Beethoven", name("Ludwig", "Beethoven", "van")),
        ("", "Suharto", name("", "Suharto")),
        ("Suharto", "", name("", "Suharto")),
        ("明", "欧阳", name("明", "欧阳")),
    ],
)
def test_halves_known(given: str, family: str, expected: PersonName) -> None:
    assert PersonName.of(given=given, family=family) == expected


REFUSED = (
    ("", "must not be empty"),
    (" \t\n", "must not be empty"),
    ("J", "single letter"),
    ("J.", "single letter"),
    ("王", "single letter"),
    ("...", "only punctuation"),
    ("*", "only punctuation"),
    ("%_%", "only punctuation"),
    ("42", "only punctuation or digits"),
    ("J\udce4rgen Müller", "not valid UTF-8"),
    ("J\ufffdrgen Müller", "not valid UTF-8"),
    ("x" * (LONGEST + 1), "200 characters"),
    ("<jm@example.org>", "beside an email address"),
)


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_refused_as_a_name(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as refusal:
        PersonName.parse(text)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("text", [text for text, _ in REFUSED[:11]])
def test_refused_as_a_login_and_address(text: str) -> None:
    if not text.isdigit():
        with pytest.raises(UsageError):
            Identity.of(logins=[text])
    with pytest.raises(UsageError):
        Identity.of(mails=[text])


@pytest.mark.parametrize("mail", ["jm", "jm@", "@example.org", "j m@example.org", "a@b@c"])
def test_refused_as_an_address(mail: str) -> None:
    with pytest.raises(UsageError, match="one @"):
        Identity.of(mails=[mail])


@pytest.mark.parametrize("user_id", [0, -1])
def test_refused_as_an_id(user_id: int) -> None:
    with pytest.raises(UsageError, match="number from 1"):
        Identity.of(user_ids=[user_id])


def test_nothing_to_look_for() -> None:
    with pytest.raises(UsageError, match="Nothing to look for"):
        Identity.of()


def test_a_login_that_is_an_address_counts_as_one() -> None:
    person = Identity.of(logins=["jm@example.org", "jm"], mails=["jm@example.org"])
    assert person.logins == ("jm",)
    assert person.mails == ("jm@example.org",)


def many_names(count: int) -> list[str]:
    letters = "abcdefghijklmnopqrst"
    pairs = [one + other for one in letters for other in letters]
    return [f"Given{pairs[i % 400]}x Family{pairs[i // 400]}y" for i in range(count)]


def test_two_hundred_names_at_once() -> None:
    found = Matcher(Identity.of(many_names(200))).find("x Givencdx Familyaay, Familyaay Givenabx x")
    assert [match.variant for match in found] == ["full name", "name order"]


def test_too_many_names() -> None:
    with pytest.raises(UsageError, match=f"At most {MOST_NAMES}"):
        Identity.of(many_names(MOST_NAMES + 1))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Müller-O'Brien", ["müller", "o'brien"]),
        ("Müller\u2010O\u2019Brien", ["müller", "o'brien"]),
        ("D`Arcy", ["d'arcy"]),
        ("J.", ["j"]),
        ("Mu.*er", ["muer"]),
        ("---", []),
    ],
)
def test_elements(word: str, expected: list[str]) -> None:
    assert list(elements(word)) == expected


@given(st.text(max_size=210))
def test_any_text_is_a_name_or_refused_in_one_line(text: str) -> None:
    parsed, refusal = _parsed(text)
    assert "\n" not in refusal
    assert bool(refusal) == (parsed is None)
    if parsed is not None:
        assert sum(map(is_letter, "".join(parsed.family))) >= 1
        assert Matcher(Identity(names=(parsed,))).find("") == []


def _parsed(text: str) -> tuple[PersonName | None, str]:
    try:
        return PersonName.parse(text), ""
    except UsageError as refusal:
        return None, str(refusal)


@pytest.mark.parametrize("unit", ["Ö", "é", "Öe", "aé", "ß", "ch", "ш", "ヴ", "각", "王"])
def test_a_name_may_repeat_letters_of_many_spellings(unit: str) -> None:
    """Each way to write them by itself would be more ways than memory holds."""
    person = Identity.of([f"Anna {unit * 24}"])
    text = f"see Anna {unit * 24}, ok"
    assert Matcher(person).find(text)
    assert LooseFilter(person).passes(text.encode())


@pytest.mark.parametrize(
    "name", ["Anna يييييييي", "Anna аб'а'", "a' б'", "وووووووو", "Anna ''Ö''Ö''"]
)
def test_a_name_may_be_nothing_but_what_is_read_away_elsewhere(name: str) -> None:
    """Letters that become invisible in a wrong code page; a form that ends in an apostrophe."""
    person = Identity.of([name])
    assert Matcher(person).find(f"see {name}, ok")
    assert LooseFilter(person).passes(f"see {name}, ok".encode())
