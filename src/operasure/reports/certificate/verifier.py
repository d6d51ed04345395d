#!/usr/bin/env python3
"""Check the folder of a certificate of operasure with Python (3.9 or later) and nothing else.

    python3 verifier.py FOLDER FINGERPRINT [FINGERPRINT ...]

FINGERPRINT is "sha256:" and 64 digits: that of the key of each person who must have signed. Take it
from the person, not from the folder. It shares no code with what made the certificate. It checks:

1. statement.json is in its canonical form (RFC 8785) and is a statement of a certificate,
2. every file that it names is as it names it, MANIFEST lists the same, and no other file is there,
3. each signature is over statement.json (Ed25519, RFC 8032) by the key of its name; as many are
   there as the statement asks for; each FINGERPRINT signed, and nobody else.

Not checked: a time stamp (`openssl ts -verify` does that), and whether what people stated is so.
Exit code: 0 all of it is right; 1 with a line for each thing that is wrong; 2 wrong usage.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

STATEMENT, MANIFEST, STAMP = "statement.json", "MANIFEST", "statement.tsr"
KINDS = ("https://in-toto.io/Statement/v1", "urn:operasure:certificate:1", 1)
APART = re.compile(r"[0-9a-f]{16}\.(sig|pub)")
LARGEST_FILE, MOST_FILES, DEEPEST = 512 * 1024 * 1024, 64, 32

# Ed25519 (RFC 8032, 5.1): the points of -x² + y² = 1 + D·x²·y² over the field of P elements. A
# point is (X, Y, Z, T) with x = X/Z, y = Y/Z, x·y = T/Z; L is the order of BASE.
Point = tuple[int, int, int, int]
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def _add(a: Point, b: Point) -> Point:
    """The sum of two points (5.1.4)."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, z, t, y = f - e, h - g, h + g, f + e
    return x * z % P, t * y % P, z * t % P, x * y % P


def _times(number: int, point: Point) -> Point:
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = _add(total, point)
        point, number = _add(point, point), number >> 1
    return total


def _decoded(data: bytes) -> Point | None:
    """The point of 32 bytes, or None where they are none (5.1.3)."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = _decoded((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key: bytes, signature: bytes, data: bytes) -> bool:
    """Whether `signature` (64 bytes) is over `data` by the public key of 32 bytes (5.1.7)."""
    point, s = _decoded(key), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L or point is None or BASE is None:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + data).digest(), "little") % L
    minus = (P - point[0], point[1], 1, P - point[3])
    x, y, z, _ = _add(_times(s, BASE), _times(k, minus))
    x, y = x * pow(z, P - 2, P) % P, y * pow(z, P - 2, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def _der(pem: bytes) -> bytes:
    """A public key as its fingerprint is taken (RFC 8410), from its file; empty if it is none."""
    try:
        der = base64.b64decode(pem[27:87])
    except ValueError:
        return b""
    text = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(der) + b"\n-----END PUBLIC KEY-----\n"
    known = len(der) == 44 and der[:12].hex() == "302a300506032b6570032100"
    return der if known and text == pem else b""


def _canonical(value: Any, depth: int = 0) -> Any:
    """`value` with its members in order (RFC 8785, 3.2.3). ValueError if it has no such form."""
    fraction, large = isinstance(value, float), isinstance(value, int) and abs(value) >= 2**53
    if depth > DEEPEST or fraction or large:
        raise ValueError("nested too deep, or no number of a certificate")
    if isinstance(value, dict):
        order = sorted(value, key=lambda name: str(name).encode("utf-16-be"))
        return {name: _canonical(value[name], depth + 1) for name in order}
    return [_canonical(each, depth + 1) for each in value] if isinstance(value, list) else value


def read(folder: Path) -> Mapping[str, bytes]:
    """Every file by its name. ValueError where something is neither a file nor the folder of the
    evidence."""
    found: dict[str, bytes] = {}
    for path in sorted([*folder.iterdir(), *(folder / "evidence").glob("*")]):
        name = path.relative_to(folder).as_posix()
        if name != "evidence" or path.is_symlink() or not path.is_dir():
            if path.is_symlink() or not path.is_file() or len(found) >= MOST_FILES:
                raise ValueError(f"{name!r} does not belong to a certificate")
            with path.open("rb") as file:
                found[name] = file.read(LARGEST_FILE)
    return found


def _parts(raw: bytes) -> tuple[Mapping[str, str], int, str, str]:
    """Digests by name, how many signatures, the first key, the canonical form."""
    value = json.loads(raw.decode())
    text = json.dumps(_canonical(value), ensure_ascii=False, separators=(",", ":"))
    names = {each["name"]: each["digest"]["sha256"] for each in value["subject"]}
    signatures = value["predicate"]["signatures"]
    required, first = signatures["required"], signatures["first"]
    if (value["_type"], value["predicateType"], value["predicate"]["format"]) != KINDS:
        raise ValueError("another kind of statement")
    if not all(isinstance(text, str) for text in (first, *names, *names.values())):
        raise ValueError("something is no text")
    if not isinstance(required, int) or len(names) < len(value["subject"]):
        raise ValueError("something is no number, or stands twice")
    return names, required, first, text


def problems(files: Mapping[str, bytes], fingerprints: Sequence[str]) -> Iterator[str]:
    """Everything that is wrong, a line each."""
    raw = files.get(STATEMENT, b"")
    try:
        names, required, first, text = _parts(raw)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        yield f"{STATEMENT} is missing or no statement of a certificate: {error!r:.99}"
        return
    if text.encode() != raw:  # so too where a member stands twice
        yield f"{STATEMENT} was altered: it is not in its canonical form"
    yield from _files(files, names)
    signers = set()
    for name in sorted({name[:16] for name in files if APART.fullmatch(name)}):
        key, signature = _der(files.get(f"{name}.pub", b"")), files.get(f"{name}.sig", b"")
        digest = hashlib.sha256(key).hexdigest()
        if not key or not digest.startswith(name):
            yield f"{name}.pub is missing or not the key of that name"
        elif not is_signed(key[12:], signature, raw):
            yield f"{name}.sig is missing or no signature over {STATEMENT}"
        else:
            signers.add(f"sha256:{digest}")
    if len(signers) < required:
        yield f"{len(signers)} of {required} signatures"
    for fingerprint in sorted({first, *fingerprints} - signers):
        yield f"not signed with {fingerprint}"
    for fingerprint in sorted(signers - set(fingerprints)):
        yield f"signed with a key that you did not name: {fingerprint}"


def _files(files: Mapping[str, bytes], names: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(names):
        if name not in files:
            yield f"{name} is missing"
        elif hashlib.sha256(files[name]).hexdigest() != names[name]:
            yield f"{name} was altered"
    lines = "".join(f"{names[name]}  {name}\n" for name in sorted(names) if name != MANIFEST)
    if MANIFEST not in names or files.get(MANIFEST) != lines.encode():
        yield f"{MANIFEST} does not list the files as they are"
    for name in sorted(set(files) - set(names) - {STATEMENT, MANIFEST, STAMP}):
        if not APART.fullmatch(name):
            yield f"{name} does not belong to the certificate"


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    named = [each for each in arguments[1:] if re.fullmatch("sha256:[0-9a-f]{64}", each)]
    if not named or len(named) != len(arguments) - 1:
        print("usage: python3 verifier.py FOLDER FINGERPRINT [FINGERPRINT ...]", file=sys.stderr)
        return 2
    try:
        wrong = list(problems(read(Path(arguments[0])), named))
    except (OSError, ValueError) as error:
        wrong = [str(error)]
    for line in wrong or ["as it was signed"]:
        print(ascii(f"{arguments[0]}: {line}")[1:-1])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
