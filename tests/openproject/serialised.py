"""Ids of a person inside YAML and JSON cells: found by structure, replaced in place.

JSON is read as YAML, of which it is a part; tags are ignored and nothing is constructed, so
Ruby's own tags of old releases do no harm.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from openproject.truth import Encoding

PERSON_KEYS = frozenset(
    "assigned_to_id assigned_to author_id author responsible_id responsible watcher_id watcher "
    "assignee_or_group assigneeorgroup assignee shared_with_user sharedwithuser userid authorid "
    "assignedtoid responsibleid loggedbyid notify principal user_id recipient_id sender_id "
    "actor_id github_user_id gitlab_user_id logged_by_id reviewer_ids".split()
)
FIELD_KEY = re.compile(r"(?:cf_|custom_field_|customfield)(\d+)")
NAME_KEYS = frozenset({"attribute", "n"})
VALUE_KEYS = frozenset({"values", "v"})
RAW_ARGUMENT_JOBS = frozenset(
    {"Mails::ReminderJob", "Mails::DeliverJob", "DeleteUserJob", "Notifications::ReminderJob"}
)
OWNERS = frozenset({"Principal", "User"})

# The same parser in C, where PyYAML was built with it; its places of nodes are the same too.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Subject:
    """Whose id is searched, which custom fields hold users, and what to write instead."""

    id: int
    user_fields: frozenset[int]
    successor: int
    extra_keys: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """One id of the person at [start, end) of a cell's text, and the text to put there."""

    encoding: Encoding
    detail: str
    start: int
    end: int
    replacement: str


def hits(text: str, subject: Subject) -> tuple[Hit, ...]:
    """Return the person's ids in a serialised cell, in their order; none if it is no YAML."""
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return ()
    found = _Search(text, subject).walk(root, None) if root else iter(())
    return tuple(sorted(found, key=lambda hit: hit.start))


def replaced(text: str, found: tuple[Hit, ...]) -> str:
    """Return the cell's text with every hit replaced."""
    for hit in sorted(found, key=lambda hit: hit.start, reverse=True):
        text = text[: hit.start] + hit.replacement + text[hit.end :]
    return text


class _Search:
    def __init__(self, text: str, subject: Subject) -> None:
        self._text = text
        self._subject = subject
        self._digits = re.compile(rf"(?<!\d){subject.id}(?!\d)")
        self._gid = re.compile(rf"gid://[\w-]+/(?:User|Principal|DeletedUser)/{subject.id}")
        self._href = re.compile(rf"(?:/[\w-]+)*/api/v3/users/{subject.id}")

    def walk(self, node: yaml.Node, person: str | None) -> Iterator[Hit]:
        """Walk below `node`; `person` is the key above it that makes its numbers persons."""
        match node:
            case yaml.MappingNode():
                yield from self._mapping(node, person)
            case yaml.SequenceNode(value=[yaml.ScalarNode(value=str(name)), second]) if self._key(
                name
            ) and not isinstance(second, yaml.ScalarNode):
                yield from self.walk(second, self._key(name))
            case yaml.SequenceNode():
                for item in node.value:
                    yield from self.walk(item, person)
            case yaml.ScalarNode():
                yield from self._scalar(node, person)

    def _mapping(self, node: yaml.MappingNode, person: str | None) -> Iterator[Hit]:
        plain = {
            str(key.value): value for key, value in node.value if isinstance(key, yaml.ScalarNode)
        }
        named = next((self._key(str(plain[k].value)) for k in NAME_KEYS if k in plain), None)
        raw_job = _scalar_of(plain.get("job_class")) in RAW_ARGUMENT_JOBS
        owner = _scalar_of(plain.get("container_type")) in OWNERS
        for name, value in plain.items():
            if named and name in VALUE_KEYS:
                yield from self.walk(value, named)
            elif raw_job and name == "arguments" and isinstance(value, yaml.SequenceNode):
                yield from self._arguments(value)
            elif owner and name == "container_id":
                yield from self.walk(value, name)
            else:
                yield from self.walk(value, self._key(name) or person)

    def _arguments(self, node: yaml.SequenceNode) -> Iterator[Hit]:
        for item in node.value:
            person = "arguments" if isinstance(item, yaml.ScalarNode) else None
            yield from self.walk(item, person)

    def _scalar(self, node: yaml.ScalarNode, person: str | None) -> Iterator[Hit]:
        value = str(node.value)
        start, end = node.start_mark.index, node.end_mark.index
        source = self._text[start:end]
        if person and value == str(self._subject.id):
            encoding = Encoding.JSON if self._text.lstrip()[:1] in "[{" else Encoding.YAML
            yield self._hit(encoding, person, start, source)
        elif self._gid.fullmatch(value):
            yield self._hit(Encoding.GLOBAL_ID, "", start, source)
        elif self._href.fullmatch(value):
            yield self._hit(Encoding.JSON, "href", start, source)
        elif value[:1] in ("{", "[") and node.style in ("'", '"'):
            yield from self._nested(value, start, end)

    def _nested(self, value: str, start: int, end: int) -> Iterator[Hit]:
        inner = hits(value, self._subject)
        if inner:
            text = "'" + replaced(value, inner).replace("'", "''") + "'"
            yield Hit(inner[0].encoding, inner[0].detail, start, end, text)

    def _hit(self, encoding: Encoding, detail: str, start: int, source: str) -> Hit:
        new = self._digits.sub(str(self._subject.successor), source)
        return Hit(encoding, detail, start, start + len(source), new)

    def _key(self, name: str) -> str | None:
        key = name.lstrip(":").lower()
        field = FIELD_KEY.fullmatch(key)
        if field:
            return key if int(field[1]) in self._subject.user_fields else None
        return key if key in PERSON_KEYS or key in self._subject.extra_keys else None


def _scalar_of(node: yaml.Node | None) -> str | None:
    match node:
        case yaml.ScalarNode():
            return str(node.value)
        case yaml.SequenceNode(value=[yaml.ScalarNode(value=str(first)), *_]):
            return first
    return None
