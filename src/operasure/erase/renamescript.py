"""The part of the files script that renames files, and asks the database for their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from operasure.core import psql
from operasure.database.naming import literal
from operasure.database.reader import quoted
from operasure.erase import sql
from operasure.erase.model import PlanHead
from operasure.erase.renames import Rename
from operasure.erase.tables import as_text, digest, source

_BEGINNING = """
# Of two names of a file, each with why it is not the file: give it both.
both() {
  if [ -z "$2" ] && [ -z "$4" ]; then :
  elif [ -z "$2" ]; then second "$1" "$3" "$4"
  elif [ -z "$4" ]; then second "$3" "$1" "$2"
  else echo "$2"
  fi
}

# Give a file a second name, if nothing stands there.
second() {
  if [ "$3" != gone ]; then echo "something else has the other name: $3"
  elif [ "$mode" = commit ]; then
    ln "./$1" "./$2" 2>/dev/null || copy "$1" "$2" 2>/dev/null ||
      echo "no permission to give it a second name"
  fi
}

# Where a file system gives no file two names.
copy() {
  rm -f ./.operasure-copy
  if cp -p "./$1" ./.operasure-copy && mv ./.operasure-copy "./$2"; then return 0; fi
  rm -f ./.operasure-copy
  return 1
}

# The name that stays and the one that goes, each with why it is not the file.
only() {
  if [ -n "$2" ]; then echo "under the name of its row: $2"
  elif [ "$4" = gone ]; then :
  elif [ -n "$4" ]; then echo "under its other name: $4"
  else rm -f -- "./$3" 2>/dev/null || echo "no permission to remove it"
  fi
}

# Number, folder, old and new name, size, digest, the digests of both names, how it is shown.
rename() {
  now=
  if [ "$mode" = finish ]; then IFS= read -r now <&3 || now=missing; fi
  why=$(
    enter "$2" || exit 0
    old=$(reason "$3" "$5" "$6") || old="not to be read"
    new=$(reason "$4" "$5" "$6") || new="not to be read"
    case $now in
      "") both "$3" "$old" "$4" "$new" ;;
      "$7") only "$3" "$old" "$4" "$new" ;;
      "$8") only "$4" "$new" "$3" "$old" ;;
      none) echo "its row is gone" ;;
      *) echo "its row has another name by now" ;;
    esac
  ) || why="not to be looked at"
  if [ -n "$why" ]; then leave "$1" "$9" "$why"; else named=$((named + 1)); fi
}

# What the database says of each: the digest of the name that the row has.
if [ "$mode" = finish ]; then
  if ! command -v psql >/dev/null; then
    echo "finish asks the database with psql: run it where psql is." >&2
    exit 2
  fi
  rows=$(psql -X -q -A -t -v ON_ERROR_STOP=1 -d "${2-}" <<'END_OF_SQL'
%s
END_OF_SQL
  ) || { echo "The database gave no answer: nothing was changed." >&2; exit 2; }
  if [ "${rows%%%%"$feed"*}" != t ]; then
    echo "This is not the database that the plan was made for: nothing was changed." >&2
    exit 2
  fi
  rows=${rows#*"$feed"}
  exec 3<<END_OF_ROWS
$rows
END_OF_ROWS
fi
"""


def beginning(renames: Iterable[Rename], head: PlanHead) -> str:
    """The functions, and for `finish` the question to the database; builds on the functions of
    filescript.py."""
    return _BEGINNING % "\n".join(map(psql.one_line, _questions(renames, head)))


def call(number: int, rename: Rename) -> str:
    """Deal with one file; folder and names are in variables. The folder names nobody."""
    return (
        f'rename {number} "$folder" "$name" "$new" {rename.size} {rename.sha256} '
        f"{rename.was} {rename.becomes} {rename.folder.decode()}"
    )


def _questions(renames: Iterable[Rename], head: PlanHead) -> Iterator[str]:
    """What `finish` asks, an answer on a line: whether it is the database of the plan, then for
    each row the digest of the name that it has."""
    yield "SET search_path = pg_catalog;"
    yield "SET standard_conforming_strings = on;"
    yield "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
    yield f"SELECT {sql.identity(head.schema)} = {literal(head.identity)};"
    for each in renames:
        step = each.step
        key = f"CAST({literal(each.key)} AS {step.key_type})"
        yield (
            f"SELECT coalesce((SELECT {digest(as_text(quoted(step.column), step.type))} FROM "
            f"{source((step.schema, step.table))} WHERE {quoted(step.key)} = {key}), 'none');"
        )
    yield "ROLLBACK;"
