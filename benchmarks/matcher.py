"""How fast the loose filter and exact matching are, on invented text of many languages.

    python benchmarks/matcher.py --megabytes 200

Text is made of prose in several languages and scripts with the markup that OpenProject's texts
have; one row in a thousand names the person, in one of the spellings in `SPELLINGS`. All times are
processor seconds of this process, so that other work on the machine counts less.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Callable

from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher

SPELLINGS = (
    "Jürgen Brandström", "JÜRGEN BRANDSTRÖM", "Brandström, Jürgen", "J. Brandström",
    "jurgen brandstrom", "Juergen Brandstroem", "Ju\u0308rgen Brandstro\u0308m",
    "J&uuml;rgen Brandstr&ouml;m", "J\\u00fcrgen Brandstr\\u00f6m", "J%C3%BCrgen+Brandstr%C3%B6m",
    "J<b>ür</b>gen Brandström", "Jürgen_Brandström.pdf", "juergen-brandstroem", "Юрген Брандстрём",
    '<mention data-id="42" data-type="user">@x</mention>', "@jbrand", "jbrand", "user#42",
    "[x](/users/42)", "juergen.brandstroem@example.org", "Brandström", "Jürgen",
)  # fmt: skip
PROSE = {
    "en": "the project meeting was moved to next week because two reports are still missing please "
    "check whether everyone has seen the changed plan and comment below",
    "de": "die Besprechung wurde verschoben weil noch zwei Berichte fehlen bitte prüft ob alle den "
    "geänderten Plan gesehen haben und schreibt größere Änderungen darunter",
    "fr": "la réunion est reportée à la semaine prochaine parce que deux rapports manquent encore "
    "merci de vérifier où en est le projet et d'écrire ci-dessous",
    "es": "la reunión se aplaza una semana porque todavía faltan dos informes por favor comprueba "
    "que todos hayan visto el plan de este año y escribe más abajo",
    "pl": "spotkanie zostało przełożone ponieważ wciąż brakuje dwóch sprawozdań proszę sprawdzić "
    "czy wszyscy widzieli zmieniony plan i dopisać uwagi poniżej",
    "tr": "toplantı gelecek haftaya ertelendi çünkü iki rapor hâlâ eksik lütfen herkesin değişen "
    "planı görüp görmediğini kontrol edin",
    "ru": "встреча перенесена на следующую неделю потому что всё ещё нет двух отчётов пожалуйста "
    "проверьте видели ли все изменённый план и напишите ниже",
    "el": "η συνάντηση μεταφέρεται στην επόμενη εβδομάδα επειδή λείπουν ακόμη δύο εκθέσεις ελέγξτε "
    "αν όλοι είδαν το νέο σχέδιο",
    "zh": "会议 推迟 到 下周 因为 还 缺 两份 报告 请 检查 大家 是否 看过 修改 后 的 计划",
    "ja": "会議は 来週に 延期 されました まだ 報告書が 二つ 足りません 計画を ご確認 ください",
    "ar": "تم تأجيل الاجتماع إلى الأسبوع القادم لأن تقريرين ما زالا ناقصين يرجى التحقق من الخطة",
}  # fmt: skip
LANGUAGES = "en en en de de de fr es pl tr ru el zh ja ar".split()
MARKUP = (
    "**{0}** ", "_{0}_ ", "`{0}` ", "[{0}](https://example.com/{1}?page=2&sort=asc) ",
    "{0}<br>{1} ", "<strong>{0}</strong> {1} ", "{0}&nbsp;{1} ", "\n\n* {0} {1}\n",
    '<a href="/projects/{1}">{0}</a> ', '{{\\"{0}\\":\\"{1}\\"}} ', "| {0} | {1} |\n",
    '<mention class="mention" data-id="17" data-type="user" data-text="@{0}">@{0}</mention> ',
    "{0}_{1}_v2.docx ", "\\u003cp\\u003e{0}\\n ", "##4711 ", "## {0}\n\n",
    "{0} &gt; {1} &amp; ", "https://example.com/wiki/{1}%20{0} ",
)  # fmt: skip


def rows(megabytes: int, seed: int = 1) -> list[bytes]:
    """Texts of 100 characters to some kilobytes, `megabytes` in all."""
    chance = random.Random(seed)
    words = {language: text.split() for language, text in PROSE.items()}
    pool = [_row(chance, words[chance.choice(LANGUAGES)]) for _ in range(2000)]
    found: list[bytes] = []
    size = 0
    while size < megabytes * 1_000_000:
        text = chance.choice(pool)
        if chance.random() < 0.001:
            middle = text.index(" ", len(text) // 2)
            text = f"{text[:middle]} {chance.choice(SPELLINGS)}{text[middle:]}"
        found.append(text.encode())
        size += len(found[-1])
    return found


def _row(chance: random.Random, words: list[str]) -> str:
    parts: list[str] = []
    length = int(chance.lognormvariate(6.3, 0.8)) + 100
    while sum(map(len, parts)) < length:
        parts.append(" ".join(chance.choice(words) for _ in range(chance.randrange(5, 25))) + ". ")
        if chance.random() < 0.3:
            parts.append(chance.choice(MARKUP).format(chance.choice(words), chance.choice(words)))
    return "".join(parts)


def identity(names: int) -> Identity:
    """The person whom `SPELLINGS` name, and invented further names of theirs."""
    chance = random.Random(7)
    syllables = "ka lo mi ten var sul ber gro nim dal pex tor".split()
    more = [
        "".join(chance.choice(syllables) for _ in range(3)).title()
        + " "
        + "".join(chance.choice(syllables) for _ in range(3)).title()
        for _ in range(names - 1)
    ]
    person = ["Jürgen Brandström", *more]
    return Identity.of(person, ["jbrand"], ["juergen.brandstroem@example.org"], [42])


def timed(label: str, size: int, work: Callable[[], object]) -> None:
    """Print the processor time of `work`, and the rate over `size` bytes."""
    before = time.process_time()
    work()
    spent = time.process_time() - before
    print(f"{label:42} {spent:8.2f} s {size / 1e6 / max(spent, 1e-9):10.1f} MB/s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the loose filter and exact matching.")
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--names", type=int, default=1, help="names of the person")
    options = parser.parse_args()
    texts = rows(options.megabytes)
    person = identity(options.names)
    size = sum(map(len, texts))
    print(f"{len(texts)} rows, {size / 1e6:.0f} MB, {options.names} names")
    candidates = filtering(person, texts)
    matching(person, candidates, texts[: max(1, len(texts) // 50)])
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def filtering(person: Identity, texts: list[bytes]) -> list[bytes]:
    """Measure the loose filter; returns what it lets pass."""
    loose = LooseFilter(person)
    candidates: list[bytes] = []
    timed("build the loose filter", 0, lambda: loose.passes(texts[0]))
    size = sum(map(len, texts))
    blocks = [b"\x00\x00\x02\x00".join(texts[at : at + 300]) for at in range(0, len(texts), 300)]
    for run in ("first", "second"):
        timed(
            f"loose filter, 300 rows at a time, {run} run",
            size,
            lambda: sum(_matches(loose, block) for block in blocks),
        )
    timed("loose filter, row by row", size, lambda: candidates.extend(filter(loose.passes, texts)))
    share = 100 * sum(map(len, candidates)) / size
    print(f"it lets {len(candidates)} rows pass, {share:.2f} % of the bytes")
    return candidates


def _matches(loose: LooseFilter, block: bytes) -> int:
    at = found = 0
    while (hit := loose.compiled.search(block, at)) is not None:
        at, found = hit.at + 1, found + 1
    return found


def matching(person: Identity, candidates: list[bytes], others: list[bytes]) -> None:
    """Measure exact matching, of what the filter lets pass and of any text."""
    matcher = Matcher(person)
    confidences: Counter[str] = Counter()

    def match(texts: list[bytes]) -> None:
        for text in texts:
            confidences.update(found.confidence for found in matcher.find(text.decode()))

    timed("exact matching, candidates", sum(map(len, candidates)), lambda: match(candidates))
    print("found:", ", ".join(f"{count} {kind}" for kind, count in sorted(confidences.items())))
    timed("exact matching, any text", sum(map(len, others)), lambda: match(others))


if __name__ == "__main__":
    main()
