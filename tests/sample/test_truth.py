"""Places before and after a deletion become one list that says what each holds now."""

from openproject.truth import Encoding, Truth, settle

FIRST = Truth("news", "author_id", "1", Encoding.INTEGER)
SECOND = Truth("queries", "filters", "2", Encoding.YAML, "author_id")
WRITTEN = Truth("paper_trail_audits", "item_id", "3", Encoding.PAIR)


def test_every_place_is_there_once() -> None:
    truth = settle([FIRST, SECOND], [SECOND, WRITTEN])

    assert [(each.place, each.held) for each in truth] == [
        (FIRST, False),
        (WRITTEN, True),
        (SECOND, True),
    ]


def test_what_was_settled_can_be_settled_again() -> None:
    once = settle([FIRST, SECOND], [SECOND])

    assert settle(once, [SECOND]) == once
    assert settle(once, []) == settle([FIRST, SECOND], [])


def test_texts_are_no_references() -> None:
    assert {encoding for encoding in Encoding if not encoding.reference} == {
        Encoding.TAG,
        Encoding.HASH,
        Encoding.LINK,
        Encoding.NAME,
        Encoding.LOGIN,
        Encoding.MAIL,
    }
