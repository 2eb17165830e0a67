"""Plan files that wait for their turn behind a review: their places are kept beside the reviews, so that a restart loses none."""

import json
from collections.abc import Sequence
from pathlib import Path

from tracker.errors import UserError
from tracker.files.writing import written

_NAME = "waiting.files"


def keep_queue(folder: Path, paths: Sequence[Path]) -> None:
    """Write which files wait; none takes the list away."""
    file = folder / _NAME
    try:
        if not paths:
            file.unlink(missing_ok=True)
            return
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能在“{folder}”里记下待读的文件", "没有写入权限", "关闭程序后请重新选择它们") from error
    with written(file) as place:
        place.write_text(json.dumps([str(path) for path in paths], ensure_ascii=False), "utf-8", errors="surrogatepass")


def kept_queue(folder: Path) -> tuple[Path, ...]:
    """The files that waited when the program was closed; a list that cannot be read counts as none."""
    try:
        held = json.loads((folder / _NAME).read_text("utf-8", errors="surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return ()
    return tuple(Path(place) for place in held if isinstance(place, str)) if isinstance(held, list) else ()
