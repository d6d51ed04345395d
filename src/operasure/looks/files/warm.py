"""Imported once by the process that others are forked from: each of them then begins with the
matcher's tables made and shares their memory."""

from operasure.matching.identity import Identity
from operasure.matching.seek import Seeker

for _ in Seeker(Identity.of(["Anna Müller"], ["anna"], ["a@example.org"])).find(
    b"Anna", structured=False
):
    pass
