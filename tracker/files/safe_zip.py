"""Office files are zip archives: opened with ceilings, so that a bomb, an encrypted or a damaged one is refused before it hurts."""

import io
import zipfile

from tracker.errors import UserError

MAX_TOTAL = 400 * 1024 * 1024
MAX_PART = 120 * 1024 * 1024
MAX_RATIO = 300
MAX_ENTRIES = 20_000
_SMALL = 4 * 1024 * 1024


class SafeZip:
    """An archive whose declared sizes are sane; `read` never returns more than a part declared."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {info.filename.replace("\\", "/"): info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError) as error:
            raise damaged(name) from error
        total = sum(info.file_size for info in self._infos.values())
        packed = max(1, len(data))
        if total > MAX_TOTAL or len(self._infos) > MAX_ENTRIES or (total > _SMALL and total > packed * MAX_RATIO):
            raise UserError(f"“{name}”解压后大得不正常", "可能是有问题的文件", "请用 Word 或 WPS 打开并另存后再试")
        if any(info.flag_bits & 1 for info in self._infos.values()):
            raise UserError(f"“{name}”有密码", "", "请去掉密码后再导入")

    def names(self) -> list[str]:
        return list(self._infos)

    def size(self, part: str) -> int:
        """How large a part is unpacked, 0 where there is none."""
        info = self._infos.get(part)
        return info.file_size if info is not None else 0

    def read(self, part: str) -> bytes | None:
        """The bytes of one part, None if the archive has no such part."""
        info = self._infos.get(part)
        if info is None:
            return None
        if info.file_size > MAX_PART:
            raise UserError(
                f"“{self.name}”太大", f"解压后超过 {MAX_PART // 1024 // 1024} MB", "请只保留正文或任务表，删去多余的空行空列后再导入"
            )
        try:
            with self._zip.open(info) as stream:
                return stream.read(info.file_size + 1)[: info.file_size]
        except Exception as error:  # zlib, CRC and header faults come in many types
            raise damaged(self.name) from error


def damaged(name: str) -> UserError:
    """The one sentence for a file that cannot be opened because it is broken."""
    return UserError(f"“{name}”已损坏，打不开", "", "请用 Word 或 WPS 打开修复并另存后再试")
