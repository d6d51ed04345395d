"""JSON for people: laid out as the standard library would, in characters that show."""

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from operasure.core.legible import json_text

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES, st.sampled_from([1, 2]))
def test_it_is_laid_out_as_the_library_does(value: object, indent: int) -> None:
    written = json_text(value, indent)
    shown = json.dumps(value, ensure_ascii=False, indent=indent)
    if shown.replace("\n", "").isprintable():
        assert written == shown
    assert not {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}.intersection(
        map(unicodedata.category, written.replace("\n", ""))
    )
    assert written.count("\n") == shown.count("\n")
    assert json.loads(written) == json.loads(shown)
