"""Two pages that show a layout while it is being chosen: official text with every level, and a wide table as its annex and alone."""

from datetime import date

from tracker.reports.content import (
    A4_ACROSS,
    TEXT_PAGE,
    Align,
    AnnexList,
    Column,
    Document,
    FootLine,
    Group,
    Imprint,
    Kind,
    Paragraph,
    Receivers,
    RedHead,
    Row,
    Section,
    Signature,
    SubLine,
    Table,
    Title,
)

_DAY = date(2026, 6, 30)
_TEXT = (
    "这一页用来看公文格式：标题、主送、正文、各级标题、附件说明、落款和页码都按所填的数排出来。改动左边任何一项，这里随即重排。",
    "正文每面的行数、每行的字数由边距、字号和下面两个数共同决定。文字两端对齐，首行空两个字。",
    "引号“”、破折号——和省略号……用正文的字体；数字2026和百分号85%也用正文的字体。",
)


def layout_sample(issuer: str) -> Document:
    """The sample, issued by this office."""
    office = issuer or "（本单位名称）"
    text = (
        RedHead(office, "办〔2026〕1号"),
        Title(("关于看一看公文格式", "是否合用的通知")),
        Receivers("各有关单位"),
        Paragraph(_TEXT[0]),
        Paragraph("一、一级标题用黑体", 1),
        Paragraph("（一）二级标题用楷体", 2),
        Paragraph(f"1. 三级标题用正文字体。{_TEXT[1]}"),
        Paragraph(f"（1）四级标题用正文字体。{_TEXT[2]}"),
        AnnexList(("重点工作台账样张",)),
        Signature(office, _DAY),
        Imprint("各有关单位", office, _DAY),
    )
    return Document("公文格式样张", _DAY, (Section(TEXT_PAGE, text), Section(A4_ACROSS, _table(office))), office)


def _table(office: str) -> tuple[Title | SubLine | Table | FootLine, ...]:
    columns = (
        Column("no", "序号", 12, Align.CENTER, Kind.NUMBER),
        Column("task", "重点任务", 62),
        Column("unit", "牵头单位", 34, Align.FIT),
        Column("due", "完成时限", 28, Align.FIT),
        Column("percent", "进度", 16, Align.RIGHT, Kind.PERCENT),
        Column("progress", "进展情况", 95),
        Column("state", "状态", 20, Align.CENTER),
    )
    first = "横排表格用“横排表格”一栏的边距，表内文字用“表内文字”的字号。"
    rows: list[Row | Group] = [
        Group("一、表格的样子"),
        Row((1, "表头每页重复，行不跨页断开", "发展改革局", "12月底前", 45, first, "推进中")),
        Row((2, "分组行跟着下一行走", "财政局、住建局", "长期坚持", None, "栏宽随版心的宽窄一起伸缩。", "长期坚持")),
    ]
    return (
        Title(("重点工作台账样张",)),
        SubLine(f"编制单位：{office}", "统计时点：2026年6月30日", "任务项数：2项"),
        Table(columns, rows),
        FootLine(("填报人：", "审核人：", "填报日期：　　　　年　　月　　日")),
    )
