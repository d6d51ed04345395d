"""Cutting a passage out of a stored value, and nothing beside it.

`passages.spans` says what of a value is to go, `cut` takes it out. What can't be cut safely raises
NotCut with the reason. Pure functions: text in, text out.
"""

from operasure.removal.cutting.cut import cut
from operasure.removal.cutting.edits import Form, NotCut, Span
from operasure.removal.cutting.passages import Successor, spans

__all__ = ["Form", "NotCut", "Span", "Successor", "cut", "spans"]
