"""The values of an evidence document: numbers, moments, digests and words."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from operasure.core.model import Expected, Result, Verdict
from operasure.core.typed import ROW, Is

Count = Annotated[int, Is(minimum=0)]
Positive = Annotated[int, Is(minimum=1)]
Id = Positive
RowKey = Annotated[int | str, ROW]
_MOMENT = Is("a moment in UTC", pattern=r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment=True)
Moment = Annotated[str, _MOMENT]
Instant = Annotated[datetime, _MOMENT]
"""The same before it is written."""
LocalMoment = Annotated[
    str, Is("a moment", pattern=r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?", moment=True)
]
Day = Annotated[str, Is("a day", day=True)]
Digest = Annotated[str, Is("a digest", pattern=r"sha256:[0-9a-f]{64}")]
Keyed = Annotated[str, Is("a digest", pattern=r"hmac-sha256:[0-9a-f]{64}")]
ShortId = Annotated[str, Is(pattern=r"[0-9a-f]{32}")]
GroupCode = Annotated[str, Is("the code of a group", pattern=r"[a-z]{2}-\d\d")]
VerdictWord = Annotated[str, Is("a verdict", words=tuple(Verdict))]
Outcome = Annotated[str, Is("an outcome", words=tuple(Result))]
FoundOutcome = Annotated[str, Is("an outcome", words=("leftover", "retained", "accepted"))]
Expectation = Annotated[str, Is(words=tuple(Expected))]
Confidence = Annotated[str, Is(words=("certain", "likely", "possible"))]
State = Annotated[str, Is(known="looks.snapshot.followup:State")]
Area = Annotated[
    str,
    Is(
        words=(
            "master data",
            "assignments",
            "change history",
            "ids in texts",
            "texts",
            "traces",
            "unknown columns",
            "declared columns",
            "files",
        )
    ),
]
Script = Annotated[
    str, Is("a writing system that this version knows", known="matching.unsought:SCRIPTS")
]
Language = Annotated[
    str, Is("a language that this version knows", known="matching.unsought:LANGUAGES")
]
FileKind = Annotated[str, Is("a kind of file that this version knows", known="core.keeping:KINDS")]
SystemKey = Annotated[
    str,
    Is(
        "a kind of system that this version knows",
        pattern=r"[a-z_]+",
        known="looks.systems.kinds:kinds",
    ),
]
