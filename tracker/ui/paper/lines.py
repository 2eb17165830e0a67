"""Lines of words, ready to be painted: where each piece begins, in which face, and how far its characters are drawn apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from tracker.domain.passages import Figure, Place
from tracker.reports.typesetting import Room
from tracker.ui.paper.faces import Face, broken

Span = tuple[str, Face]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one face from `x` on; `apart` is added to each character so that the line fills its room."""

    x: float
    text: str
    face: Face
    apart: float = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure drawn from `left` to `right` of a line."""

    left: float
    right: float
    figure: Figure


@dataclass(frozen=True, slots=True)
class Line:
    """One line of paper of this height, which begins `before` below its strip's top. `grid`: letters stand in its middle."""

    pieces: tuple[Piece, ...] = ()
    height: float = 0
    before: float = 0
    grid: bool = False
    red: bool = False
    counted: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn across, `y` below its strip's top."""

    left: float
    right: float
    thick: float
    y: float = 0
    red: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of the text block that no page break tears; `keep`: it stays on the page of what follows."""

    height: float
    what: Line | Rule
    keep: bool = False

    @property
    def at_top(self) -> "Strip":
        """The same at the head of a page that the words have flowed onto: nothing stands free above it."""
        if isinstance(self.what, Line) and self.what.before:
            return Strip(self.height - self.what.before, replace(self.what, before=0), self.keep)
        return self


def line_strip(pieces: Sequence[Piece], room: Room, *, keep: bool = False) -> Strip:
    """A line with the room above and below it."""
    return Strip(room.before + room.line + room.after, Line(tuple(pieces), room.line, room.before), keep)


def set_lines(spans: Sequence[Span], width: float, first: float = 0, later: float = 0, *, justify: bool = False) -> list[list[Piece]]:
    """Words in one or several faces broken into lines between `first` or `later` (the indent) and `width`.

    `justify`: all lines but the last fill the room; characters move apart, figures and Latin words stay as they are.
    """
    pieces: list[str] = []
    faces: list[Face] = []
    for text, face in spans:
        found = face.pieces(text, width - max(first, later))
        pieces += found
        faces += [face] * len(found)
    widths = [face.width(piece) for piece, face in zip(pieces, faces, strict=True)]
    lines: list[list[Piece]] = []
    for start, end in broken(pieces, widths, width - first, width - later):
        left = later if lines else first
        free = width - left - sum(widths[start:end])
        apart = free / (end - start - 1) if justify and end < len(pieces) and end - start > 1 and free > 0 else 0.0
        lines.append(_joined(pieces[start:end], faces[start:end], widths[start:end], left, apart))
    return lines


def _joined(pieces: Sequence[str], faces: Sequence[Face], widths: Sequence[float], x: float, apart: float) -> list[Piece]:
    """Neighbours that are drawn alike as one piece, so that the words of a page can be found and copied as they read."""
    joined: list[Piece] = []
    single = False
    for piece, face, width in zip(pieces, faces, widths, strict=True):
        last = joined[-1] if joined else None
        if last is not None and last.face is face and (apart == 0 or (single and len(piece) == 1)):
            joined[-1] = Piece(last.x, last.text + piece, face, apart)
        else:
            joined.append(Piece(x, piece, face, apart if len(piece) == 1 else 0))
        single = len(piece) == 1
        x += width + apart
    return joined


def counted_in(lines: Sequence[Sequence[Piece]], places: Sequence[Place]) -> list[tuple[Counted, ...]]:
    """Where the figures of a text are drawn on each of its lines; one that is broken has a part on either."""
    found = []
    begin = 0
    for pieces in lines:
        line: list[Counted] = []
        for piece in pieces:
            end = begin + len(piece.text)
            for place in places:
                if place.start < end and place.end > begin:
                    steps = [0.0, *accumulate(piece.face.width(char) + piece.apart for char in piece.text)]
                    first, last = max(place.start - begin, 0), min(place.end, end) - begin
                    line.append(Counted(piece.x + steps[first], piece.x + steps[last], place.figure))
            begin = end
        found.append(tuple(line))
    return found


def centred(text: str, face: Face, width: float) -> list[list[Piece]]:
    """The lines of a text, each in the middle."""
    return [[Piece((width - face.width(words) + face.spacing) / 2, words, face)] for words in face.wrap(text, width)]
