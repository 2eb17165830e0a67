"""Search in all texts of the tasks; says where the words stand and shows them in their surroundings."""

from collections.abc import Sequence
from typing import Any

from tracker.domain.initials import are_initials
from tracker.domain.screens import SearchHit
from tracker.domain.widths import compared, place_of
from tracker.storage.reader import Reader
from tracker.storage.reading import numbers
from tracker.storage.reading.initials import letters
from tracker.storage.reading.tasks import UNIT_NAME, lead_names
from tracker.storage.reading.texts import heading_words, tasks_with_all
from tracker.storage.sqlite import period_order

_AROUND = 16
_LOOKED_AT, _WITH_LEADS = 1000, 500
_PLACES = (
    ("责任单位", f"""SELECT a.task_id,
        {UNIT_NAME} || CASE WHEN a.printed = '' THEN '' ELSE '（' || a.printed || '）' END
        FROM assignment a JOIN unit u ON u.id = a.unit_id
        WHERE a.task_id IN {{}} ORDER BY a.position"""),
    ("责任单位", "SELECT a.task_id, u.full_name FROM assignment a JOIN unit u ON u.id = a.unit_id WHERE a.task_id IN {}"),
    ("责任单位", f"""SELECT a.task_id, {UNIT_NAME} || '，又名' || n.name FROM assignment a JOIN unit u ON u.id = a.unit_id
        JOIN unit_alias n ON n.unit_id = u.id WHERE a.task_id IN {{}} ORDER BY a.position, n.id"""),
    ("责任人", "SELECT task_id, leader || ' ' || office || ' ' || person || ' ' || phone FROM contact WHERE task_id IN {}"),
    ("进展", f"""SELECT task_id, progress || ' ' || problems || ' ' || next_steps FROM progress_report WHERE task_id IN {{}}
        ORDER BY {period_order("period")} DESC"""),
    ("分解任务", """SELECT s.task_id, s.title || ' ' || COALESCE(u.full_name || ' ' || u.short_name, '') || ' ' || s.office
        || ' ' || s.person || ' ' || s.progress FROM subtask s
        LEFT JOIN unit u ON u.id = s.unit_id WHERE s.task_id IN {} ORDER BY s.position"""),
    ("时限", "SELECT task_id, wording FROM deadline WHERE task_id IN {} ORDER BY is_main DESC, id"),
    ("附件", "SELECT task_id, name || ' ' || note FROM attachment WHERE task_id IN {} ORDER BY id"),
)  # fmt: skip


def search(db: Reader, text: str, plan_id: int | None, limit: int) -> list[SearchHit]:
    """Tasks in which all the words occur; those with a word in the title first, then in printed order."""
    needles = text.split()
    if not needles:
        return []
    plan = "" if plan_id is None else "AND t.plan_id = :plan_id"
    found = tasks_with_all(db, text, plan_id) or ()
    rows = db.rows(
        f"""SELECT t.id, t.plan_id, t.number, t.title, t.content, t.note, t.label FROM task t
        WHERE t.removed_on IS NULL AND t.id IN {numbers(found)} {plan}
        ORDER BY CASE WHEN instr(lower(t.title), :first) THEN 0 ELSE 1 END, t.plan_id DESC, t.number LIMIT :limit""",
        plan_id=plan_id,
        limit=limit,
        first=compared(needles[0]),
    )
    texts = _texts(db, rows)
    return [_hit(row, texts[row[0]], needles) for row in rows]


def hits_beside(db: Reader, ids: Sequence[int], text: str, limit: int, *, leads_shown: bool) -> dict[int, SearchHit]:
    """Of these found tasks, those whose title does not hold all the words: where the first such word stands. The first `limit` of those
    among the first tasks only: who has found thousands types on.

    `leads_shown`: the first lead unit stands beside the title.
    """
    needles = text.split()
    looked = ids[:_LOOKED_AT] if needles else ()
    shown = dict(db.rows(f"SELECT id, title FROM task WHERE id IN {numbers(looked)}"))
    left = [one for one in looked if one in shown and not all(_stands_in(word, shown[one]) for word in needles)]
    leads = lead_names(db, left[:_WITH_LEADS]) if leads_shown else {}
    beside: dict[int, list[str]] = {}
    for one in left:
        words = [word for word in needles if not _stands_in(word, "\n".join((shown[one], *leads.get(one, ())[:1])))]
        if words and len(beside) < limit:
            beside[one] = words
    rows = db.rows(f"SELECT t.id, t.plan_id, t.number, '', t.content, t.note, t.label FROM task t WHERE t.id IN {numbers(beside)}")
    texts = _texts(db, rows)
    hits = [_hit(row, texts[row[0]], beside[row[0]]) for row in rows]
    return {hit.task_id: hit for hit in hits if hit.excerpt}


def _stands_in(word: str, text: str) -> bool:
    return place_of(word, text) >= 0 or (are_initials(word) and letters().find(word, text) >= 0)


def _texts(db: Reader, rows: Sequence[Any]) -> dict[int, list[tuple[str, str]]]:
    """All texts of each task with what they are called, in the order in which they are looked through."""
    texts = {row[0]: [("标题", row[3]), ("内容", row[4]), ("责任原文", row[5]), ("编号", row[6])] for row in rows}
    for where, query in _PLACES if rows else ():
        for task_id, words in db.rows(query.format(numbers(texts))):
            texts[task_id].append((where, words))
    headings = heading_words(db) if rows else {}
    for task_id, heading in db.rows(f"SELECT t.id, t.heading_id FROM task t WHERE t.id IN {numbers(texts)}") if headings else ():
        texts[task_id].append(("章节", headings.get(heading, "")))
    return texts


def _hit(row: tuple[int, int, int, str], texts: list[tuple[str, str]], needles: list[str]) -> SearchHit:
    """The first place where the first word stands; or where the first letters typed fit, which then stand for those characters."""
    needle = needles[0]
    for where, text in texts:
        if place_of(needle, text) >= 0:
            return SearchHit(row[0], row[1], row[2], row[3], where, *excerpt(text, needle))
    for where, text in texts if are_initials(needle) else ():
        at = letters().find(needle, text)
        if at >= 0:
            return SearchHit(row[0], row[1], row[2], row[3], where, *excerpt(text, text[at : at + len(needle)]))
    return SearchHit(row[0], row[1], row[2], row[3], "标题", *excerpt(row[3], needle))


def excerpt(text: str, needle: str) -> tuple[str, int, int]:
    """The surroundings of a word, and where it stands in them; the beginning of the text where it does not occur."""
    start = max(place_of(needle, text), 0)
    first = max(0, start - _AROUND)
    last = start + len(needle) + 3 * _AROUND
    lead = "…" if first else ""
    shown = lead + text[first:last].replace("\n", " ") + ("…" if last < len(text) else "")
    at = start - first + len(lead)
    return shown, at, at + len(needle)
