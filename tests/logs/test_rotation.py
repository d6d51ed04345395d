"""What configurations of logrotate say, and until when a log can be there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operasure.core.errors import UsageError
from operasure.looks.logs.retention import stay
from operasure.looks.logs.rotation import RotationRule, read

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def rules(tmp_path: Path, text: str) -> list[RotationRule]:
    file = tmp_path / "logrotate.conf"
    file.write_text(text)
    return read(file)


def test_a_configuration_as_debian_has_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "logrotate.d"
    folder.mkdir()
    (folder / "nginx").write_text(
        """
/var/log/nginx/*.log {
    daily
    missingok
    rotate 14
    compress
    delaycompress
    notifempty
    create 0640 www-data adm
    sharedscripts
    prerotate
        if [ -d /etc/logrotate.d/httpd-prerotate ]; then \\
            weekly
        fi
    endscript
    postrotate
        invoke-rc.d nginx rotate >/dev/null 2>&1
    endscript
}
"""
    )
    (folder / "apt.dpkg-old").write_text("this is none {")
    (folder / ".hidden").write_text("nor is this {")
    found = rules(
        tmp_path,
        f"""
# rotate 7
weekly
rotate 4
create
#dateext
include {folder}
/var/log/wtmp /var/log/btmp
"/var/log/with blank.log" {{
    monthly
    maxage=90
    rotate -1   # all
}}
/var/log/openproject/*.log {{ size 100M
  copytruncate }}
/var/log/last.log {{
}}
""",
    )
    assert [rule.patterns for rule in found] == [
        ("/var/log/nginx/*.log",),
        ("/var/log/wtmp", "/var/log/btmp", "/var/log/with blank.log"),
        ("/var/log/openproject/*.log",),
        ("/var/log/last.log",),
    ]
    assert [(rule.every, rule.keep, rule.maxage) for rule in found] == [
        ("daily", 14, None),
        ("monthly", -1, 90),
        ("size", 4, None),
        ("weekly", 4, None),
    ]
    assert [rule.if_empty for rule in found] == [False, True, True, True]


def test_of_size_and_time_the_last_one_holds(tmp_path: Path) -> None:
    found = rules(tmp_path, "/a {\nsize 1M\ndaily\n}\n/b {\ndaily\nsize 1M\n}\n")
    assert [rule.every for rule in found] == ["daily", "size"]


def test_what_holds_for_one_log_does_not_for_the_next(tmp_path: Path) -> None:
    found = rules(tmp_path, "rotate 2\n/a {\ndaily\nrotate 9\n}\n/b {\nweekly\n}\n")
    assert [(rule.every, rule.keep) for rule in found] == [("daily", 9), ("weekly", 2)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/a {\ndaily\n", "a brace is missing"),
        ("/a /b\n", "a brace is missing"),
        ('"/a {\n', "a quote is missing"),
        ("/a {\nrotate many\n}\n", "'rotate' is not followed by a number"),
        ("/a {\nrotate -2\n}\n", "logrotate refuses 'rotate -2'"),
        ("/a {\nmaxage -1\n}\n", "logrotate refuses 'maxage -1'"),
        ("include .\n", "includes itself"),
        ("include nowhere\n", "can't be read"),
        ("x" * (1 << 20 | 1), "more than a megabyte"),
    ],
)
def test_what_is_no_configuration_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        rules(tmp_path, text)


# Until when --------------------------------------------------------------------------------------

DAILY = "/var/log/op/*.log {\ndaily\nrotate 14\n}\n"
EXTENDED = "/var/log/op/production.log {\ndaily\nrotate 14\nextension .log\n}\n"
TIMES: list[tuple[str, str, float | None, str]] = [
    # configuration, file, days from now (the slack of a day included), words
    (DAILY, "production.log", 16, "rotated daily, keeps 14"),
    (DAILY, "production.log.1", 15, "rotated daily"),
    (DAILY, "production.log.2.gz", 14, "rotated daily"),
    (DAILY, "production.log.14.gz", 2, "rotated daily"),
    (DAILY, "production.log.15.gz", None, "does not remove this one"),
    (DAILY, "deeper/production.log", None, "no entry"),
    (DAILY, "production.txt", None, "no entry"),
    (DAILY.replace("daily", "hourly"), "production.log", 16, "rotated within a day"),
    (DAILY.replace("daily", "weekly"), "production.log.2.gz", 13 * 7 + 1, "rotated weekly"),
    (DAILY.replace("daily", "monthly"), "production.log", 15 * 31 + 1, "rotated monthly"),
    (DAILY.replace("daily", "yearly"), "production.log.14", 367, "rotated yearly"),
    (DAILY.replace("rotate 14", "rotate 0"), "production.log", 2, "keeps 0"),
    (
        DAILY.replace("rotate 14", "rotate 14\nnotifempty"),
        "production.log",
        16,
        "before each rotation",
    ),
    (DAILY.replace("rotate 14", "rotate -1"), "production.log", None, "never removes old logs"),
    # Age counts from the last change, two days ago, and is looked at when the log is rotated.
    (DAILY.replace("rotate 14", "rotate -1\nmaxage 5"), "production.log.1", 5, "for 5 days"),
    (DAILY.replace("rotate 14", "rotate 14\nmaxage 5"), "production.log.1", 5, "for 5 days"),
    (DAILY.replace("rotate 14", "rotate 3\nmaxage 50"), "production.log.1", 4, "for 50 days"),
    (DAILY.replace("rotate 14", "rotate -1\nmaxage 5"), "production.log", 8, "for 5 days"),
    # An age of 0 sets no limit.
    (DAILY.replace("rotate 14", "rotate -1\nmaxage 0"), "production.log.1", None, "never removes"),
    (DAILY.replace("rotate 14", "rotate 14\nmaxage 0"), "production.log.1", 15, "keeps 14"),
    (DAILY.replace("rotate 14", "rotate 9999999"), "production.log", None, "the year 9999"),
    (DAILY.replace("rotate 14", f"rotate {10**30}"), "production.log", None, "the year 9999"),
    (DAILY.replace("rotate 14", f"maxage {10**30}"), "production.log", None, "the year 9999"),
    (DAILY.replace("daily", "size 10M"), "production.log", None, "reaches a size"),
    (DAILY.replace("daily", "daily\nminsize 1M"), "production.log", None, "minsize"),
    (DAILY.replace("daily", "daily\nmaxsize 1M"), "production.log", 16, "rotated daily"),
    (DAILY.replace("daily", "daily\nmail a@example.org"), "production.log", None, "by mail"),
    (DAILY.replace("daily", "daily\ncopy"), "production.log", None, "leaves the log itself"),
    (DAILY.replace("daily", "daily\ncopy"), "production.log.1", 15, "rotated daily"),
    (DAILY.replace("daily\n", ""), "production.log", None, "how often it rotates"),
    (DAILY.replace("rotate 14\n", ""), "production.log", None, "how many logs it keeps"),
    (DAILY.replace("daily", "daily\nstart 0"), "production.log.0", 15, "rotated daily"),
    (EXTENDED, "production.1.log", 15, "rotated daily"),
    (EXTENDED, "production.log", 16, "rotated daily"),
    # What a pattern takes for a log, too, may begin its way anew.
    (EXTENDED.replace("production", "*"), "production.1.log", 16, "rotated daily"),
    (DAILY.replace("daily", "daily\nolddir old"), "old/production.log.1", 15, "rotated daily"),
    (DAILY.replace("daily", "daily\nolddir /srv/old"), "/srv/old/a.log.1", 15, "rotated daily"),
]


@pytest.mark.parametrize(("text", "name", "days", "words"), TIMES)
def test_until_when_a_log_is_there(
    tmp_path: Path, text: str, name: str, days: float | None, words: str
) -> None:
    told = stay(Path("/var/log/op", name), NOW - 2 * DAY, rules(tmp_path, text), NOW)
    assert told.until == (None if days is None else NOW + days * DAY)
    assert words in told.reason


def test_of_logs_told_by_date_the_oldest_goes_first(tmp_path: Path) -> None:
    folder = tmp_path / "op"
    folder.mkdir()
    dates = ("20261123", "20261124.gz", "20261125.gz", "20261126")
    for date in dates:
        (folder / f"production.log-{date}").touch()
    (folder / "other.log-20261127").touch()
    found = rules(tmp_path, f"{folder}/*.log {{\ndaily\nrotate 4\ndateext\n}}\n")
    untils = [stay(folder / f"production.log-{date}", NOW, found, NOW).until for date in dates]
    assert untils == [NOW + days * DAY for days in (2, 3, 4, 5)]
    assert stay(folder / "production.log", NOW, found, NOW).until == NOW + 6 * DAY
