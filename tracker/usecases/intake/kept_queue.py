"""Plan files that wait for their turn behind a review: their places are kept beside the reviews, so that a restart loses none."""

from collections.abc import Sequence
from pathlib import Path

from tracker.usecases.house.kept_files import FAULTS, Keeper, parsed

_NAME = "waiting.files"
_KEEPER = Keeper("记下待读的文件", "关闭程序后请重新选择它们")


def keep_queue(folder: Path, paths: Sequence[Path]) -> None:
    """Write which files wait; none takes the list away."""
    file = folder / _NAME
    if paths:
        _KEEPER.write(file, [str(path) for path in paths])
        return
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise _KEEPER.cannot_save(folder) from error


def kept_queue(folder: Path) -> tuple[Path, ...]:
    """The files that waited when the program was closed; a list that cannot be read counts as none."""
    try:
        held = parsed(folder / _NAME)
    except (OSError, *FAULTS):
        return ()
    return tuple(Path(place) for place in held if isinstance(place, str)) if isinstance(held, list) else ()
