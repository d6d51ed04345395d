"""What kind of line it is that names the person, by the words of OpenProject and of what it uses.

Sources (OpenProject 17.1 and its gems): app/controllers/concerns/accounts/user_login.rb:65 (failed
logins), app/controllers/application_controller.rb:208 (`OpenProject User:`), activerecord's and
actionmailer's log_subscriber.rb, activejob's log_subscriber.rb, good_job's log_subscriber.rb,
modules/msgraph_mail/lib/open_project/msgraph_mail/delivery_method.rb:47,
app/controllers/account_controller.rb:123-131, app/controllers/users_controller.rb:218, Postfix's
`to=<…>` (smtp(8)), the Common Log Format (Apache, mod_log_config; nginx, ngx_http_log_module).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from operasure.looks.logs import ids
from operasure.looks.logs.findings import LineKind
from operasure.looks.logs.ids import IdSighting
from operasure.matching import variants as v

_FAILED_LOGIN = re.compile(
    r"\bFailed login for '|\bAuthentication failed|\bauthentication failure|\bpassword mismatch"
    r"|\buser [^\s:]{1,200}(?:: authentication failure| not found| was not found)"
    r"|\bInvalid login\b|\bOmniAuth authentication failed"
)
_BY_THE_PERSON = re.compile(r"\bOpenProject User: |\bLogging out #")
_SQL = re.compile(
    r"\bSELECT\b[\s\S]{1,4000}?\bFROM\b|\bINSERT INTO\b|\bUPDATE\b[\s\S]{1,2000}?\bSET\b"
    r"|\bDELETE FROM\b|\bslow SQL\b|\[\[\"\w{1,100}\", |^LOG:\s|^STATEMENT:\s|^DETAIL:\s"
)
_JOB = re.compile(
    r"\b(?:Enqueued|Performing|Performed|Retrying|Discarded|Error performing|Failed enqueuing)\b"
    r"[^\n]{0,200}Job\b|\bJob ID: |\bGoodJob\b|\bDelayed::|\[Worker\(|\bexport job\b"
    r"|\bexecute job\b|\bwith arguments: "
)
_JOB_TAGS = ("ActiveJob", "GoodJob", "Worker(")
_MAIL = re.compile(
    r"\b(?:Sent|Delivered|Skipped delivery of|Failed delivery of) mail\b|\bsent email to "
    r"|\bprocessed outbound mail\b|\bNot sending \w+ mail to\b|\bunknown email input: "
    r"|\bcannot be changed for user: |\bcould not re-invite |\bmail for \S"
    r"|\b(?:orig_)?to=<|\bfrom=<|\bRCPT TO:|\bMAIL FROM:"
    r"|^\s{0,8}(?:To|Cc|Bcc|From|Reply-To|Delivered-To|Return-Path|Envelope-To):\s",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"(?:\S{1,255} )?\S{1,255} \S{1,255} (?P<user>\"[^\"\n]{1,200}\"|\S[^\[\n]{0,200}?) "
    r"\[\d\d/[A-Z][a-z]{2}/\d{4}:"
)
_QUOTED = re.compile(r"(?<![\w'])'([^'\s]{1,256})'(?![\w'])")
_LINKS = frozenset({v.LINK})


def kind(
    message: str,
    tags: Sequence[str],
    seen: Collection[str],
    sightings: Collection[IdSighting],
) -> LineKind:
    """The kind of a line: its message and the tags before it, the variants that the matcher saw in
    it, and the ids that were seen."""
    whats = {sighting.what for sighting in sightings}
    if is_failed_login(message):
        return LineKind.FAILED_LOGIN
    if ids.REQUEST in whats or _BY_THE_PERSON.search(message):
        return LineKind.REQUEST
    if ids.SQL in whats or _SQL.search(message):
        return LineKind.SQL
    if any(tag.startswith(_JOB_TAGS) for tag in tags) or _JOB.search(message):
        return LineKind.JOB
    if v.MAIL in seen or _MAIL.search(message):
        return LineKind.MAIL
    if not _LINKS.isdisjoint(seen) and "gid://" not in message:
        return LineKind.PATH
    return LineKind.TEXT


def is_failed_login(message: str) -> bool:
    """Whether a line says that somebody could not log in."""
    return _FAILED_LOGIN.search(message) is not None


def quoted(message: str) -> list[str]:
    """What a message quotes: `Failed login for 'x'`, `User 'x' updated`."""
    return _QUOTED.findall(message)


def remote_user(message: str) -> str | None:
    """The name that a visitor gave to a web server, in a line of an access log; None where there
    is none."""
    match = _ACCESS.match(message)
    user = match["user"].strip('"') if match else "-"
    return None if user in {"-", ""} else user
