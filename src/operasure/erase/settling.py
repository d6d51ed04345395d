"""What of the wishes can be: room is made, what belongs to others or is worked with stays, and what
goes with the rows that go is taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from operasure.erase import hanging, sparing
from operasure.erase.hanging import Deletes
from operasure.erase.model import (
    Left,
)
from operasure.erase.sparing import OtherRows, Working
from operasure.erase.tables import Name, Reference
from operasure.erase.wishes import Wishes


@dataclass
class Settling:
    """Takes from the wishes what has to stay, and adds what has to go along."""

    wishes: Wishes
    others: OtherRows
    working: Working

    def settle(self) -> list[tuple[Reference, str]]:
        """Settle all of it. Gives the references that are emptied, each with the key of the row
        that they point to. May raise psycopg.Error."""
        self._make_room()
        self._spare_working()
        self._spare_others()
        return self._spread()

    def _make_room(self) -> None:
        """Rows that may not stand beside one of the Deleted user's own go instead."""
        for (name, column), settings in self.wishes.sets.items():
            key, _ = self.wishes.tables.key(name)
            for check, value, keys in settings:
                if value is not None:
                    found = hanging.taken(
                        self.wishes.reader, self.wishes.tables, name, key, column, value, keys
                    )
                    self.wishes.delete(name, check, found)

    def _spare_working(self) -> None:
        """Leave the values on which OpenProject works, but for those that were named."""
        for (name, column), wishes in self.wishes.edits.items():
            for key in self._unnamed(name, column, list(wishes)):
                del wishes[key]
        for (name, column), settings in self.wishes.sets.items():
            for _, _, keys in settings:
                for key in self._unnamed(name, column, keys):
                    keys.remove(key)
        for label in sorted(self.working.named - self.working.used):
            self.wishes.leave(label, 0, "--settings names it, but the plan changes nothing there")

    def _unnamed(self, name: Name, column: str, keys: list[str]) -> list[str]:
        advice = self.working.advice(name, column)
        if advice is None or not keys:
            return []
        labels = self.working.labels(name, column, keys)
        found = [
            key for key, label in labels.items() if not self.working.allows(name, column, label)
        ]
        self.wishes.left += (Left(labels[key], 1, advice, works=True) for key in found)
        return found

    def _spare_others(self) -> None:
        """Leave what belongs to another account."""
        for (name, column), wishes in self.wishes.edits.items():
            found = self.others.of(name, wishes.keys())
            by_check: dict[str, dict[str, int]] = {}
            for key, account in found.items():
                by_check.setdefault(wishes.pop(key).check.id, {})[key] = account
            for check, rows in by_check.items():
                self._refuse(check, f"{name[1]}.{column}", rows)
        for (name, column), settings in self.wishes.sets.items():
            for check_, _, keys in settings:
                found = self.others.of(name, keys)
                keys[:] = [key for key in keys if key not in found]
                self._refuse(check_.id, f"{name[1]}.{column}", found)
        for name, rows_ in self.wishes.deletes.items():
            self._keep(name, self.others.of(name, rows_.keys()))

    def _refuse(self, check: str, place: str, found: Mapping[str, int]) -> None:
        if found:
            self.wishes.leave(check, len(found), sparing.refused(place, found))

    def _keep(self, name: Name, found: Mapping[str, int]) -> None:
        """Take rows from those that go."""
        by_check: dict[str, dict[str, int]] = {}
        for key, account in found.items():
            by_check.setdefault(self.wishes.deletes[name].pop(key).id, {})[key] = account
        for check, rows in by_check.items():
            self._refuse(check, name[1], rows)

    def _spread(self) -> list[tuple[Reference, str]]:
        """Take in what goes with the rows that go. A row that another account's would go with, or
        would lose its place by, stays."""
        while True:
            deletes: Deletes = {name: dict(keys) for name, keys in self.wishes.deletes.items()}
            parents: hanging.Parents = {}
            emptied = list(hanging.spread(self.wishes.reader, self.wishes.tables, deletes, parents))
            kept: set[tuple[Name, str]] = set()
            for name, rows in deletes.items():
                for key in self.others.of(name, rows.keys()):
                    kept.add(_root((name, key), parents))
            for above, reference, parent in emptied:
                if self.others.of(
                    reference.child,
                    hanging.pointing(self.wishes.reader, self.wishes.tables, reference, parent),
                ):
                    kept.add(_root((above, parent), parents))
            blocked = [
                (name, key) for name, key in kept if key in self.wishes.deletes.get(name, {})
            ]
            if not blocked:
                loose = [(name, key) for name, key in kept if key in deletes.get(name, {})]
                for name, key in loose:
                    del deletes[name][key]
                self.wishes.deletes = deletes
                return [(reference, parent) for _, reference, parent in emptied]
            for name, key in blocked:
                check = self.wishes.deletes[name].pop(key)
                self.wishes.leave(
                    check.id, 1, f"another account's own data depends on {name[1]} {key}"
                )


def _root(row: tuple[Name, str], parents: hanging.Parents) -> tuple[Name, str]:
    """The row that another goes with in the end."""
    while row in parents:
        row = parents[row]
    return row
