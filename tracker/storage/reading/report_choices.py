"""What a document can be narrowed to: leaders of a plan's tasks, and of its projects."""

from tracker.storage.reader import Reader


def leaders(db: Reader, plan_id: int) -> list[str]:
    """The names of those in charge of the plan's tasks, the one with most tasks first."""
    rows = db.rows(
        """SELECT c.leader, COUNT(*) FROM contact c JOIN task t ON t.id = c.task_id
        WHERE t.plan_id = :plan_id AND t.removed_on IS NULL AND c.leader <> '' GROUP BY c.leader ORDER BY 2 DESC, 1""",
        plan_id=plan_id,
    )
    return [row[0] for row in rows]


def project_leaders(db: Reader, plan_id: int) -> list[str]:
    """The names of those who keep contact with the plan's projects, in the order of their first ones."""
    rows = db.rows(
        """SELECT leader, MIN(id) FROM project WHERE plan_id = :plan_id AND removed_on IS NULL AND leader <> '' GROUP BY leader
        ORDER BY 2""",
        plan_id=plan_id,
    )
    return [row[0] for row in rows]
