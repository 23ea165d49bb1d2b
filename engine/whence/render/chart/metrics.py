"""How wide a text is, and where to break it into lines.

Widths are those of DejaVu Sans, the widest of the sans-serif faces a viewer is likely to put in place of Helvetica, so
a text that fits by this reckoning is not cut anywhere. Engines measure with whatever font they have; this module does
not ask them, so a chart has the same boxes on every machine.
"""

from __future__ import annotations

#: Advance widths in thousandths of the font size, each with the characters that have it.
REGULAR = {
    275: "'", 278: "ijl", 295: "IJ", 318: " ,.·’", 337: "/:;\\|", 352: "f", 361: "-", 390: "()[]", 392: "t", 401: "!",
    411: "r", 460: '"', 500: "*_`–°", 518: "“”", 521: "s", 525: "z", 531: "?", 550: "c", 557: "L", 575: "F", 579: "k",
    592: "vxy", 603: "P", 611: "TY", 615: "aeoé", 635: "hnuSbdgpq", 636: "$0123456789{}", 656: "K", 685: "AVXZ",
    698: "BRC", 732: "UE", 752: "NH", 775: "DG", 787: "OQ&", 838: "w#+<=>^~≥≤→×±", 863: "M", 950: "%", 989: "mW½",
}
BOLD = {
    306: "'", 343: "ijl", 348: " ", 372: "IJ/\\|", 400: ",.’·:;", 415: "-", 435: "f", 457: "()[]!", 478: "t", 493: "r",
    500: "_`–°", 523: '"*', 582: "?z", 595: "cs", 652: "Lxvy", 665: "k“”", 687: "aeoéTFE", 716: "$0123456789hnubdgpq{}",
    734: "SYZPC", 775: "BRXAVK", 838: "UGDHN#+<=>^~≥≤→×±", 872: "OQ&", 924: "w", 1042: "Mm%½", 1103: "W",
}
WIDEST = 1103  # for a character of neither table
MARGIN = 1.02  # engines round widths at small sizes

_WIDTHS = {
    bold: {character: width for width, characters in table.items() for character in characters}
    for bold, table in ((False, REGULAR), (True, BOLD))
}


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text in points, at a font size in points."""
    table = _WIDTHS[bold]
    return sum(table.get(character, WIDEST) for character in text) * size * MARGIN / 1000


def pieces(text: str) -> tuple[str, ...]:
    """The text in pieces between which a line may be broken: after spaces, which stay at the end, and after slashes.

    >>> pieces("mild/severe pain")
    ('mild/', 'severe ', 'pain')
    """
    found = [""]
    for character in " ".join(text.split()) + " " * text.endswith(" "):
        found[-1] += character
        if character in " /":
            found.append("")
    return tuple(piece for piece in found if piece)


def wrap(text: str, size: float, most: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most `most` points; a piece that is longer by itself is broken where it must be."""
    lines: list[str] = []
    line = ""
    for piece in pieces(text):
        if width((line + piece).rstrip(), size, bold) <= most:
            line += piece
            continue
        if line:
            lines.append(line.rstrip())
        while width(piece.rstrip(), size, bold) > most and len(piece) > 1:
            fits = next(n for n in range(len(piece) - 1, 0, -1) if n == 1 or width(piece[:n], size, bold) <= most)
            lines.append(piece[:fits])
            piece = piece[fits:]
        line = piece
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def balanced(text: str, size: float, most: float, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines as `wrap` needs, the lines about equally long."""
    fewest = len(wrap(text, size, most, bold))
    narrow = most
    while narrow > size and len(wrap(text, size, narrow - size / 2, bold)) == fewest:
        narrow -= size / 2
    return wrap(text, size, narrow, bold)
