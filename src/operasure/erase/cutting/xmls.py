"""Whether an XML text is still the same tree after its strings have changed."""

from __future__ import annotations

from xml.parsers import expat

from operasure.erase.cutting.edits import NotCut

_MOST = 2_000_000
"""Elements of a text that are looked at."""


def shape(text: str) -> list[tuple[str, ...]]:
    """Elements, names of attributes, comments and the like in order, without any text.

    Raises NotCut where the text is no XML, or declares entities.
    """
    seen: list[tuple[str, ...]] = []

    def add(*parts: str) -> None:
        if len(seen) >= _MOST:
            raise NotCut("the value is too large to be compared element by element")
        seen.append(parts)

    def declared(*_: object) -> None:
        raise NotCut("the value declares entities, which can expand to anything")

    parser = expat.ParserCreate("utf-8")
    parser.ordered_attributes = True
    parser.StartElementHandler = lambda name, attributes: add("start", name, *attributes[::2])
    parser.EndElementHandler = lambda name: add("end", name)
    parser.CommentHandler = lambda _: add("comment")
    parser.StartCdataSectionHandler = lambda: add("section")
    parser.EndCdataSectionHandler = lambda: add("section end")
    parser.ProcessingInstructionHandler = lambda target, data: add("instruction", target, data)
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        raise NotCut("the value is not readable XML") from error
    return seen
