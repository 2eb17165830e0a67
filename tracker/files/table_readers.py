"""The readers of files with tables, one for each kind; all give kind, grids, texts beside the tables, and warnings.

They run in a process of their own, which is started for them: what is imported here, each such process loads first.
"""

import pickle
from collections.abc import Callable

from tracker.files.grid import Grid
from tracker.progress import Progress

Found = tuple[str, tuple[Grid, ...], tuple[str, ...], tuple[str, ...]]
Reader = Callable[[bytes, str, Progress], Found]


def packed(reader: Reader, data: bytes, name: str, progress: Progress) -> bytes:
    """What the reader found, as bytes."""
    return pickle.dumps(reader(data, name, progress), pickle.HIGHEST_PROTOCOL)


def read_workbook_tables(data: bytes, name: str, progress: Progress) -> Found:
    """A zipped workbook."""
    from tracker.files.workbook import read_grids

    grids, warnings = read_grids(data, name, progress)
    return "ods" if b"opendocument" in data[:200] else "xlsx", grids, (), warnings


def read_binary_tables(data: bytes, name: str, progress: Progress) -> Found:
    """A workbook or a document of the years before .xlsx and .docx."""
    from tracker.files.compound import workbook_stream
    from tracker.files.workbook import read_grids

    if workbook_stream(data, name) is None:
        from tracker.files.grid_document import grids_of
        from tracker.files.old_office import read_word

        document = read_word(data, name, progress)
        return "docx", *grids_of(document), document.notes
    grids, warnings = read_grids(data, name, progress)
    return "xls", grids, (), warnings


def read_docx_tables(data: bytes, name: str, progress: Progress) -> Found:
    """The tables of a .docx."""
    from tracker.files.grid_document import grids_of
    from tracker.files.word_file import read_docx

    document = read_docx(data, name, progress)
    return "docx", *grids_of(document), document.notes


def read_page_tables(data: bytes, name: str, progress: Progress) -> Found:
    """The tables of a web page, which programs often write under a name that ends with .xls."""
    from tracker.files.grid_document import grids_of
    from tracker.files.web_page import pages_of, read_web_page

    grids: list[Grid] = []
    texts: list[str] = []
    pages = pages_of(data)
    for page in pages:
        if b"<table" not in page.lower() and len(pages) > 1:
            continue  # the frame around the sheets
        found, beside = grids_of(read_web_page(page, name), len(grids))
        grids += found
        texts += beside
    return "html", tuple(grids), tuple(texts), ()


def read_xml_tables(data: bytes, name: str, progress: Progress) -> Found:
    """A workbook saved as one XML file."""
    from tracker.files.grid_xml import read_workbook_xml

    return "xlsx", read_workbook_xml(data, name), (), ()


def read_text_table(data: bytes, name: str, progress: Progress) -> Found:
    """A text file with separated cells."""
    from tracker.files.grid_text import read_separated
    from tracker.files.text_file import decode

    return "csv", (read_separated(decode(data, name), name),), (), ()
