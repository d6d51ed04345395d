"""What a sample showed to be missed, as cases for the matcher: for each the words that name the
person, as the reviewer marked or typed them, and nothing of the text around.

A group of cases holds the arguments of `find-mentions` and the cases with what is expected of each.
The arguments name the person: before the file is given to anybody, an invented person takes the
place of the real one.
"""

from __future__ import annotations

import json

from operasure.core import keeping
from operasure.looks.mentions.find import Findings
from operasure.matching.identity import Identity


def render(findings: Findings) -> str:
    """The file; a miss of which nobody gave the words is left out."""
    found = findings.sample.misses() if findings.sample else []
    cases = [
        {"id": mark.id, "text": mark.passage, "expect": "found"}
        for mark in found
        if mark.passage.strip()
    ]
    group = {
        **keeping.preamble("work list", findings.delete_after),
        "args": arguments(findings.identity),
        "cases": cases,
    }
    return json.dumps({"missed": group}, ensure_ascii=False, indent=1) + "\n"


def arguments(identity: Identity) -> list[str]:
    """The arguments by which the person was looked for."""
    given = (
        *(("--name", str(name)) for name in (*identity.exact, *identity.names)),
        *(("--login", login) for login in identity.logins),
        *(("--mail", mail) for mail in identity.mails),
        *(("--user-id", str(user_id)) for user_id in identity.user_ids),
    )
    return [word for pair in given for word in pair]
