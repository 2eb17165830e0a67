"""Plain text in any Chinese encoding: byte-order mark, else UTF-8, else UTF-16 without a mark, else GB 18030 (GBK, GB 2312)."""

import codecs

from tracker.errors import UserError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PUNCTUATION = "，。、；：（）《》“”％·\t\r\n"
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 28, 29, 30, 31}


def decode(data: bytes, name: str) -> str:
    """The text of a text file; `UserError` for bytes that are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    if b"\x00" in data[:4096]:
        text = _utf16(data)
        if text is None:
            raise UserError(f"“{name}”不是文本文件", "里面是二进制内容", "请用原来的软件打开并另存为 .docx 或 .txt")
        return text
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "gb18030", name)
    sample = text[:20000]
    if sample and sum(ord(char) in _CONTROL for char in sample) > len(sample) * 0.01:
        raise UserError(f"“{name}”不是文本文件", "里面是二进制内容", "请用原来的软件打开并另存为 .docx 或 .txt")
    return text


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        broken = len(data) - error.start
        if broken <= 4:  # a copy that broke off in the middle of the last character
            return data[: error.start].decode(encoding)
        raise UserError(
            f"“{name}”里的文字无法识别", "编码不是 UTF-8、UTF-16 或 GB 18030，或者文件已损坏", "请用记事本打开并另存为 UTF-8 编码"
        ) from error


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: told by where the zero bytes of ASCII (line feeds, digits) stand, and by what comes out."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data[: len(data) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:2000]
        chinese = sum("\u4e00" <= char <= "\u9fff" for char in sample)
        known = chinese + sum(" " <= char <= "~" or char in _PUNCTUATION for char in sample)
        if chinese and known > len(sample) * 0.8 and "\x00" not in sample:
            return text
    return None
