"""OpenProject's rewriting of mentions: its patterns, and the text that they destroy.

Since 12.2 a deletion rewrites `<mention …>` tags and `user#…` in the texts that it knows. Its tag
pattern takes everything from the first tag of a text to the last end of one, whoever is mentioned
there, and login and mail stand in its patterns unescaped
(app/services/users/replace_mentions_service.rb:130-204 of OpenProject 17.1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from operasure.core.model import Column
from operasure.database.catalogue import Catalogue
from operasure.looks.snapshot.texts import others

SINCE_REWRITING = Column("paper_trail_audits", "id")
"""Audit copies came with the same release, 12.2, as the rewriting of mentions."""
LONGEST_PASSAGE = 20_000
"""Characters of a passage that a snapshot keeps."""


@dataclass(frozen=True)
class Rewriting:
    """The patterns for one principal, as the service puts them together."""

    user_id: int
    group: bool
    login: str
    mail: str
    successor: int

    @property
    def similar_to(self) -> str:
        """Which texts are rewritten (`SIMILAR TO`)."""
        tag = f'<mention_*data-id="{self.user_id}"_*</mention>'
        return rf"_*(({tag})|({self._form(self.mail, self.login)}))_*"

    @property
    def signs(self) -> str:
        """What each of these texts has, as a regular expression; of a login or mail that takes the
        pattern apart nothing is known."""
        return "" if re.search(r"[][()|]", self.login + self.mail) else "[<#]"

    @property
    def tag_pattern(self) -> str:
        """What becomes a mention of the Deleted user."""
        return f'<mention.+data-id="{self.user_id}".+</mention>'

    @property
    def hash_pattern(self) -> str:
        """What becomes `user#…` of the Deleted user."""
        return self._form(self.login, self.mail)

    def _form(self, *names: str) -> str:
        if self.group:
            return rf"group#{self.user_id}\s"
        first, second = map(like_escaped, names)
        return rf'user#(({self.user_id})|("{first}")|("{second}"))\s'

    @property
    def parameters(self) -> Mapping[str, object]:
        """What `preflight/rewriting.sql` is bound with, besides the texts."""
        return {
            "tag_pattern": self.tag_pattern,
            "hash_pattern": self.hash_pattern,
            "value_1": f'<mention class="mention" data-id="{self.successor}" data-type="user" '
            'data-text="@Deleted user">@Deleted user</mention>',
            "value_2": f"user#{self.successor} ",
        }


def like_escaped(text: str) -> str:
    """What Rails makes of a text for LIKE: `%`, `_` and the backslash are escaped, nothing else."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def rewrites(catalogue: Catalogue) -> bool:
    """Whether this installation's release rewrites mentions at all."""
    return catalogue.has(SINCE_REWRITING)


def lost(text: str, user_id: int) -> tuple[str, ...]:
    """What the tag pattern takes from a text besides the person's own mentions."""
    span = re.search(rf'<mention.+data-id="{user_id}".+</mention>', text, re.DOTALL)
    passages = others(span[0], user_id) if span else []
    return tuple(passage[:LONGEST_PASSAGE] for passage in passages)
