"""Where the program keeps things: the data folder with the database, reviews and comparisons in hand, the log and crash reports."""

import os
from pathlib import Path
from typing import NamedTuple

from tracker.errors import UserError

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
DATABASE_NAME = "tracker.db"


class Paths(NamedTuple):
    """The places of one run. `data_dir` holds everything that the program writes by itself; `db` may stand elsewhere."""

    data_dir: Path
    db: Path

    @property
    def log(self) -> Path:
        return self.data_dir / "logs" / "tracker.log"

    @property
    def crashes(self) -> Path:
        return self.data_dir / "logs" / "crashes"

    @property
    def reviews(self) -> Path:
        return self.data_dir / "reviews"

    @property
    def received(self) -> Path:
        """Copies of returned files, named by their bytes."""
        return self.data_dir / "received"

    @property
    def sheet_reviews(self) -> Path:
        return self.data_dir / "sheet_reviews"

    @property
    def figure_reviews(self) -> Path:
        return self.data_dir / "figure_reviews"

    @property
    def attachments(self) -> Path:
        return self.data_dir / "attachments"

    @property
    def issued(self) -> Path:
        """Copies of documents that were issued, named by their bytes."""
        return self.data_dir / "issued"

    @property
    def templates(self) -> Path:
        """Copies of the office's own templates, named by their bytes."""
        return self.data_dir / "templates"

    @property
    def backups(self) -> Path:
        return self.data_dir / "backups"

    @property
    def revisions(self) -> Path:
        return self.data_dir / "revisions"


def locate(data_dir: str | None = None, db: str | None = None) -> Paths:
    """The places for this run: as asked, else the `db` folder beside the program, else (not writable) the user's data folder.

    Raises UserError where the folder asked for cannot be made or written.
    """
    if data_dir:
        folder = Path(data_dir).expanduser().resolve()
        if not _writable(folder):
            raise UserError(f"数据文件夹“{folder}”不能写入", "没有权限或磁盘不可用", "请换一个文件夹")
    else:
        folder = ROOT / "db"
        if not _writable(folder):
            from platformdirs import user_data_path

            folder = user_data_path("renwu-taizhang", appauthor=False)
            if not _writable(folder):
                raise UserError(f"数据文件夹“{folder}”不能写入", "没有权限或磁盘不可用", "请用 --data-dir 指定一个可以写入的文件夹")
    return Paths(folder, Path(db).expanduser().resolve() if db else folder / DATABASE_NAME)


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
