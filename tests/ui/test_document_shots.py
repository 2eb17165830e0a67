"""The pictures of documents that the README and the help show can be made again from the sample."""

import re
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tracker.paths import RESOURCES
from tracker.storage.store import Store
from tracker.ui.document_shots import document_shots
from tracker.usecases.sample.demo import import_sample, sample_day

SHOWN = set(re.findall(r"pictures/(paper_[a-z_]+\.png)", (RESOURCES / "help" / "documents.md").read_text("utf-8")))


def test_every_picture_that_the_help_shows_is_made_and_has_words_on_it(qapp: QApplication, bare: Store, tmp_path: Path) -> None:
    import_sample(bare, received=tmp_path / "received")
    made = list(document_shots(bare, tmp_path / "pictures", sample_day()))
    assert {path.name for path in made} == SHOWN and len(made) >= 6
    for path in made:
        image = QImage(str(path))
        dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
        assert dark > 200
        assert path.stat().st_size < 120_000
