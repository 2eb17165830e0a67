"""Stored rows and columns in the words that users know."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tracker.domain.problems import ProblemSource, ProblemState, Step
from tracker.domain.scoring import Event
from tracker.domain.state_words import StateWords
from tracker.domain.terms import DeadlineKind, Every, Role, State, UnitKind

NOUNS = {
    "plan": "方案",
    "plan_text": "方案原文",
    "plan_version": "方案版本",
    "heading": "章节",
    "task": "任务",
    "unit": "单位",
    "unit_alias": "单位别名",
    "unit_member": "单位组成员",
    "assignment": "责任",
    "deadline": "时限",
    "target": "目标",
    "contact": "责任人",
    "progress_report": "进展",
    "finding": "疑点",
    "indicator": "指标",
    "service": "服务事项",
    "service_unit": "服务事项责任",
    "project": "项目",
    "setting": "设置",
    "handout": "发放登记",
    "received_file": "收到的反馈表",
    "part_report": "单位进展",
    "column_choice": "表列的认法",
    "value_choice": "写法的读法",
    "sender_choice": "报送单位的写法",
    "task_wording": "任务名称的写法",
    "form_map": "空表的填法",
    "deadline_move": "时限调整",
    "attachment": "附件",
    "unit_contact": "单位联系人",
    "issued_document": "已发文书",
    "issued_task": "文书所列任务",
    "number_series": "文号",
    "problem": "问题",
    "problem_step": "问题的办理",
    "score_point": "人工评分",
    "snapshot": "期末快照",
    "snapshot_task": "快照里的任务",
    "snapshot_unit": "快照里的单位",
}
ACTIONS = {"insert": "新增", "update": "修改", "delete": "删除"}
FIELDS = {
    "title": "标题",
    "content": "内容",
    "note": "责任原文",
    "label": "编号",
    "number": "序号",
    "state": "状态",
    "percent": "进度",
    "due": "时限日期",
    "completed_on": "完成日期",
    "removed_on": "取消日期",
    "removed_reason": "取消原因",
    "accepted_on": "修订日期",
    "reason": "修订原因",
    "doc_number": "文号",
    "issuer": "印发单位",
    "issued": "印发日期",
    "period_start": "起始日期",
    "period_end": "截止日期",
    "lead_units": "总牵头单位",
    "heading_id": "章节",
    "parent_id": "上级章节",
    "level": "层级",
    "position": "顺序",
    "full_name": "全称",
    "short_name": "简称",
    "kind": "类别",
    "is_group": "单位组",
    "merged_into_id": "并入",
    "valid_from": "起",
    "valid_to": "止",
    "name": "名称",
    "unit_id": "单位",
    "group_id": "单位组",
    "member_id": "成员单位",
    "role": "责任",
    "printed": "原文名称",
    "inferred": "推定",
    "wording": "时限原文",
    "every": "周期",
    "every_month": "周期月份",
    "every_day": "周期日",
    "done_on": "本阶段完成日",
    "counted_from": "起算日",
    "is_main": "主要时限",
    "main_by_hand": "人工指定主要时限",
    "leader": "分管领导",
    "office": "责任科室",
    "person": "责任人",
    "phone": "联系电话",
    "period": "期次",
    "progress": "进展情况",
    "problems": "存在问题",
    "next_steps": "下一步措施",
    "reported_on": "填报日期",
    "quote": "目标原文",
    "value": "目标值",
    "measure": "计量单位",
    "comparison": "比较",
    "words": "疑点",
    "no": "序号",
    "group_name": "类别",
    "nature": "属性",
    "target_group": "服务对象",
    "standard": "服务指导标准",
    "funding": "支出责任",
    "box": "专栏",
    "file_name": "文件名",
    "task_count": "任务数",
    "kept_name": "存档名",
    "added": "新增行",
    "updated": "更新行",
    "same": "相同行",
    "asked": "未确认行",
    "refused": "拒收行",
    "missing": "缺报任务",
    "source_sheet": "来源工作表",
    "source_row": "来源行",
    "received_file_id": "来源文件",
    "old_wording": "原时限",
    "old_due": "原时限日期",
    "new_due": "新时限日期",
    "approved_by": "批准人",
    "moved_on": "调整日期",
    "size": "大小",
    "post": "职务",
    "receiver": "主送",
    "issued_on": "发出日期",
    "issued_by": "经办",
    "cause": "来源",
    "returned_on": "反馈日期",
    "result": "办理结果",
    "year": "年份",
    "word": "字头",
    "pattern": "文号格式",
    "last": "最近编号",
    "text": "问题",
    "source": "来源",
    "source_words": "来源说明",
    "found_on": "发现日期",
    "goal": "整改目标",
    "measures": "整改措施",
    "struck_off_on": "销号日期",
    "look_back_on": "回头看日期",
    "step": "办理",
    "taken_on": "办理日期",
    "taken_by": "经办人",
    "event": "计分事项",
    "points": "分值",
    "given_on": "计分日期",
    "given_by": "计分人",
    "day": "截止日",
}
# Columns that mean something else in one table than in the others.
_OWN_FIELDS = {
    ("deadline_move", "reason"): "调整原因",
    ("attachment", "note"): "备注",
    ("unit_contact", "name"): "姓名",
    ("unit_contact", "note"): "备注",
    ("service", "note"): "备注",
    ("project", "title"): "名称",
    ("value_choice", "words"): "表中写法",
    ("value_choice", "value"): "读作",
    ("handout", "unit_id"): "发放单位",
    ("received_file", "unit_id"): "报送单位",
    ("issued_document", "number"): "文号",
    ("issued_document", "due"): "反馈期限",
    ("issued_document", "unit_id"): "承办单位",
    ("problem", "number"): "编号",
    ("problem", "unit_id"): "责任单位",
    ("problem", "due"): "整改时限",
    ("problem", "progress"): "整改进展",
    ("problem_step", "words"): "情况",
    ("score_point", "reason"): "计分理由",
}
_ISSUED_STATES = {"issued": "已发出", "returned": "已反馈", "void": "已作废"}
_OWN_STATES: dict[str, Callable[[str], str]] = {
    "issued_document": lambda value: _ISSUED_STATES[value],
    "problem": lambda value: ProblemState(value).label,
}
_FILE_STATES = {"applied": "已导入", "replaced": "已被新的一份代替", "sent_back": "已退回"}
# The kind of a document is told by its title.
_TOLD_ELSEWHERE = {("issued_document", "kind"), ("number_series", "kind")}
_LABELS: dict[str, Callable[[str], str]] = {
    "role": lambda value: Role(value).label,
    "every": lambda value: Every(value).label,
    "step": lambda value: Step(value).label,
    "event": lambda value: Event(value).label,
    "source": lambda value: ProblemSource(value).label,
}
# Stored as 0 and 1 where many rows were written by one statement.
_FLAGS = {"is_group", "inferred", "is_main", "main_by_hand"}
_KINDS = {
    DeadlineKind.DATE: "固定日期",
    DeadlineKind.RECURRING: "周期性",
    DeadlineKind.STANDING: "长期",
    DeadlineKind.RELATIVE: "相对时间",
}
_ALIAS_KINDS = {"short": "简称", "old": "曾用名", "printed": "文件写法"}


def field_word(table: str, field: str) -> str:
    """What a column of a table is called."""
    return _OWN_FIELDS.get((table, field)) or FIELDS[field]


def shown(table: str, field: str, value: Any, words: StateWords) -> str:
    """A stored value as a user reads it; "" for nothing. `words`: the office's for states."""
    if value is None or value == "" or (table, field) in _TOLD_ELSEWHERE:
        return ""
    if field == "state" and table in _OWN_STATES:
        return _OWN_STATES[table](value)
    if table == "received_file":
        return _FILE_STATES.get(value, "" if value == 0 else str(value))
    if field in _FLAGS:
        return "是" if value else ""
    if field == "state":
        return words.general(State(value))
    if field in _LABELS:
        return _LABELS[field](value)
    if field == "kind":
        return _kind(table, str(value))
    if field == "percent":
        return f"{value:g}%"
    return value.isoformat() if isinstance(value, date) else str(value)


def _kind(table: str, value: str) -> str:
    if table == "unit":
        return UnitKind(value).label
    return _KINDS[DeadlineKind(value)] if table == "deadline" else _ALIAS_KINDS.get(value, value)


def describe(key: tuple[str, int], row: Mapping[str, Any]) -> str:
    """A row named from its own columns: 任务 3“推进…”, 时限“6月底前”."""
    table, _ = key
    noun = NOUNS.get(table, table)
    if table == "task":
        return f"{noun} {row['number']}{quoted(row.get('title'))}" if "number" in row else noun + quoted(row.get("title"))
    if table == "number_series" and "word" in row and "year" in row:
        return f"{row['year']}年{quoted(row['word'])}的{noun}"
    for field in ("title", "full_name", "name", "wording", "quote", "printed", "period", "person", "leader", "words", "text", "reason"):
        if row.get(field):
            return noun + quoted(row[field])
    return noun


def quoted(text: Any, limit: int = 24) -> str:
    """A name in quotes, cut where it is long; "" for nothing."""
    if not text:
        return ""
    line = " ".join(str(text).split())
    return f"“{line[:limit]}…”" if len(line) > limit else f"“{line}”"
