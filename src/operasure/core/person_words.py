"""Words that say that a column, or a key in JSON, YAML and XML, contains a person.

English ones, and those that German and French authors of plugins write. A word that as often means
something else (host, client, agent, operator, account) is none of them.
"""

from __future__ import annotations

import re
from functools import cache

_WORDS = (
    # English
    "user|usr|author|owner|creator|person|people|employee|member|principal|assignee|assigned_to|"
    "responsible|accountable|actor|recipient|receiver|addressee|sender|uploader|reviewer|approver|"
    "watcher|participant|attendee|invitee|inviter|presenter|editor|modifier|updater|manager|"
    "supervisor|contact|customer|lead|leader|deputy|substitute|signatory|signer|sharer|delegate|"
    "coordinator|organi[sz]er|moderator|follower|subscriber|submitter|requester|requestor|reporter|"
    "commenter|voter|tester|developer|trainer|coach|mentor|tutor|teacher|student|staff|worker|"
    "teammate|colleague|stakeholder|sponsor|chairman|chairperson|secretary|administrator|admin|"
    "guest|visitor|applicant|candidate|inspector|auditor|verifier|planner|buyer|"
    # German
    "benutzer|nutzer|anwender|autor|verfasser|besitzer|eigent(?:ue|ü)mer|ersteller|bearbeiter|"
    "mitarbeiter|mitglied(?:er)?|verantwortliche?[rn]?|zust(?:ae|ä)ndiger?|leiter|(?:stell)?vertreter|"
    "pr(?:ue|ü)fer|genehmiger|freigeber|empf(?:ae|ä)nger|absender|teilnehmer|ansprechpartner|"
    "vorgesetzter?|sachbearbeiter|melder|beobachter|kunde|"
    # French
    "utilisateur|auteur|propri(?:e|é)taire|cr(?:e|é)ateur|membre|responsable|employ(?:e|é)e?|"
    "salari(?:e|é)e?|destinataire|exp(?:e|é)diteur|approbateur|validateur|relecteur|gestionnaire|"
    "suppl(?:e|é)ant|observateur|assign(?:e|é)e?|r(?:e|é)dacteur|signataire"
)
_NOT_BY = (
    "sort|sorted|group|grouped|order|ordered|filter|filtered|divided|multiplied|caused|blocked|"
    "follow|followed|preceded|duplicated|included|required|limited|increment|incremented|stand"
)
"""What stands before `_by` where no person does: relations of work packages, orders and sums."""
_SUFFIX = "(?:in(?:nen)?|n|s|es)?(?:[_-]?(?:[iI]ds?|keys?))?"
"""The plural, a German woman's form, and what says that the number of it is meant."""

WORDS = f"(?:{_WORDS})"
# What must not stand before is looked for last: to look back costs as much as the text is long.
_BY = rf"\w[_-]by(?<!(?:^|_|\W)(?:{_NOT_BY})[_-]by)(?:[_-]ids?)?"
CLASSES = rf"(^|::|_)(\w*user|group|service_?account|account|{WORDS})s?$"
"""Classes of what a number means, where a type beside it (`X_type` of `X_id`) says it."""
_PERSONAL = re.compile(CLASSES, re.IGNORECASE)
_CLASS = re.compile("[A-Z]|::")
_COLUMN = re.compile(
    rf"(^|_)(?:{_WORDS}){_SUFFIX}$|(^|_)uids?$|whodunnit|logged_by|"
    rf"(?<![a-z])(?!(?:\w+_)?(?:{_NOT_BY})_by)\w+_by(_ids?)?$"
)


def is_like_user(name: str) -> bool:
    """Whether a column or a key of this name says that a person stands there."""
    # Names in camel case are compared as those with underscores.
    return bool(_COLUMN.search(re.sub(r"(?<=[a-z\d])(?=[A-Z])", "_", name).lower()))


def is_of_another(type_: str) -> bool:
    """Whether a type that stands beside an id says that the id is no person's: a class, and not one
    of persons. `internal` is no class, and says nothing."""
    return bool(_CLASS.search(type_)) and not _PERSONAL.search(type_)


def _titled(words: str) -> str:
    """The words as they begin within a name in camel case."""
    parts = re.split(r"\|(?![^(]*\))", words)
    return "|".join(part[0].upper() + part[1:] if part[0].isalpha() else part for part in parts)


@cache
def key(end: str = r"(?![\w-])") -> str:
    """A regular expression of PostgreSQL (with regard to case) for such a key, without quotes."""
    snake = rf"(?:\m|_|-)(?:{_WORDS}){_SUFFIX}"
    camel = (
        rf"(?:\m|[a-z\d])(?:{_titled(_WORDS)})(?:in(?:nen)?|n|s|es)?"
        r"(?:[_-]?(?:[iI]ds?|IDs?|Keys?|keys?))?"
    )
    upper = rf"(?:\m|_)(?:{_WORDS.upper()})S?(?:_IDS?)?"
    by = rf"{_BY}|[a-z]{{2}}By(?:Ids?)?"
    return rf"(?:{snake}|{camel}|{upper}|{by}|\muids?|\mwhodunnit){end}"
