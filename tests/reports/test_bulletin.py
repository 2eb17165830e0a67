"""The bulletin: what it says, and that its figures are those of its annex."""

import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.cycle_samples import BULLETIN, DAY
from tracker.domain.bulletin import figures, standings
from tracker.domain.ledger import LedgerTask
from tracker.domain.lights import DEFAULT
from tracker.domain.records import AssignmentRecord
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.reports.bulletin import BulletinFacts, Missing, bulletin
from tracker.reports.content import AnnexList, Document, Imprint, Paragraph, Receivers, Row, Signature, Table, Title, Use


def words(document: Document) -> str:
    return "\n".join(f"{block.lead}{block.text}" for block in document.blocks if isinstance(block, Paragraph))


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(table: Table) -> list[Row]:
    return [row for row in table.rows if isinstance(row, Row)]


def test_the_skeleton_of_a_bulletin() -> None:
    document = bulletin(BULLETIN)
    text = words(document)
    heads = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.level == 1]
    assert heads == [
        "一、总体情况",
        "二、逾期、欠进度和未报送事项",
        "三、各单位推进情况",
        "四、存在的主要问题",
        "五、下一步工作要求",
    ]
    title = next(block.lines for block in document.blocks if isinstance(block, Title))
    assert "".join(title) == "关于望川县2026年6月重点工作任务推进情况的通报"
    assert "纳入通报的任务共9项。截至2026年6月30日，已完成1项，占11.1%；推进中6项，占66.7%，其中欠进度1项；逾期1项" in text
    assert "与2026年5月相比，已完成增加1项，逾期减少1项。" in text
    assert "技改项目入库20个（编号3）。牵头单位县工信局，时限为2026年6月29日，进度90%。" in text
    assert "县统计局：全部任务未报送（编号3、5）。" in text and "开发区管委会：部分任务未报送（编号2）。" in text
    assert "以任务项数为基数" in text
    assert any(isinstance(block, Receivers) and block.text.startswith("各镇人民政府") for block in document.blocks)
    assert any(isinstance(block, Signature) and block.day == date(2026, 7, 3) for block in document.blocks)
    assert isinstance(document.blocks[-1], Imprint)


def test_many_who_did_not_report_are_named_at_once_with_their_numbers_in_the_annex() -> None:
    many = tuple(Missing(f"第{number}镇", (1, 2, 3, number + 3), True) for number in range(1, 12))
    document = bulletin(replace(BULLETIN, missing=many, owing=20))
    text = words(document)
    assert "未报送单位11个（应报送20个）" in text and "第1镇、第2镇" in text and "见附件" in text
    annex = tables(document)[-1]
    assert rows(annex)[1].cells == (2, "第2镇", 4, "1—3、5")


def test_those_behind_stand_under_their_unit() -> None:
    assert "开发区管委会1项：建成开发区标准化厂房二期（编号2，进度31%）。" in words(bulletin(BULLETIN))


def test_what_is_no_problem_is_not_told_as_one() -> None:
    text = words(bulletin(BULLETIN))
    assert "：无。" not in text and "。无" not in text
    assert "资金缺口120万元。" in text


def test_the_text_is_upright_and_the_annexes_lie_across() -> None:
    document = bulletin(BULLETIN)
    assert [section.page.use for section in document.sections] == [Use.TEXT, Use.ANNEX, Use.ANNEX]
    (listed,) = [block for block in document.blocks if isinstance(block, AnnexList)]
    assert len(listed.titles) == 2 and listed.titles[1] == "逾期事项责任清单"
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                assert abs(sum(column.width for column in block.columns) - section.page.text_width) < 0.01


def test_typed_words_replace_the_usual_ones() -> None:
    document = bulletin(replace(BULLETIN, texts={"opening": "现通报如下。", "wants": "抓紧办结。七月底前清零。\n如实填报。"}))
    text = words(document)
    assert "现通报如下。" in text and "按照《" not in text
    assert "（一）抓紧办结。七月底前清零。" in text and "（二）如实填报。" in text


def test_units_are_ranked_only_when_asked() -> None:
    official = tables(bulletin(BULLETIN))[1]
    ranked = tables(bulletin(replace(BULLETIN, rank=True)))[1]
    assert [column.head for column in official.columns][:2] == ["牵头单位", "任务数"]
    assert [column.head for column in ranked.columns][:2] == ["排名", "牵头单位"]
    assert rows(ranked)[0].cells[:2] == (1, "县农业农村局")
    assert [row.cells[0] for row in rows(ranked)] == [1, 2, 2, 2, 2]


def a_task(number: int, state: State, percent: float | None, late: int | None, units: list[int], path: str) -> LedgerTask:
    return LedgerTask(
        number=number,
        title=f"事项{number}",
        content="",
        path=(path,) if path else (),
        state=state,
        percent=percent,
        kind=DeadlineKind.DATE if late is not None else None,
        due=None if late is None else DAY - timedelta(days=late),
        pace=50,
        assignments=tuple(AssignmentRecord(number * 10 + unit, unit, f"{unit}局", f"{unit}局", Role.LEAD, False, False) for unit in units),
    )


drafts = st.lists(
    st.tuples(
        st.sampled_from(State),
        st.none() | st.integers(0, 100),
        st.none() | st.integers(-90, 90),
        st.lists(st.integers(1, 5), max_size=3, unique=True),
        st.sampled_from(["", "一、产业", "二、民生"]),
    ),
    min_size=1,
    max_size=30,
)


def recount(document: Document) -> dict[str, int]:
    """From the ledger in the annex alone."""
    annex = next(section for section in document.sections if section.page.use is Use.ANNEX)
    table = next(block for block in annex.blocks if isinstance(block, Table))
    place = [column.key for column in table.columns].index("state")
    counts: dict[str, int] = {}
    for row in rows(table):
        counts[str(row.cells[place])] = counts.get(str(row.cells[place]), 0) + 1
    return counts


@settings(max_examples=60)
@given(drafts)
def test_every_figure_agrees_with_the_annex(
    made: list[tuple[State, int | None, int | None, list[int], str]],
) -> None:
    tasks = [a_task(number, *rest) for number, rest in enumerate(made, 1)]
    facts: BulletinFacts = replace(BULLETIN, lines=standings(tasks, DAY, DEFAULT), before=None, missing=())
    document = bulletin(facts)
    counts, text = recount(document), words(document)
    under_way = counts.get("推进中", 0) + counts.get("欠进度", 0)
    assert f"任务共{sum(counts.values())}项" in text
    assert f"已完成{counts.get('已完成', 0)}项，占" in text and f"推进中{under_way}项，占" in text
    for word in ("逾期", "未启动", "长期坚持"):
        assert (f"{word}{counts[word]}项，占" in text) if word in counts else not re.search(rf"{word}\d+项，占", text)
    groups = {task.path for task in tasks}
    if len(groups) > 1:
        total = rows(tables(document)[0])[-1].cells
        assert total[1:6] == (
            len(tasks),
            counts.get("已完成", 0),
            under_way,
            counts.get("欠进度", 0),
            counts.get("逾期", 0),
        )
    late = [block for block in document.blocks if isinstance(block, Table)][-1]
    if "逾期" in counts:
        assert len(rows(late)) == counts["逾期"]
    now = figures(facts.lines)
    assert now.completed + now.under_way + now.not_started + now.overdue + now.ongoing == now.total
