"""Files made for the tests of the readers: documents of our own, converted by LibreOffice where it is installed."""

import shutil
import struct
import subprocess
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.plans.reading import dictionary
from tracker.files.source import read_source
from tracker.plans.draft import PlanDraft
from tracker.plans.reader import read_plan

SAMPLE = next((Path(__file__).parents[2] / "resources" / "sample").glob("*.docx"))
SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not on this machine")

HEAD = ("序号", "类别", "重点任务", "具体内容", "牵头单位", "配合单位", "完成时限")
GROUPS = ("民生实事", "重点项目", "专项行动")


def division_rows(count: int = 36) -> list[tuple[str, ...]]:
    """Rows of a task-division table, a third of them in each group."""
    return [
        (
            str(number),
            GROUPS[(number - 1) * 3 // count],
            f"修缮第{number}号水渠",
            f"清淤加固渠道{number}公里，更换闸门{number + 3}座，保障下游农田灌溉用水安全，做好管护和资料归档。",
            "县水利局",
            "县财政局、县农业农村局",
            f"{number % 12 + 1}月底前",
        )
        for number in range(1, count + 1)
    ]


def converted(source: Path, kind: str) -> Path:
    """The document in another format, beside the first; `kind` as LibreOffice calls it ("pdf", "doc", "txt:Text (encoded):UTF8")."""
    assert SOFFICE is not None
    profile = source.parent / "profile"
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(source.parent),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=200,
    )
    return source.with_suffix("." + kind.split(":")[0])


@cache
def plan_of(path: Path) -> PlanDraft:
    """What the reader makes of a file."""
    return read_plan(read_source(path), dictionary())


def facts(path: Path) -> list[Any]:
    """Everything that a plan says of its tasks, without places."""
    draft = plan_of(path)
    return [
        (
            draft.path(task),
            task.label,
            task.title,
            task.content,
            task.note,
            [(unit.name, unit.role, unit.proposed) for unit in task.units],
            [(limit.wording, limit.kind, limit.due, limit.recurrence) for limit in task.deadlines],
            [(target.quote, target.value, target.measure, target.comparison) for target in task.targets],
            [finding.code for finding in task.findings],
        )
        for task in draft.tasks
    ]


def archive(**parts: bytes) -> bytes:
    """A zip archive; `__` in a name stands for `/`, `_xml` at its end for `.xml`."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def pdf(content: bytes, *, encrypt: bytes = b"", image: bool = False) -> bytes:
    """A PDF of one page with this content; `image`: it may draw the picture /I1."""
    resources = b"<</Font<</F1 5 0 R>>" + (b"/XObject<</I1 6 0 R>>" if image else b"") + b">>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources" + resources + b">>",
        b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\x7f\nendstream",
    ]
    out = b"%PDF-1.4\n"
    starts = []
    for number, item in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    trailer = b"trailer<</Size 7/Root 1 0 R" + encrypt + b">>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + trailer


def compound(**streams: bytes) -> bytes:
    """An OLE file with these streams at its root; `_` in a name stands for a blank. Each stream is at least 4096 bytes long."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    padded = [streams[name].ljust(4096, b"\0") for name in names]
    padded = [data + bytes(-len(data) % 512) for data in padded]
    entries = [_entry("Root Entry", 5, child=1, start=0xFFFFFFFE, size=0)]
    fat = [0xFFFFFFFD, 0xFFFFFFFE]  # the table itself, the directory
    for index, (name, data) in enumerate(zip(names, padded, strict=True), 1):
        start = len(fat)
        count = len(data) // 512
        fat += [*range(start + 1, start + count), 0xFFFFFFFE]
        entries.append(_entry(name.replace("_", " "), 2, right=index + 1 if index < len(names) else None, start=start, size=len(data)))
    assert len(fat) <= 128 and len(entries) <= 4
    entries += [_entry("", 0)] * (4 - len(entries))
    fat += [0xFFFFFFFF] * (128 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head += b"\xff" * (512 - len(head))
    return head + struct.pack("<128I", *fat) + b"".join(entries) + b"".join(padded)


def _entry(name: str, kind: int, *, child: int | None = None, right: int | None = None, start: int = 0, size: int = 0) -> bytes:
    letters = name.encode("utf-16-le")
    none = 0xFFFFFFFF
    links = struct.pack("<III", none, none if right is None else right, none if child is None else child)
    length = len(letters) + 2 if name else 0
    return letters.ljust(64, b"\0") + struct.pack("<HBB", length, kind, 1) + links + bytes(36) + struct.pack("<IQ", start, size)
