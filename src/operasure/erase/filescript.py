"""The stored files of a plan as one shell script: a dry run unless told to commit.

A file that is renamed has both names for a while, the old one and the new one, since its row can't
change at the same moment: whichever the row has, OpenProject finds the file. In the end the
database says which name stays, so that the same two steps lead forward and back (renamescript.py).

It steps into the folder of each file and asks the system where it is then (XCU, cd -P and pwd -P),
so that a link anywhere on the way, also one that appears later, leads to nothing being touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from itertools import count

from operasure.core import keeping
from operasure.core.errors import UsageError
from operasure.erase import renamescript
from operasure.erase.model import PlanHead
from operasure.erase.orphans import ELSEWHERE, Orphan
from operasure.erase.renames import Rename

KIND = "script for files"

_HEAD = """\
#!/bin/sh
# {preamble}
#
# Removes files that no row of OpenProject's database explains, and renames files whose name names
# the person, as `operasure plan` wrote it from what was seen {moment}.
# Read it before you run it, as a user who may change these files:
#   sh SCRIPT                says what would be done, and changes nothing
#   sh SCRIPT commit         removes files, and gives those to be renamed their new name beside the
#                            old one, so that OpenProject finds them under both
#   sh SCRIPT finish [URL]   after `operasure erase`, or its undo: asks the database with psql which
#                            of both names each file's row has, and removes the other
# A file that is not of the size and content that were seen is named and left alone; so is all that
# lies behind a symbolic link. Nothing outside of the directory below is touched.
set -eu
LC_ALL=C
export LC_ALL
unset CDPATH
mode=dry
case $#:${{1-}} in
  0:) ;;
  1:commit) mode=commit ;;
  1:finish | 2:finish) mode=finish ;;
  *) echo "usage: sh SCRIPT [commit | finish [URL]]" >&2; exit 2 ;;
esac
if [ "$(date -u +%Y%m%d)" -gt {day} ]; then
  echo "This script is too old: make a new plan. Delete this file." >&2
  exit 2
fi
if command -v sha256sum >/dev/null; then
  digest() {{ sha256sum; }}
elif command -v shasum >/dev/null; then
  digest() {{ shasum -a 256; }}
else
  digest() {{ openssl dgst -sha256 -r; }}
fi
# The path of the folder that we are in, with a letter behind it, since $(...) drops line feeds.
here() {{ pwd -P && printf x; }}
feed='
'
{root}
if ! cd -P -- "$root" || [ "$(here)" != "$root${{feed}}x" ]; then
  echo "The directory is not there any more: make a new plan." >&2
  exit 2
fi
removed=0
bytes=0
named=0
left=0

# Step into a folder below the root, or say why not.
enter() {{
  if ! cd -P -- "$root$1" 2>/dev/null; then echo "its folder is gone"; return 1; fi
  if [ "$(here)" != "$root$1${{feed}}x" ]; then echo "behind a symbolic link"; return 1; fi
}}

# In a folder below the root: why a file (name, size, digest) must stay, or nothing.
reason() {{
  if [ -L "./$1" ]; then echo "a symbolic link"
  elif [ ! -e "./$1" ]; then echo "gone"
  elif [ ! -f "./$1" ]; then echo "no file any more"
  elif [ ! -r "./$1" ]; then echo "no permission to read it"
  elif [ "$(wc -c <"./$1")" -ne "$2" ]; then echo "of another size"
  elif sum=$(digest <"./$1") && [ "${{sum%% *}}" = "$3" ]; then :
  else echo "of another content"
  fi
}}

# Number, how it is shown, and why it is left alone.
leave() {{
  left=$((left + 1))
  echo "left alone: file $1 of this script ($2): $3"
}}

# Number, folder (with a slash before it, or nothing), name, size, digest, and how it is shown.
file() {{
  [ "$mode" != finish ] || return 0
  why=$(
    enter "$2" || exit 0
    why=$(reason "$3" "$4" "$5") || why="not to be read"
    if [ -n "$why" ]; then echo "$why"
    elif [ "$mode" = commit ]; then
      rm -f -- "./$3" 2>/dev/null || echo "no permission to remove it"
    fi
  ) || why="not to be looked at"
  if [ -n "$why" ]; then
    leave "$1" "$6" "$why"
  else
    removed=$((removed + 1))
    bytes=$((bytes + $4))
  fi
}}
"""
_END = """
case $mode in
  commit)
    echo "$removed files removed ($bytes bytes), $left left alone."%(committed)s
    echo "%(afterwards)s" ;;
  finish)
    echo "$named files have the name of their row alone, $left left alone."
    echo "Now run operasure files again." ;;
  *)
    echo "$removed files would be removed ($bytes bytes), $left left alone."%(dry)s
    echo "Nothing was changed. Run again with the word: commit" ;;
esac
[ "$left" -eq 0 ] || exit 3
"""


def lines(
    root: bytes, orphans: Iterable[Orphan], renames: Sequence[Rename], head: PlanHead
) -> Iterator[str]:
    """The script, piece by piece, for the files below `root` (a path without links).

    Raises UsageError for the root of the whole system.
    """
    if root.strip(b"/") == b"":
        raise UsageError("--attachments-dir / is not a directory of OpenProject's own")
    yield _HEAD.format(
        preamble=json.dumps(keeping.preamble(KIND, head.delete_after)),
        moment=f"{head.moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        day=f"{head.delete_after:%Y%m%d}",
        root=assigned("root", root),
    )
    numbers = count(1)
    for each, number in zip(orphans, numbers, strict=False):
        folder, slash, name = each.key.rpartition(b"/")
        yield f"\n{assigned('folder', slash + folder)}\n{assigned('name', name)}\n"
        shown = each.folder or ELSEWHERE
        yield f'file {number} "$folder" "$name" {each.size} {each.sha256} {quoted(shown)}\n'
    if renames:
        yield renamescript.beginning(renames, head)
    for rename, number in zip(renames, numbers, strict=False):
        yield f"\n{assigned('folder', b'/' + rename.folder)}\n{assigned('name', rename.old)}\n"
        yield f"{assigned('new', rename.new)}\n{renamescript.call(number, rename)}\n"
    yield _END % (_RENAMED if renames else _NOT_RENAMED)


_NOT_RENAMED = {"committed": "", "dry": "", "afterwards": "Now run operasure files again."}
_RENAMED = {
    "committed": '\n    echo "$named files have both names."',
    "dry": '\n    echo "$named files would have both names."',
    "afterwards": "Now run operasure erase, then this script again with the word: finish",
}


def assigned(variable: str, value: bytes) -> str:
    """Give a variable any bytes, in characters that can be shown on a terminal.

    What can't be shown is written in octal for `printf %b` (XCU, printf), with a letter behind it,
    since a line feed at the end would be lost.
    """
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = "\n"
    if text == "" or text.isprintable():
        return f"{variable}={quoted(text)}"
    plain = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b"\\'" else f"\\0{byte:03o}"
        for byte in value
    )
    return f"{variable}=$(printf '%b' '{plain}x'); {variable}=${{{variable}%x}}"


def quoted(text: str) -> str:
    """A word of the shell that means exactly this text."""
    return "'" + text.replace("'", "'\\''") + "'"
