"""Citations as links to Sefaria: a field's alone, and those in what people write. The link is ours; all else stays as harmless as ever.

The rules are read with the first text that may hold one; most processes start long before that.
"""

from domain.ground.citations.citation import Citation
from messages.ground.words import Safe, clean, escaped, isolated, lines_of, one_line, quoted


def link(citation: Citation) -> Safe:
    """As a reader sees it: "Bava Metzia 59b", to be pressed and without a preview."""
    return _pressed(citation.reference, citation)


def referred(typed: str, most: int = 300) -> Safe:
    """What was typed where a citation is asked for: its link alone, or else the words, as `cited` has them."""
    from domain.ground.citations.reading import read

    found = read(typed)
    return link(found) if isinstance(found, Citation) else cited(typed, most)


def cited(typed: str, most: int = 1000) -> Safe:
    """As `clean`, with the citations in it linked as far as there is room: at most so many characters in all."""
    plain = clean(typed, most)
    said, _ = _linked(one_line(typed), most - len(plain))
    return Safe(said) if len(said) <= most else plain


def quoted_and_cited(typed: str, most: int = 1000) -> Safe:
    """As `quoted`, with the citations in it linked as far as there is room: at most so many characters in all."""
    plain = quoted(typed, most)
    room, said = most - len(plain), list[str]()
    for line in lines_of(typed):
        text, room = _linked(line, room)
        said.append(f"> {text}")
    whole = "\n".join(said)
    return Safe(whole) if len(whole) <= most else plain


def _linked(line: str, room: int) -> tuple[str, int]:
    """The line with its first citations linked, and how many characters of room are left."""
    from domain.ground.citations.finding import find

    parts, end = list[str](), 0
    for begin, until, citation in find(line):
        pressed = _pressed(line[begin:until], citation)
        room -= len(pressed) - len(escaped(line[begin:until]))
        if room < 0:
            break
        parts += [escaped(line[end:begin]), pressed]
        end = until
    return isolated("".join([*parts, escaped(line[end:])])), room


def _pressed(words: str, citation: Citation) -> Safe:
    return Safe(f"[{escaped(words)}](<{citation.url}>)")
