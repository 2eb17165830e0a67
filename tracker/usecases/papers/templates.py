"""The office's own templates (本单位模板): kept in the data folder, tried, and filled from the store."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.files import worker
from tracker.files.keeping import is_whole, keep
from tracker.files.writing import written
from tracker.paths import Paths
from tracker.progress import Progress, silent
from tracker.reports.template_fields import TemplateFacts, TemplateField, field_list, in_words, template_values
from tracker.reports.word_template import fill_word
from tracker.reports.workbook_template import fill_workbook_template, has_fields
from tracker.storage.store import Store
from tracker.usecases.feedback.periods import asked_period
from tracker.usecases.house.office import office
from tracker.usecases.house.settings import TEMPLATES, set_setting, setting
from tracker.usecases.papers.ledger import LedgerRequest, ledger_data

__all__ = [
    "Template",
    "TemplateField",
    "add_template",
    "field_list",
    "fill_template",
    "remove_template",
    "rename_template",
    "template_named",
    "templates",
]

LARGEST = 20 * 1024 * 1024
_PATIENCE = 30.0
_KINDS = {".docx": "Word 模板", ".xlsx": "Excel 模板"}
_TODO = "请检查模板里的循环，或换一个模板"


class Template(NamedTuple):
    """`name` as people know it, without the suffix; `kept_name`: the copy in the data folder; `digest`: SHA-256 of its bytes."""

    name: str
    kept_name: str
    digest: str

    @property
    def suffix(self) -> str:
        return Path(self.kept_name).suffix

    @property
    def kind(self) -> str:
        """Word 模板 or Excel 模板."""
        return _KINDS[self.suffix]


def templates(store: Store) -> list[Template]:
    """The templates in the order in which they were added."""
    return [Template(*row) for row in setting(store, TEMPLATES, [])]


def template_named(store: Store, name: str) -> Template:
    """The template of this name; `UserError` names those there are."""
    held = templates(store)
    found = next((each for each in held if each.name == name), None)
    if found is None:
        names = "、".join(each.name for each in held)
        raise UserError(f"没有“{name}”这个模板", "", f"可以写：{names}" if names else "请先在文书输出里添加模板")
    return found


def add_template(store: Store, places: Paths, source: Path, plan_id: int | None, today: date) -> Changes:
    """Copy a template into the data folder and keep it; one of the same name is replaced.

    It is tried with the plan (where there is one) first: a template that cannot be filled is refused with place and reason.
    """
    if source.suffix.lower() not in _KINDS:
        raise UserError(f"“{source.name}”不能用作模板", "模板是 .docx 或 .xlsx 文件", "请用 Word 或 WPS 另存后再试")
    kept = keep(source, places.templates, LARGEST)
    template = Template(source.stem, kept.name, kept.digest)
    if plan_id is not None:
        try_template(store, places, template, plan_id, today)
    others = [each for each in templates(store) if each.name != template.name]
    return set_setting(store, TEMPLATES, [*others, template])


def try_template(store: Store, places: Paths, template: Template, plan_id: int, today: date) -> None:
    """Fill a template and throw the result away. Raises UserError with place and reason where it cannot be filled."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        fill_template(store, places, template, LedgerRequest(plan_id), Path(folder) / f"试填{template.suffix}", today)


def rename_template(store: Store, name: str, new_name: str) -> Changes:
    """Give a template another name. Raises UserError where it has none or the name is taken."""
    wanted = " ".join(new_name.split())
    held = templates(store)
    if not wanted or any(each.name == wanted for each in held if each.name != name):
        raise UserError("模板名称不能用", "名称是空的，或已有同名的模板", "请换一个名称")
    return set_setting(store, TEMPLATES, [each._replace(name=wanted) if each.name == name else each for each in held])


def remove_template(store: Store, name: str) -> Changes:
    """Take a template off the list. Its copy stays in the data folder, so that the step can be undone."""
    return set_setting(store, TEMPLATES, [each for each in templates(store) if each.name != name])


def fill_template(
    store: Store, places: Paths, template: Template, request: LedgerRequest, out: Path, today: date, progress: Progress = silent
) -> None:
    """Fill a template with the tasks of a plan, or of one unit in it, and save it as `out`, complete or not at all.

    The template runs in a process of its own with ceilings: it is somebody's file.
    """
    if out.suffix.lower() != template.suffix:
        raise UserError(f"不能保存为“{out.name}”", f"这是 {template.kind}", f"请把文件名的结尾改为 {template.suffix}")
    source = places.templates / template.kept_name
    if not is_whole(source, template.digest):
        raise UserError(f"模板“{template.name}”的存档不见了或已被改动", f"应在 {source}", "请重新添加这个模板")
    if template.suffix == ".xlsx" and not has_fields(source, template.name):
        _fill_by_heads(store, template, source, request, out, today, progress)
        return
    progress(0.0, "正在读取任务")
    values = template_values(TemplateFacts(ledger_data(store, request, today), office(store), today))
    with written(out) as unfinished:
        filling: dict[str, Any] = {"name": template.name, "todo": _TODO, "progress": progress, "patience": _PATIENCE}
        if template.suffix == ".docx":
            worker.run(fill_word, source, unfinished, template.name, in_words(values), **filling)
        else:
            worker.run(fill_workbook_template, source, unfinished, template.name, values, **filling)


def _fill_by_heads(
    store: Store, template: Template, source: Path, request: LedgerRequest, out: Path, today: date, progress: Progress
) -> None:
    """A workbook without fields: its heads say what belongs in its columns, as in the blank form of a superior office."""
    import shutil
    from tempfile import TemporaryDirectory

    from tracker.usecases.feedback.form_filling import fill_form, read_form

    with TemporaryDirectory() as folder:
        named = Path(folder) / f"{template.name}{template.suffix}"  # complaints then call it what people call it
        shutil.copyfile(source, named)
        form = read_form(store, named, request.plan_id, request.period or asked_period(store, request.plan_id, today))
        fill_form(store, form, out, today, unit_id=request.unit_id, learn=False, progress=progress)
