"""A populated cache: what names the person is found, what names others is not, nothing changes."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from cache.kit import (
    ENTRIES,
    PATIENCE,
    PERSON,
    USER_ID,
    VERSION,
    Client,
    Start,
    address,
    looked,
    rails,
)
from operasure.core.model import Result
from operasure.looks.cache.findings import CacheFinding, CacheSummary
from operasure.looks.cache.search import SMALL, CacheOptions, search
from operasure.looks.cache.served import Served
from operasure.looks.cache.sought import CachePerson
from operasure.matching.identity import Identity
from operasure.server.memcached import Memcached
from support.progress import Kept

# Entries of the real data that name nobody.
NOBODY = {
    "dalli-counter",
    "dalli-integer",
    "dalli-nil",
    "help-menu-buffer",
    "incompressible",
    "integer-bare",
    "migrations-options",
    "nil",
    "raw-counter",
    "sign-on-providers",
    "storage-token",
    "true",
}


def real_key(index: int) -> bytes:
    """The key of a real entry, told apart from its like of another format."""
    entry = ENTRIES[index]
    return b"%d:%b" % (index, entry.key if len(entry.key) <= 180 else entry.key[:180])


def user_json(user_id: int, name: str, login: str) -> str:
    given, family = name.split(" ", 1)
    return json.dumps(
        {
            "_type": "User",
            "id": user_id,
            "name": name,
            "firstName": given,
            "lastName": family,
            "login": login,
            "email": f"{login}@example.org",
            "_links": {"self": {"href": f"/api/v3/users/{user_id}", "title": name}},
        },
        ensure_ascii=False,
    )


def work_package(number: int, author_id: int, author: str, text: str) -> str:
    link = {"href": f"/api/v3/users/{author_id}", "title": author}
    body = {"raw": text, "html": f"<p>{text}</p>" * 20}
    return json.dumps(
        {"_type": "WorkPackage", "id": number, "description": body, "_links": {"author": link}},
        ensure_ascii=False,
    )


# Invented colleagues whose names, ids and addresses come close to hers.
OTHERS = [
    (471, "Joe Miller", "joe.mill"),
    (47110, "Chloë Moeller-Smith", "chloe.ms"),
    (14711, "Lukas Mül", "lukas.mul"),
]


def others() -> Iterator[tuple[bytes, bytes]]:
    for user_id, name, login in OTHERS:
        key = f"{VERSION}/API/V3/Users/UserRepresenter/json/de/{user_id:064x}"
        yield key.encode(), rails(user_json(user_id, name, login))
        for number in (USER_ID, 7, 8):
            key = f"{VERSION}/API/V3/WorkPackages/WorkPackageRepresenter/json/de/{user_id}{number}"
            yield key.encode(), rails(work_package(number, user_id, name, "nothing of note"))
    yield b"rack::attack:488888:lost_password:joe.mill@example.org", b"1"
    yield b"plain", b"some text"
    yield b"odd \xff key", b"\x04\x08i\x02\x67\x12"


def populate(client: Client, every: int = 1) -> set[bytes]:
    """Put everything there, or each so manieth of the entries; the keys that name the person."""
    chosen = list(enumerate(ENTRIES))[::every]
    for index, entry in chosen:
        client.set(real_key(index), entry.value, entry.flags)
    for key, value in others():
        client.set(key, value, flags=int(value[:1] == b"\x04"))
    return {real_key(index) for index, entry in chosen if entry.name not in NOBODY}


def test_a_populated_cache_gives_exactly_what_names_the_person(memcached: Memcached) -> None:
    with Client(memcached) as client:
        about_her = populate(client)
        findings, summary = looked(memcached)

    assert {finding.raw_key for finding in findings} == about_her
    assert summary.findings == len(findings) == len(about_her)
    assert summary.listed == summary.read == len(ENTRIES) + len(list(others()))
    assert (summary.gone, summary.outside, summary.unread) == (0, 0, 0)
    assert summary.unchecked == ()
    assert summary.undecoded == {}


def test_a_search_changes_nothing_on_the_server(
    make_memcached: Callable[..., Memcached],
) -> None:
    # A server of its own: one that was flushed lets go of what it held when it likes.
    memcached = make_memcached()
    with Client(memcached) as client:
        populate(client, 8)
        before, items = client.stats(), client.dump()
        looked(memcached)
        looked(memcached, options=CacheOptions(PATIENCE, jobs=2))
        after = client.stats()

        assert client.dump() == items
    changes = ("cmd_set", "cmd_touch", "cmd_flush", "delete_hits", "delete_misses", "evictions")
    for name in ("curr_items", "total_items", "bytes", *changes):
        assert after[name] == before[name]


def test_an_invalidated_entry_that_is_still_there_is_found(memcached: Memcached) -> None:
    """The user is gone, her own entry is asked for by nobody, and still it can be read."""
    key = f"{VERSION}/API/V3/Users/UserRepresenter/json/%s/0f1e"
    with Client(memcached) as client:
        for locale in ("de", "en"):
            text = user_json(USER_ID, "Zoë Müller-Łukasz", "zoe.mueller")
            client.set((key % locale).encode(), rails(text), 1)
        findings, _ = looked(memcached)

    assert [finding.served for finding in findings] == [Served.NO, Served.NO]
    assert all(finding.outcome is Result.LEFTOVER for finding in findings)
    assert all(finding.confidence == "certain" for finding in findings)
    assert {match.what for match in findings[0].matches} >= {"link", "mail", "user attribute"}


def test_an_entry_that_stays_valid_is_told_apart(memcached: Memcached) -> None:
    kinds = {"Activities/Activity": Served.YES, "Meetings/Meeting": Served.YES}
    kinds |= {"WorkPackages/WorkPackage": Served.NO, "Users/User": Served.NO}
    text = work_package(7, USER_ID, "Zoë Müller-Łukasz", "x")
    with Client(memcached) as client:
        for kind in kinds:
            key = f"{VERSION}/API/V3/{kind}Representer/json/de/0f1e"
            client.set(key.encode(), rails(text), 1)
        findings, _ = looked(memcached)

    assert {
        finding.key.split("V3/")[1].split("Rep")[0]: finding.served for finding in findings
    } == (kinds)


def test_an_entry_with_an_end_is_retained(memcached: Memcached) -> None:
    now = datetime.now(UTC)
    with Client(memcached) as client:
        client.set(b"a", b"Zo\xc3\xab M\xc3\xbcller-\xc5\x81ukasz", ttl=3600)
        client.set(b"b", b"zoe.mueller@example.org")
        findings, _ = looked(memcached)

    by_key = {finding.key: finding for finding in findings}
    assert by_key["a"].outcome is Result.RETAINED
    assert by_key["a"].expires_at
    assert abs(by_key["a"].expires_at - now - timedelta(hours=1)) < timedelta(minutes=5)
    assert by_key["b"].outcome is Result.LEFTOVER
    assert by_key["b"].expires_at is None
    assert by_key["b"].size == 23
    age = by_key["b"].age(now + timedelta(hours=2))
    assert age is not None
    assert 7_000 < age < 7_600


def test_the_mail_in_a_key_is_found_and_not_shown(memcached: Memcached) -> None:
    key = b"rack::attack:488888:lost_password:zoe.mueller@example.org"
    with Client(memcached) as client:
        client.set(key, b"3", ttl=3600)
        client.set(b"views/zoe.mueller@example.org/x", b"3")
        findings, _ = looked(memcached)

    assert {finding.key for finding in findings} == {
        "rack::attack:488888:lost_password:[…]",
        "views/[…]/x",
    }
    for finding in findings:
        assert finding.matches[0].what == "mail"
        assert finding.matches[0].in_key


def test_the_login_in_an_authorization_header_is_found(memcached: Memcached) -> None:
    key = b"rack::attack:9:api_v3:Basic%20em9lLm11ZWxsZXI6c2VjcmV0"  # zoe.mueller:secret
    with Client(memcached) as client:
        client.set(key, b"3", ttl=60)
        (finding,), _ = looked(memcached)

    assert finding.key == "rack::attack:9:api_v3:[…]"
    assert finding.matches[0].what.startswith("login")


def test_nothing_that_is_handed_out_holds_the_value(memcached: Memcached) -> None:
    with Client(memcached) as client:
        client.set(b"a", b"a secret of Zo\xc3\xab M\xc3\xbcller-\xc5\x81ukasz")
        (finding,), _ = looked(memcached)
        (with_text,), _ = looked(memcached, options=CacheOptions(PATIENCE, excerpts=True))

    assert "secret" not in repr(finding)
    assert finding.excerpt is None
    assert with_text.excerpt == "a secret of Zoë Müller-Łukasz"
    assert "secret" not in repr(with_text)


def test_only_the_namespace_is_searched(memcached: Memcached) -> None:
    with Client(memcached) as client:
        client.set(b"op:a", b"zoe.mueller@example.org")
        client.set(b"other:a", b"zoe.mueller@example.org")
        client.set(b"op", b"zoe.mueller@example.org")
        findings, summary = looked(memcached, options=CacheOptions(PATIENCE, namespace="op"))

    assert [finding.raw_key for finding in findings] == [b"op:a"]
    assert (summary.listed, summary.read, summary.outside) == (3, 1, 2)


def test_processes_find_what_one_finds(memcached: Memcached) -> None:
    filler = {b"filler/%d" % number: b"x" for number in range(SMALL)}
    progress = Kept()
    with Client(memcached) as client:
        about_her = populate(client, 8)
        client.set_many(filler)
        options = CacheOptions(PATIENCE, jobs=2, progress=progress)
        findings, summary = looked(memcached, options=options)

    assert {finding.raw_key for finding in findings} == about_her
    assert summary.read == summary.listed == len(ENTRIES[::8]) + len(list(others())) + SMALL
    [view] = progress.views
    assert (view.done, view.total, view.unit) == (summary.listed, summary.listed, "entries")


def test_several_servers_one_after_another(make_memcached: Start) -> None:
    servers = [make_memcached(), make_memcached()]
    for number, server in enumerate(servers):
        with Client(server) as client:
            client.set(b"on %d" % number, b"zoe.mueller@example.org")
    results = list(search([address(server) for server in servers], PERSON, CacheOptions(PATIENCE)))

    assert [type(result) for result in results] == [
        CacheFinding,
        CacheSummary,
        CacheFinding,
        CacheSummary,
    ]
    assert [result.place for result in results[::2]] == [server.address for server in servers]


def test_a_small_id_is_found_as_an_integer_too(memcached: Memcached) -> None:
    person = CachePerson.of(Identity.of(user_ids=[42]))
    with Client(memcached) as client:
        client.set(b"hers", b"\x04\x08{\x06:\x0cuser_idi\x2f", 1)
        client.set(b"another's", b"\x04\x08{\x06:\x0cuser_idi\x30", 1)
        client.set(b"a project's", b"\x04\x08{\x06:\x0fproject_idi\x2f", 1)
        client.set(b"link", rails('{"href":"/api/v3/users/42"}'), 1)
        client.set(b"other link", rails('{"href":"/api/v3/users/421"}'), 1)
        findings, _ = looked(memcached, person)

    assert {finding.raw_key for finding in findings} == {b"hers", b"link"}


@pytest.mark.parametrize("length", [61, 97, 117, 16_705, 25_000])
def test_a_login_behind_a_length_like_a_letter(memcached: Memcached, length: int) -> None:
    """A string's length is a byte before it, and 97 is written as `f`."""
    text = "zoe.mueller wrote this".ljust(length)
    with Client(memcached) as client:
        marshalled = b"\x04\x08[\x06" + rails(text, deflated=False)[3:]
        client.set(b"a", rails(text), 1)
        client.set(b"b", marshalled, 1)
        findings, _ = looked(memcached)

    assert {finding.raw_key for finding in findings} == {b"a", b"b"}


def test_the_whole_text_has_the_last_word(memcached: Memcached) -> None:
    """A name whose halves stand farther apart than a passage reaches is found all the same."""
    far = '{"a":"Zo\u00eb' + "<b class=x></b>" * 300 + ' Müller-Łukasz"}'
    person = CachePerson.of(Identity.of(names=["Zoë Müller-Łukasz"]))
    with Client(memcached) as client:
        client.set(b"a", rails(far), 1)
        (finding,), _ = looked(memcached, person)

    assert finding.matches


def test_entries_that_cannot_be_decoded_are_searched_and_counted(memcached: Memcached) -> None:
    with Client(memcached) as client:
        client.set(b"cut", rails("Zoë Müller-Łukasz " * 400)[:-20], 1)
        client.set(b"odd", b"\xff\xfezoe.mueller@example.org", 1)
        client.set(b"another", b"\xff\xfe\xfd", 1)
        findings, summary = looked(memcached)

    assert {finding.raw_key for finding in findings} == {b"cut", b"odd"}
    assert sum(summary.undecoded.values()) == 3
    assert summary.undecoded["unknown format"] == 2
    (unchecked,) = summary.unchecked
    assert unchecked.reason.startswith("3 entries could not be decoded completely")


def test_large_values_are_counted(make_memcached: Start) -> None:
    server = make_memcached("-m", "256", "-I", "64m")
    with Client(server) as client:
        client.set(b"huge", bytes(20 * 1024 * 1024))
        client.set(b"large", b"x" * 900_000 + b" zoe.mueller@example.org")
        findings, summary = looked(server)

    assert [finding.raw_key for finding in findings] == [b"large"]
    assert (summary.read, sum(summary.undecoded.values())) == (2, 1)
