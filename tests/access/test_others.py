"""Other people are left out of texts; the person, and everything else, stays."""

from __future__ import annotations

import time

import pytest

from operasure.looks.access.others import Account, Others

SIGN = "[other]"
ACCOUNTS = (
    Account(57, "Jürgen", "Weißmüller", ("jweiss", "juergen.weiss@example.org")),
    Account(58, "Anna-Lena", "O’Brien", ("anna.obrien", "a.obrien@example.org")),
    Account(59, "Renée", "Østergård", ("namesake", "other.renee@example.org")),
    Account(60, "Maria", "Østergård", ("maria_o", "maria@example.org")),
    Account(61, "小明", "王", ("wxm", "wxm@example.org")),
    Account(62, "Søren", "Kierk", ("sk", "sk@example.org")),
    Account(63, "", "", ("", "")),
    Account(64, "Bo", "Li", ("(.*+)[a", "bo@example.org")),
)
OWN = ("Renée Østergård", "renee_o", "renee@example.org")


@pytest.fixture(scope="module")
def others() -> Others:
    return Others(42, OWN, ACCOUNTS, SIGN)


TAG = (
    '<mention class="mention" data-id="{id}" data-type="{kind}" data-text="@{name}">@{name}'
    "</mention>"
)


@pytest.mark.parametrize(
    "text",
    [
        TAG.format(id=57, kind="user", name="Somebody Else"),
        TAG.format(id=999, kind="user", name="Long Gone").replace('"', "'"),
        "<mention data-type='user' data-id='57' data-text='@x'/>",
        "<mention data-id=57 data-type=user>@x</mention>",
        "user#57",
        'user#"jweiss"',
        'user:"Jweiss"',
        "user:unknown.login",
        "jweiss",
        "@JWEISS",
        "Jürgen Weißmüller",
        "JÜRGEN WEISSMÜLLER",
        "Jurgen Weissmuller",
        "Juergen Weissmueller",
        "Ju\u0308rgen Weißmu\u0308ller",
        "Jür\u00adgen Weiß\u200bmüller",
        "Weißmüller, Jürgen",
        "**Jürgen** **Weißmüller**",
        "Jürgen\n Weißmüller",
        "JürgenWeißmüller",
        "juergen-weissmueller",
        "anna.obrien",
        "Anna-Lena O'Brien",
        "Anna Lena O’Brien",
        "Maria Østergård",
        "Maria Oestergaard",
        "Soren Kierk",
        "王小明",
        "Bo Li",
        "juergen.weiss@example.org",
        "Juergen.Weiss@Example.ORG",
        "somebody@elsewhere.example",
        "mailto:nobody@example.com",
        "J&uuml;rgen Wei&szlig;m&uuml;ller",
        "J&#252;rgen Wei&#xdf;m&amp;uuml;ller",
        "J\\u00fcrgen Wei\\u00dfm\\u00fcller",
        "J%C3%BCrgen%20Wei%C3%9Fm%C3%BCller",
        "J=C3=BCrgen Wei=C3=9Fm=C3=BCller",
        "JÃ¼rgen WeiÃ\u009fmÃ¼ller",
        "J<b>ür</b>gen Weiß<i>müller</i>",
        "[Jürgen](https://x.example/a) Weißmüller",
        "&#29579;&#23567;&#26126;",
        "j&#119;eiss",
        "juergen&#46;weiss%40example.org",
        "somebody&#64;elsewhere.example",
        "=?utf-8?q?J=C3=BCrgen_Wei=C3=9Fm=C3=BCller?=",
        "&lt;mention data-id='57' data-type='user'&gt;@x&lt;/mention&gt;",
        "user&#35;57",
    ],
)
def test_others_are_left_out(others: Others, text: str) -> None:
    for around in ("{}", "Ask ({}), then go on.", "„{}“", "a {}\nb"):
        shown = others.text(around.format(text))
        for word in ("ürgen", "urgen", "eiss", "bri", "maria", "kierk", "小", "@e", "57", "999"):
            assert word not in shown.casefold().replace("[other]", "")
        assert SIGN in shown
        before, _, after = around.partition("{}")
        assert shown.startswith(before)
        assert shown.endswith(after)


@pytest.mark.parametrize(
    "text",
    [
        "Renée Østergård wrote this.",  # shared with a namesake
        "Østergård, Renée",
        "@renee_o, renee@example.org",
        'user#42 user#"renee_o"',
        TAG.format(id=42, kind="user", name="Renée Østergård"),
        TAG.format(id=57, kind="work_package", name="#57"),
        "Work package #57, version 57, group#57",
        "Jürgen alone; the Weißmüller; li and bo, sk",
        "superuser#57x",
        "Ren&eacute;e &Oslash;sterg&aring;rd",
        "Ren\\u00e9e \\u00d8sterg\\u00e5rd",
        "renee&#64;example.org, <b>renee</b>@example.org, renee%40example.org",
        "R&amp;D, a &lt; b, 100%25, C:\\users\\new",
        "",
        "a" * 100_000,
    ],
)
def test_the_person_and_everything_else_stays(others: Others, text: str) -> None:
    count = others.count
    assert others.text(text) == text
    assert others.count == count


def test_what_is_left_out_is_counted() -> None:
    others = Others(42, OWN, ACCOUNTS, SIGN)
    others.text("jweiss and Jürgen Weißmüller, user#57; x@example.org")
    assert others.count == 4


@pytest.mark.parametrize(
    "text", ["<mention " * 20_000, "user#" * 40_000, "a.b-" * 50_000, "@" * 200_000,
             "Maria " * 30_000, "a\u0301" * 100_000, "王" * 100_000, '<mention data-id="' * 10_000],
)  # fmt: skip
def test_a_hostile_text_takes_no_time(others: Others, text: str) -> None:
    start = time.process_time()
    others.text(text)
    assert time.process_time() - start < 10
