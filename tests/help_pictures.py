"""`python3 -m tests.help_pictures`: makes the pictures of the windows in resources/help anew from the sample.

They are small: a window of 960 pixels, made smaller once more, in few colours, so that the whole help stays light.
"""

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

PICTURES = Path(__file__).resolve().parent.parent / "resources" / "help" / "pictures"
SHOWN = {
    "calendar": "calendar",
    "cascade": "tasks-breakdown",
    "extension": "tasks-extension",
    "first_start": "first-start",
    "history": "history",
    "import": "import-review",
    "import_preview": "import-preview",
    "ledger_page": "ledger",
    "ladder": "ledger-ladder",
    "lights": "tasks-why",
    "lists": "lists",
    "matrix": "matrix",
    "overview": "overview",
    "problems": "problems",
    "revision": "revision-comparison",
    "scores": "scores",
    "search": "search",
    "settings": "settings-lights",
    "settings_completion": "settings-completion",
    "settings_notice_words": "settings-notice-words",
    "settings_words": "settings-words",
    "sheets_book": "sheets",
    "sheets_columns": "sheets-columns",
    "sheets_review": "sheets-review",
    "sheets_rule": "sheets-rule",
    "sheets_sheet": "sheets-sheet",
    "tasks": "tasks",
    "tasks_several": "tasks-several",
    "units": "units",
}
"""Picture → scene of `shots`."""
_WINDOW, _WIDTH, _COLOURS = (960, 600), 760, 64


def reduced(path: Path, out: Path) -> None:
    """The picture at `path` made smaller and kept in few colours."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QImage

    from tracker.ui.tokens import LIGHT

    image = QImage(str(path)).scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation).convertToFormat(QImage.Format.Format_RGB32)
    counts: Counter[int] = Counter(memoryview(image.constBits()).cast("I"))
    buckets: Counter[int] = Counter()
    often: dict[int, tuple[int, int]] = {}
    for colour, count in counts.items():
        bucket = colour & 0xF0F0F0
        buckets[bucket] += count
        often[bucket] = max(often.get(bucket, (0, 0)), (count, colour | 0xFF000000))
    fills = (LIGHT.red_fill, LIGHT.amber_fill, LIGHT.green_fill, LIGHT.slate_fill, LIGHT.violet_fill)
    lights = [QColor(fill).rgb() for fill in fills]  # a small yellow diamond must not turn red for want of a colour
    table = lights + [often[bucket][1] for bucket, _count in buckets.most_common(_COLOURS - len(lights))]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    image.convertToFormat(QImage.Format.Format_Indexed8, table, flags).save(str(out), "PNG", 0)  # type: ignore[call-overload]


def main(out: Path = PICTURES) -> int:
    """Make every picture; says how large they are together."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tracker.app import shots_at
    from tracker.paths import locate
    from tracker.ui.shots import Screen

    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(*_WINDOW)
        shots_at(1.0, Path(folder), locate(folder, None), (screen,))
        for name, scene in SHOWN.items():
            reduced(Path(folder, f"{scene}-{screen.name}.png"), out / f"{name}.png")
    sizes = [path.stat().st_size for path in out.glob("*.png")]
    sys.stdout.write(f"{len(sizes)} 张图，共 {sum(sizes) // 1024} KB，最大 {max(sizes) // 1024} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
