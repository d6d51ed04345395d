"""The words a mention is described with: which variant was seen, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["certain", "likely", "possible"]
"""`certain`: the full name in any spelling, an email address, a login or an id in a form of
OpenProject's own. `likely`: an initial and the family name, a login as a word, the name in a mail
address. `possible`: the family name or a given name alone, or what may be an ordinary word."""

RANK: dict[Confidence, int] = {"certain": 2, "likely": 1, "possible": 0}

AS_GIVEN = "as given"
FULL_NAME = "full name"
UNACCENTED = "without accents"
TRANSCRIPTION = "transcription"
OTHER_SCRIPT = "other script"
NAME_ORDER = "name order"
GLUED = "glued"
FIELDS = "name fields"
SINGLE_NAME = "single name"
LIST = "list"
NEAR = "near each other"
UNREADABLE = "unreadable letters"
MISSPELT = "misspelt"
RESPELLED = "other transliteration"
HALF_NAME = "half name"
SECOND_GIVEN_NAME = "second given name"
LONGER_NAME = "longer name"
MIDDLE_NAME = "middle name"
INFLECTED = "inflected"
OTHER_NAME = "other second name"
WORDS = "ordinary words"
ONE_WORD = "one word"
HALF_TRANSCRIBED = "perhaps transcribed"
GLUED_INITIAL = "glued initial"
INITIAL = "initial"
FAMILY_NAME = "family name"
HALF_NAME_ALONE = "half family name"
GIVEN_NAME = "given name"
FAMILY_INITIAL = "family initial"
MAIL = "mail"
MAIL_NAME = "mail name"
GRAVATAR = "gravatar"
LOGIN = "login"
LOGIN_MENTION = "@login"
LOGIN_FORM = "user:login"
MENTION_TAG = "mention tag"
USER_ID = "user#id"
LINK = "link"

ALL = (
    MENTION_TAG, USER_ID, LINK, MAIL, LOGIN_FORM, LOGIN_MENTION, LOGIN, GRAVATAR, FULL_NAME,
    UNACCENTED, TRANSCRIPTION, OTHER_SCRIPT, NAME_ORDER, GLUED, FIELDS, AS_GIVEN, SINGLE_NAME,
    MAIL_NAME, LIST, NEAR, MISSPELT, RESPELLED,
    LONGER_NAME, HALF_NAME, SECOND_GIVEN_NAME, MIDDLE_NAME,
    OTHER_NAME, WORDS, ONE_WORD, HALF_TRANSCRIBED, INFLECTED, INITIAL, GLUED_INITIAL, FAMILY_NAME,
    HALF_NAME_ALONE, GIVEN_NAME, FAMILY_INITIAL, UNREADABLE,
)  # fmt: skip
"""Every variant there is, the more telling first where one place shows several."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something found in a reading of a text, in offsets of that reading."""

    start: int
    end: int
    variant: str
    confidence: Confidence
