"""Sessions as the table `sessions` holds them: Base64 of Ruby Marshal, written and searched."""

import base64
import re
from collections.abc import Mapping

from operasure.core.marshal import MarshalWriter, decoded, fixnum

LINE = 60  # Base64.encode64 of Ruby breaks its lines here.


def session_data(values: Mapping[str, object]) -> str:
    """Return a session as the table `sessions` holds it: Base64 of Marshal, in lines of 60."""
    raw = base64.b64encode(b"\x04\x08" + MarshalWriter().value(values)).decode()
    lines = (raw[start : start + LINE] for start in range(0, len(raw), LINE))
    return "".join(f"{line}\n" for line in lines)


def names_user(data: str, user_id: int) -> bool:
    """Whether a session's `user_id` is that of the user."""
    pattern = rb"user_id\x06(?::\x06E|;.)[TF]i" + re.escape(fixnum(user_id))
    return re.search(pattern, decoded(data), re.DOTALL) is not None
