"""The loose filter loses nothing: whatever exact matching finds in a value passes, wherever it
stands in the value and whatever bytes the stream has around it.
"""

from __future__ import annotations

import random
import re
import struct
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentions.written import BEFORE, BEHIND, escaped, names, naming
from operasure.core.errors import UsageError
from operasure.looks.mentions import stream
from operasure.looks.mentions.recognise import elsewhere
from operasure.looks.mentions.wire import Block
from operasure.matching.forms import FormNode, graph
from operasure.matching.identity import Identity
from operasure.matching.inflect import inflected
from operasure.matching.logins import gravatars
from operasure.matching.loose import Compiled, LooseFilter, LooseSearch
from operasure.matching.match import Matcher

NULL, EMPTY = b"\xff\xff\xff\xff", b"\x00\x00\x00\x00"
AROUND = (b"", NULL, EMPTY, *(struct.pack("!i", n) + b"#" * n for n in (2, 97, 195)))
"""Fields next to one: none, and such that their length has a byte that is a letter, or none."""
REST = (b"", b"d\x00\x00\x00\x20", b"c\x00\x00\x00\x04")
"""What may lie behind the last row of a buffer: the next message as it begins."""

SHORT = (
    ("Mehmet Koç", "geprüft: M. Koç"), ("Mehmet Koç", "Koç"), ("Mehmet Koç", "M. KOÇ"),
    ("Mehmet Koç", "Ko&ccedil;"), ("Mehmet Koç", "Ko%C3%A7"), ("Mehmet Koç", "Koc\u0327"),
    ("David Koc", "Ko&#99;"), ("David Koc", "Koc"), ("David Koc", r"Ko\u0063"),
    ("דוד כהן", "ד. כהן"), ("Bảo Võ", "bao võ"), ("Bảo Võ", "Võ"), ("Lý Võ", "lý võ"),
    ("Иван Цой", "И. Цой"), ("Γιώργος Ρήγα", "Γ. Ρήγα"), ("Βίκυ Πάς", "Πάς"), ("عمر علي", "علي"),
    ("राम देव", "देव"), ("Armen Տեր", "Տեր"), ("성하주", "성하주"), ("ギザ", "ギザ"),
    ("А Аа", "Ð\u0090 Ð\u0090Ð°"),
    ("성하주", "\u1109\u1165\u11bc\u1112\u1161\u110c\u116e"), ("Ann Óg", "Óg"),
    ("Alan Friedman", "אלן פרידמן"), ("Alan Friedman", "Фридман"), ("Jörg Brandt", "يورغ براندت"),
    ("Erin Harrison", "エリン・ハリソン"), ("Rajesh Kumar", "राजेश कुमार"),
    ("דוד כהנא", "David Kahana"), ("Nikos Lappas", "ნიკოს ლაპას"),
    ("Armen Petrosyan", "Արմեն Պետրոսյան"),
    ("Usama Al-Husaini", "Osama al-Husayni"), ("Muammar Al-Qadiri", "Moammer el-Kadiri"),
    ("Aleksandr Rubashenko", "Rubaschenko"), ("Xu Jinming", "Hsü Chin-ming"),
    ("Lee Jung-hyun", "Yi Chŏng-hyŏn"), ("Xu Jinming", "Hsu Ch’in-ming"), ("Ko Tae Min", "Ko Tae"),
    ("Kim Tae-woo", "김태우"), ("Lee Min", "이민"), ("Jürgen Müller", "뮐러에게"),
    ("Max Fuchs", "막스 푹스"), ("김민수", "Min Su, Kim"), ("최영미", "CHOI Young-mi"),
    ("Boris Said", "בוריס סעיד"), ("Ellie Ricky", "エリー・リッキー"), ("Seán Óg", "Sheáin Óig"),
    ("Marek Dudek", "Dudka"), ("Pekka Tuominen", "Tuomiselle"), ("Олег Соловей", "Солов'я"),
)  # fmt: skip
"""Names with short words, and what names the person at the end of a value."""


ORDINARY = """\
I, [2026-11-20T12:00:00.123456 #7]  INFO -- : [5c0a2b1e-6a0f-4c53-9d0e-0a6b2a1f9b7d] method=GET
path=/work_packages/17/activity format=html controller=WorkPackagesController action=show
status=200 allocations=4711 duration=97.31 view=20.11 db=5.20 user=5123
"GET /api/v3/work_packages/12?filters=%5B%7B%2212%22%5D&pageSize=20&offset=1 HTTP/1.1" 200 512 "-"
c01339edd2886ef7c0fe808941124c35241b8e7277c3743bceedcbf54a9e44f0/API/V3/WorkPackages/Representer/de
Merge commit c01339edd2886ef7c0fe808941124c35241b8e72 into main, 808941124c35241b8e7277c3743bceed
ETag: W/"c01339edd2886ef7c0fe808941124c35"
app/controllers/concerns/accounts/current_user.rb:78:in `find_current_user'
/opt/openproject/vendor/bundle/ruby/gems/actionpack/lib/action_controller/metal/rescue.rb:74
/opt/openproject/public/assets/frontend/modules/workpackages/components/wptable/main.js
{"_type":"WorkPackage","id":12,"_links":{"self":{"href":"/api/v3/work_packages/12"}}}
key=value&other_long_name=value&yet_another_one=5 if (something_long == other_thing) x += 1
20261130T120000Z 1732999999ms a1b2c3d4e5f6 5c0a2b1e-6a0f-4c53-9d0e-0a6b2a1f9b7d
Benachrichtigungseinstellungen und Datenschutzgrundverordnung, größtenteils Rückmeldung
cat <<EOF; NAME<<EOF; std::cout << X<<Y; mask = 1<<BITS; 00:1a:2b:3c:4d:5e 2001:db8:85a3::8a2e
main :: IO (); use std::collections; a|b|c {x|y} f{x} M[I] \\begin{document} $BASE $@ ~{home}
The branch is merged into the brand new trunk of feature/branches; users may use it
token0a1b2c3d4e5f60718293a4b5c6d7e8f9 dataset principals_and_users user_42 x-data-id
0x00007f8a12345678 0xdeadbeef CI/CDMS ABC/123 PVC/UPVC 52 65 71 12:45:30 2026-11-30 ^@
""".splitlines()
"""What logs, caches and texts are full of."""


class Streamed:
    """One value in a row of a stream."""

    def __init__(self, text: str, before: bytes, behind: bytes, at: int, rest: bytes) -> None:
        self.value = text.encode("utf-8", "surrogatepass")
        fields = [before, struct.pack("!i", len(self.value)) + self.value, behind]
        row = _row(1, [field for field in fields if field])
        others = [_row(0, [struct.pack("!i", 3) + b"###"]) for _ in range(2)]
        self.block = _block([*others[:at], row, *others[at:]], rest)

    def passes(self, loose: LooseFilter) -> bool:
        """Whether its row, and not another one, is a candidate."""
        return any(row.place for row in stream._matching(self.block, loose.compiled))


def _row(place: int, fields: Sequence[bytes]) -> bytes:
    return struct.pack("!hiIH", 1 + len(fields), 6, 0, place) + b"".join(fields)


def _block(rows: Sequence[bytes], rest: bytes) -> Block:
    """Rows as `Wire` holds them: the head of each message before it, its kind taken out."""
    data, starts, ends = bytearray(), list[int](), list[int]()
    for row in rows:
        data += b"\x00" + struct.pack("!i", 4 + len(row))
        starts.append(len(data))
        data += row
        ends.append(len(data))
    return Block(memoryview(data + rest), starts, ends)


@pytest.mark.parametrize(("name", "text"), SHORT)
def test_a_short_word_passes_wherever_it_stands(name: str, text: str) -> None:
    person = Identity.of([name])
    matcher, loose = Matcher(person), LooseFilter(person)
    texts = [text, f"{text} x", f"x {text}", f"x {text}\n", f"{text}."]
    assert all(map(matcher.find, texts))
    for each in texts:
        assert loose.passes(each.encode())
        for around in AROUND:
            for rest in REST:
                for at in range(3):
                    assert Streamed(each, around, around, at, rest).passes(loose), (around, rest)


@given(data=st.data())
@settings(max_examples=100)
def test_whatever_is_found_passes(data: st.DataObject) -> None:
    name = data.draw(names())
    try:
        person = Identity.of([name])
    except UsageError:
        return
    matcher, loose = Matcher(person), LooseFilter(person)
    found = [text for text in data.draw(st.lists(naming(name), max_size=8)) if matcher.find(text)]
    around = st.sampled_from(AROUND)
    for text in found:
        place = data.draw(st.tuples(around, around, st.integers(0, 2), st.sampled_from(REST)))
        assert loose.passes(text.encode())
        assert Streamed(text, *place).passes(loose), (text, place)


@pytest.mark.parametrize("end", ["=\n", "=\r\n", "\n ", "\r\n ", "\r\n\t"])
@pytest.mark.parametrize(
    "escape",
    [
        "&ouml;", "&#246;", "&#x00f6;", "&amp;#246;", "%C3%B6", r"\u00f6", r"\u{f6}", r"\xc3\xb6",
        r"\u246?", "&#246;&#228;&#252;",
    ],
)  # fmt: skip
def test_an_escape_that_a_short_line_has_broken_passes(escape: str, end: str) -> None:
    """By quoted-printable or in a calendar."""
    person = Identity.of(["Ann Rörig", "Ann Röäürig"])
    matcher, loose = Matcher(person), LooseFilter(person)
    texts = [f"see R{escape[:at]}{end}{escape[at:]}rig." for at in range(1, len(escape))]
    found = [text for text in texts if matcher.find(text)]
    assert found
    assert [text for text in found if not loose.passes(text.encode())] == []


@pytest.mark.parametrize("width", range(7, 13))
@pytest.mark.parametrize("codec", ["backslashreplace", "xmlcharrefreplace"])
def test_a_name_of_another_script_that_a_calendar_folds_passes(codec: str, width: int) -> None:
    person = Identity.of(["Панас Рудченко"])
    matcher, loose = Matcher(person), LooseFilter(person)
    text = "see Панас Рудченко, ok".encode("ascii", codec).decode()
    folded = "\r\n ".join(text[at : at + width] for at in range(0, len(text), width))
    assert matcher.find(folded)
    assert loose.passes(folded.encode())


@pytest.mark.parametrize(
    "broken", ["=\n", "=\r\n", "-\n", "\u00ac\r\n> ", "\r\n ", "\n\t", "\\\n", "\u00ad"]
)
def test_a_form_of_an_id_that_the_end_of_a_line_breaks_passes(broken: str) -> None:
    person = Identity.of(["Ann Rörig"], user_ids=[4711])
    matcher, loose = Matcher(person), LooseFilter(person)
    found = 0
    for form in (
        "user#4711",
        "/users/4711",
        '<mention data-id="4711" data-type="user">@x</mention>',
    ):
        for at in range(1, len(form)):
            text = f"see {form[:at]}{broken}{form[at:]} ok"
            if matcher.find(text):
                found += 1
                assert loose.passes(text.encode()), text
    assert found


@pytest.mark.parametrize("between", [*" -_.:/1\n", "\\n", "__", "_1_", "\u00ad_"])
def test_what_ends_a_bent_word_may_be_all_that_stands_before_the_next(between: str) -> None:
    person = Identity.of(["Kim Ian"])
    matcher, loose = Matcher(person), LooseFilter(person)
    for one, other in (("kimem", "ian"), ("ianem", "kim"), ("kim", "ianem"), ("Kimem", "Ianem")):
        text = f"{one}{between}{other}"
        assert not matcher.find(text) or loose.passes(text.encode())
    assert matcher.find("kimem_ian")


SOME = "Jo Li Jan Fox Koç Óg Ян Цой דן لي Michael Österberg Петров Παππάς O'Brien".split()
"""Short words and long ones."""


@given(data=st.data())
@settings(max_examples=60)
def test_whatever_some_words_of_a_name_show_passes(data: st.DataObject) -> None:
    """Names of short and long words mixed: any of their words, in any order, in small letters or
    capitals, glued or apart, bent or not."""
    words = data.draw(st.lists(st.sampled_from(SOME), min_size=2, max_size=4))
    apart = data.draw(st.lists(st.sampled_from(" -"), min_size=3, max_size=3))
    name = "".join(map("".join, zip(words, [*apart[: len(words) - 1], ""], strict=True)))
    person = Identity.of([name])
    matcher, loose = Matcher(person), LooseFilter(person)
    ways = st.sampled_from((str.lower, str.upper, str, lambda word: word[0] + "."))
    gaps = st.sampled_from(("", " ", ", ", "-", " x ", ".", "\\n", "_", "1"))
    forms = [form for word in words for form in (word, word, *inflected(word.lower()))]
    some = st.lists(st.sampled_from(forms), min_size=1, max_size=3)
    for drawn in data.draw(st.lists(st.tuples(some, ways, gaps), min_size=20, max_size=20)):
        text = "x " + drawn[2].join(map(drawn[1], drawn[0]))
        assert not matcher.find(text) or loose.passes(text.encode()), (name, text)


@given(texts=st.lists(st.text("abcx", max_size=6), min_size=1, max_size=30))
def test_each_row_that_one_of_several_patterns_hits_is_a_candidate(texts: list[str]) -> None:
    patterns = Compiled.of(["ab", "b[^\\x00]*c", "ca"])
    rows = [
        _row(place, [struct.pack("!i", len(text)) + text.encode()])
        for place, text in enumerate(texts)
    ]
    found = [row.place for row in stream._matching(_block(rows, b""), patterns)]
    assert found == [n for n, text in enumerate(texts) if patterns.search(text.encode())]


def test_a_pattern_that_hits_without_a_byte_lets_every_row_pass() -> None:
    rows = [_row(place, [struct.pack("!i", 1) + b"x"]) for place in range(3)]
    for patterns in (Compiled.of([""]), Compiled.of(["y", ""]), Compiled.of(["", "y"])):
        assert patterns.search(b"x") is not None
        assert len(list(stream._matching(_block(rows, b""), patterns))) == 3


class Counted:
    """A pattern that notes the bytes it is asked about, up to a hit."""

    def __init__(self, hits: bytes) -> None:
        self._hits = hits
        self.looked: list[tuple[int, int]] = []

    def match(self, data: memoryview, pos: int, end: int) -> re.Match[bytes] | None:
        match = re.compile(b".*?" + self._hits).match(data, pos, end)
        self.looked.append((pos, match.end() if match else end))
        return match


def test_no_pattern_looks_at_a_byte_twice() -> None:
    """One that hits every row must not make the others look through the rest for each."""
    every, few, none = patterns = Counted(b"a"), Counted(b"b"), Counted(b"c")
    data = b"".join(b"..ab...." if n % 50 == 0 else b"...a...." for n in range(500))
    search = LooseSearch(Compiled(patterns), data)
    hits = [search.hit(at) for at in range(0, len(data), 8)]
    assert [hit.at // 8 for hit in hits if hit] == list(range(500))
    for pattern in patterns:
        edges = [edge for looked in pattern.looked for edge in looked]
        assert edges == sorted(edges)
    assert len(every.looked) == 500
    assert few.looked
    assert none.looked


GIVEN = "Kim Jürgen Min-su Ann Łukasz Yun Xavier 민수 Олег Jean-Luc Tae Mohammed Хав".split()
FAMILY = "Park Müller Lee Schmidt Choi Li O'Brien Said Fuchs Ko 김 Іваненко Al-Husaini Ó".split()


@given(data=st.data())
@settings(max_examples=60)
def test_whatever_is_spelled_along_the_graph_passes(data: st.DataObject) -> None:
    """Any form, spelling and sound of two words that the graph holds, in either order."""
    name = " ".join(data.draw(st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILY))))
    person = Identity.of([name])
    matcher, loose = Matcher(person), LooseFilter(person)
    chance = data.draw(st.randoms(use_true_random=False))
    root = graph(person)
    for _ in range(20):
        words = [spelled_along(root, chance) for _ in range(2)]
        gap = chance.choice((" ", ", ", "-", "", "\n", "·"))
        text = chance.choice(BEFORE) + gap.join(words) + chance.choice(BEHIND)
        assert not matcher.find(text) or loose.passes(text.encode()), (name, text)


@pytest.mark.parametrize("text", ["Ξααβααρ lea", "Ξααβααρ lee", "Ξαβιερ lee", "Ксавье lee"])
def test_what_the_filter_looks_for_nowhere_is_no_mention(text: str) -> None:
    """A short family name in small letters, beside a given name that is written by its sound."""
    person = Identity.of(["Xavier Lee"])
    assert not Matcher(person).find(text) or LooseFilter(person).passes(text.encode())
    assert Matcher(person).find(text.title())


def spelled_along(root: FormNode, chance: random.Random) -> str:
    """The letters of one way through the graph of a name."""
    state, letters = root, ""
    while state.next and not (state.ends and chance.random() < 0.5):
        letter = chance.choice(sorted(state.next))
        letters += letter
        state = chance.choice(state.next[letter])
    return letters.capitalize() if chance.random() < 0.7 else letters


ACCOUNTS = Identity.of(
    logins=["akos", "kőz", "việt", "한글한", "c++dev", "ab"],
    mails=["li.kő@example.org", "ガギ.グ@exämple.org"],
    user_ids=[42],
)
NAMED = (
    *(*ACCOUNTS.logins, *ACCOUNTS.mails, "li.kő", "user:ab", 'user:"ab"', "user#42", "/users/42"),
    *("principals/42", '<mention data-id="42">', "gid://openproject/User/42"),
    *('<mention x="1"data-id="42">', *gravatars(["li.kő@example.org"])),
)
ACCOUNTS_FILTER = LooseFilter(ACCOUNTS)


@pytest.mark.parametrize("length", [1, 100, 101, 3000])
def test_an_attribute_begins_where_the_one_before_it_ends(length: int) -> None:
    """A name of any length is one: its end is no attribute, nor looked for by the filter."""
    tag = '<mention {}data-id="42">'
    assert Matcher(ACCOUNTS).find(tag.format("x" * length + " "))
    assert not Matcher(ACCOUNTS).find(tag.format("x" * length))


def test_a_word_takes_no_more_of_the_pattern_for_a_letter_of_many_spellings() -> None:
    for few, many in (("Лем", "Лещ"), ("Лем", "Щаз"), ("Клам", "Клащ"), ("Аамз", "Аащз")):
        sizes = [len(LooseFilter(Identity.of([name])).stream_patterns[0]) for name in (few, many)]
        assert sizes[1] < 3 * sizes[0]


def test_every_text_passes_a_pattern_that_is_too_large() -> None:
    compiled = Compiled.of(["a", "(?:[a-c]{1000}){900}"])
    block = _block([_row(place, [struct.pack("!i", 1) + b"b"]) for place in range(3)], b"")
    assert [row.place for row in stream._matching(block, compiled)] == [0, 1, 2]
    assert compiled.search(b"b") is not None


@given(data=st.data())
@settings(max_examples=100)
def test_whatever_is_found_of_an_account_passes(data: st.DataObject) -> None:
    matcher, loose = Matcher(ACCOUNTS), ACCOUNTS_FILTER
    drawn = data.draw(st.lists(st.sampled_from(NAMED).flatmap(escaped), max_size=20))
    edges = st.tuples(st.sampled_from(BEFORE), st.sampled_from(BEHIND))
    texts = [before + text + behind for text in drawn for before, behind in [data.draw(edges)]]
    found = [text for text in texts if matcher.find(text)]
    around = st.sampled_from(AROUND)
    for text in found:
        place = data.draw(st.tuples(around, around, st.integers(0, 2), st.sampled_from(REST)))
        assert loose.passes(text.encode())
        assert Streamed(text, *place).passes(loose), (text, place)


@pytest.mark.parametrize("name", ["Zoë Müller", "Li Wei", "Иван Кузнецов"])
def test_whatever_is_found_passes_behind_each_length(name: str) -> None:
    """The last byte of the length of a field may look like a letter, a digit, a part of one."""
    person = Identity.of([name], ["abc.login"], ["abc.login@example.org"], [4711])
    compiled = LooseFilter(person).compiled
    texts = [*elsewhere(person), *gravatars(person.mails)]
    lengths = [bytes((0, 0, 0, last)) for last in range(256)]
    lengths += [bytes((0, third, other, 65)) for third in range(4) for other in range(256)]
    assert len(texts) > 40
    missed = [(n, t) for t in texts for n in lengths if not compiled.search(n + t.encode())]
    assert missed == []


@pytest.mark.parametrize(
    "name", ["Zoë Müller", "Jürgen Brandström", "Anna Dąbrowska", "Иван Кузнецов"]
)
def test_ordinary_texts_do_not_pass(name: str) -> None:
    """What passes is read again and again, which takes a thousand times as long."""
    person = LooseFilter(Identity.of([name], ["abc.login"], ["abc.login@example.org"], [4711]))
    assert [text for text in ORDINARY if person.passes(text.encode())] == []


@pytest.mark.parametrize(
    ("name", "ordinary", "mention"),
    [
        ("Anna Berg", "обработка данных, данная задача", "Аннаберг"),
        ("Renée Østergård", "встреча перенесена", "спросите ренее"),
        ("Иван Щукин", "диванная подушка", "ищукин"),
        ("Nikos Rigas", "ο σερνικος", "ν.ρηγας"),
    ],
)
def test_a_name_inside_a_word_of_another_script_does_not_pass(
    name: str, ordinary: str, mention: str
) -> None:
    """Or every text of an installation in that script would for a short name."""
    person = LooseFilter(Identity.of([name]))
    assert not person.passes(ordinary.encode())
    assert person.passes(mention.encode())
