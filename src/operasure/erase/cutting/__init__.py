"""Removes a passage from a stored value and changes nothing else.

`spans` says what of a value is to go, `cut` takes it out, `revealed` looks at what came of it;
`take_out` and `replace_id` are for ids in saved values, `differing` says what filters became. What
can't be done safely raises NotCut with the reason. Pure functions: text in, text out.
"""

from operasure.erase.cutting.cut import cut
from operasure.erase.cutting.edits import NotCut, Span, ValueForm
from operasure.erase.cutting.names import Names
from operasure.erase.cutting.passages import Successor, spans
from operasure.erase.cutting.revealed import revealed
from operasure.erase.cutting.saved import replace_id, take_out
from operasure.erase.cutting.told import differing

__all__ = [
    "Names",
    "NotCut",
    "Span",
    "Successor",
    "ValueForm",
    "cut",
    "differing",
    "replace_id",
    "revealed",
    "spans",
    "take_out",
]
