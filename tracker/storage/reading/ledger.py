"""Which tasks a work ledger holds, and in which order."""

from tracker.storage.reader import Reader


def own_ids(db: Reader, unit_id: int) -> frozenset[int]:
    """A unit and the groups it belongs to: what is given to 各镇（街道） is given to each town."""
    groups = db.rows("SELECT group_id FROM unit_member WHERE member_id = :unit_id", unit_id=unit_id)
    return frozenset((unit_id, *(row[0] for row in groups)))


def ledger_ids(db: Reader, plan_id: int, unit_id: int | None) -> list[int]:
    """The plan's tasks, or those in which the unit or a group of its has a role, heading by heading as printed."""
    own = """AND t.id IN (SELECT a.task_id FROM assignment a
        WHERE a.unit_id = :unit_id OR a.unit_id IN (SELECT m.group_id FROM unit_member m WHERE m.member_id = :unit_id))"""
    rows = db.rows(
        f"""SELECT t.id FROM task t LEFT JOIN heading h ON h.id = t.heading_id
        WHERE t.plan_id = :plan_id AND t.removed_on IS NULL {"" if unit_id is None else own}
        ORDER BY COALESCE(h.position, -1), t.number, t.id""",
        plan_id=plan_id,
        unit_id=unit_id,
    )
    return [row[0] for row in rows]
