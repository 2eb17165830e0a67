"""What a kind of document is: what must and what can be said about it, its words that can be changed, who makes it."""

from enum import StrEnum
from typing import Any, NamedTuple

TABLE_FILES = (".docx", ".xlsx", ".pdf")
TEXT_FILES = (".docx", ".pdf")
# What can be said about a document: in words, and how the command line spells it ("" where only the window can say it).
OPTIONS = {
    "plan": ("方案", "--plan"),
    "unit": ("单位", "--unit"),
    "period": ("期次", "--period"),
    "year": ("年份", "--year"),
    "leader": ("分管领导", "--leader"),
    "task": ("任务", "--task"),
    "due": ("期限", "--due"),
    "number": ("文号", "--number"),
    "rank": ("单位排名", "--rank"),
    "columns": ("列", ""),
    "names": ("单位名称", ""),
    "paper": ("纸张", ""),
}


class ReportGroup(StrEnum):
    """What kind of paper it is, as the page 文书输出 divides them."""

    TABLES = "台账与表格"
    NOTICES = "通知与督办"
    BULLETINS = "通报与考核"
    LISTS = "清单"


class TextField(NamedTuple):
    """Words of a document that can be changed before it is printed; `lines`: how many are offered to write them."""

    key: str
    label: str
    lines: int = 1


class ReportKind(NamedTuple):
    """`needs` must be said, `may` can be (words of `OPTIONS`); `content`: what must be stored, in words; `make`: the function
    (store, request, today) → Document; `proposed`: (store, request, today) → the words of `texts` where nobody typed others;
    `word`: how numbers of the kind begin (督办〔2026〕3号), "" for documents without a number; `matters`: (store, request, today) →
    ids of the tasks that the document is about, for kinds that a register lists by task; `answer_by`: (store, request, today) → until
    when it asks for an answer, for kinds that do; `figures`: its periods and leaders are those of indicators and projects;
    `drafts`: (store, request, today) → its passages, for kinds of which edits are kept by plan and period."""

    kind: str
    name: str
    group: ReportGroup
    content: str
    make: str
    needs: tuple[str, ...] = ("plan",)
    may: tuple[str, ...] = ()
    texts: tuple[TextField, ...] = ()
    files: tuple[str, ...] = TABLE_FILES
    proposed: str = ""
    word: str = ""
    matters: str = ""
    answer_by: str = ""
    figures: bool = False
    drafts: str = ""

    def takes(self, option: str) -> bool:
        """Whether this can be said about the document."""
        return option in self.needs or option in self.may

    def as_json(self) -> dict[str, Any]:
        """The row as the command line lists it."""
        return {
            "kind": self.kind,
            "name": self.name,
            "group": str(self.group),
            "content": self.content,
            "needs": list(self.needs),
            "may": list(self.may),
            "files": list(self.files),
            "texts": {text.key: text.label for text in self.texts},
        }
