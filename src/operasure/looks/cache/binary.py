"""The few commands of memcached's binary protocol that odd keys need.

The text protocol cannot name a key with spaces or other bytes beyond 187 of them (in base64 it
would be longer than 250). Such a key can come only from a client that spoke binary, so the
server does too. Layout: memcached doc/protocol-binary.txt.
"""

import struct

from operasure.looks.cache.connection import Connection
from operasure.looks.cache.faults import went_away

_HEADER = struct.Struct(">BBHBBHIIQ")
_REQUEST, _ANSWER = 0x80, 0x81
_GET, _DELETE = 0x00, 0x04
_OK, _NOT_FOUND = 0, 1


class BinaryReader:
    """Gets and deletes single keys on a connection that speaks nothing but binary from now on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: bytes) -> tuple[int, bytes] | None:
        """Flags and value, or None if the key is gone. Raises Fault."""
        status, extras, value = self._ask(_GET, key)
        if status == _NOT_FOUND:
            return None
        if status != _OK or len(extras) != 4:
            raise went_away("it gave a value")
        return int.from_bytes(extras, "big"), value

    def delete(self, key: bytes) -> bool | None:
        """True if deleted, None if it was gone, False if refused. Raises Fault."""
        status, _, _ = self._ask(_DELETE, key)
        return {_OK: True, _NOT_FOUND: None}.get(status, False)

    def _ask(self, command: int, key: bytes) -> tuple[int, bytes, bytes]:
        header = _HEADER.pack(_REQUEST, command, len(key), 0, 0, 0, len(key), 0, 0)
        self._connection.send(header + key)
        answer = self._connection.exactly(_HEADER.size)
        magic, _, key_length, extras_length, _, status, length, _, _ = _HEADER.unpack(answer)
        body = self._connection.exactly(length) if magic == _ANSWER else b""
        if magic != _ANSWER:
            raise went_away("it answered in binary")
        return status, body[:extras_length], body[extras_length + key_length :]
