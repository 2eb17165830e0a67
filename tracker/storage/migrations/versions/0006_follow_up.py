"""Light overrides, requests for later limits, checks of completion, signed scores, edited passages, values over time, the cascade."""

from calendar import monthrange
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen()
    _make()
    _settle_heard()


def _widen() -> None:
    """New columns of tables that are there already."""
    op.add_column("plan", sa.Column("cycle", sa.String(16), nullable=False, server_default="month"))
    op.add_column("plan", sa.Column("reporting_day", sa.Integer(), nullable=True))
    op.add_column("plan", sa.Column("reporting_next", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("task", sa.Column("light_set", sa.String(16), nullable=False, server_default=""))
    op.add_column("task", sa.Column("heard_to", sa.Date(), nullable=True))
    op.add_column("problem", sa.Column("indicator_id", sa.Integer(), nullable=True))
    op.add_column("attachment", sa.Column("is_evidence", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("indicator", sa.Column("base", sa.String(), nullable=False, server_default=""))
    op.add_column("indicator", sa.Column("base_year", sa.Integer(), nullable=True))
    op.add_column("indicator", sa.Column("target_year", sa.Integer(), nullable=True))
    op.add_column("project", sa.Column("total_investment", sa.String(), nullable=False, server_default=""))
    op.add_column("project", sa.Column("planned_start", sa.Date(), nullable=True))
    op.add_column("project", sa.Column("actual_start", sa.Date(), nullable=True))
    op.add_column("project", sa.Column("planned_end", sa.Date(), nullable=True))
    op.add_column("project", sa.Column("actual_end", sa.Date(), nullable=True))
    op.add_column("project", sa.Column("leader", sa.String(), nullable=False, server_default=""))
    op.add_column("project", sa.Column("person", sa.String(), nullable=False, server_default=""))
    op.add_column("project", sa.Column("phone", sa.String(), nullable=False, server_default=""))
    op.add_column("project", sa.Column("added_on", sa.Date(), nullable=True))
    op.add_column("project", sa.Column("removed_on", sa.Date(), nullable=True))
    op.add_column("project", sa.Column("removed_reason", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_problem_indicator_id", "problem", ["indicator_id"])
    op.drop_index("ix_task_scan", "task")
    scanned = ["plan_id", "number", "heading_id", "state", "due_kind", "due", "pace_end", "percent", "removed_on", "light_set", "heard_to"]
    op.create_index("ix_task_scan", "task", scanned)


def _make() -> None:
    """New tables."""
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("old_due", sa.Date(), nullable=True),
        sa.Column("wished", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("granted", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("move_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_extension_task_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_extension_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_extension"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_extension_deadline_id", "extension", ["deadline_id"])
    op.create_index("ix_extension_task_id", "extension", ["task_id"])
    op.create_index("ix_extension_unit_id", "extension", ["unit_id"])
    op.create_table(
        "completion_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("claimed_on", sa.Date(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_completion_check_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_completion_check"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_completion_check_task_id", "completion_check", ["task_id"])
    op.create_table(
        "light_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("light", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_light_override_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_light_override"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_light_override_task_id", "light_override", ["task_id"])
    op.create_table(
        "score_signoff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_score_signoff_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_score_signoff"),
        sa.UniqueConstraint("plan_id", "first", "last", name="uq_score_signoff_plan_id_first_last"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "document_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("drafted", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("edited_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_document_text_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_document_text"),
        sa.UniqueConstraint("plan_id", "kind", "period", "place", name="uq_document_text_plan_id_kind_period_place"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "indicator_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name="fk_indicator_unit_indicator_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_indicator_unit_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_unit"),
        sa.UniqueConstraint("indicator_id", "unit_id", name="uq_indicator_unit_indicator_id_unit_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_indicator_unit_unit_id", "indicator_unit", ["unit_id"])
    op.create_table(
        "indicator_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("received_file_id", sa.Integer(), nullable=True),
        sa.Column("source_sheet", sa.String(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name="fk_indicator_value_indicator_id"),
        sa.ForeignKeyConstraint(["received_file_id"], ["received_file.id"], name="fk_indicator_value_received_file_id"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_value"),
        sa.UniqueConstraint("indicator_id", "period", "kind", name="uq_indicator_value_indicator_id_period_kind"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_indicator_value_received_file_id", "indicator_value", ["received_file_id"])
    op.create_table(
        "service_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("covered", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_service_check_service_id"),
        sa.PrimaryKeyConstraint("id", name="pk_service_check"),
        sa.UniqueConstraint("service_id", "year", name="uq_service_check_service_id_year"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "project_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_project_unit_project_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_project_unit_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project_unit"),
        sa.UniqueConstraint("project_id", "unit_id", name="uq_project_unit_project_id_unit_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_project_unit_unit_id", "project_unit", ["unit_id"])
    op.create_table(
        "project_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("planned", sa.String(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_project_year_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project_year"),
        sa.UniqueConstraint("project_id", "year", name="uq_project_year_project_id_year"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "project_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("invested", sa.String(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("received_file_id", sa.Integer(), nullable=True),
        sa.Column("source_sheet", sa.String(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_project_value_project_id"),
        sa.ForeignKeyConstraint(["received_file_id"], ["received_file.id"], name="fk_project_value_received_file_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project_value"),
        sa.UniqueConstraint("project_id", "period", name="uq_project_value_project_id_period"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_project_value_received_file_id", "project_value", ["received_file_id"])
    op.create_table(
        "list_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_list_version_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_list_version"),
        sa.UniqueConstraint("plan_id", "number", name="uq_list_version_plan_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "list_version_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(16), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["list_version.id"], name="fk_list_version_row_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_list_version_row"),
        sa.UniqueConstraint("version_id", "project_id", name="uq_list_version_row_version_id_project_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_list_version_row_project_id", "list_version_row", ["project_id"])
    op.create_table(
        "task_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upper_task_id", sa.Integer(), nullable=False),
        sa.Column("lower_task_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("linked_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lower_task_id"], ["task.id"], name="fk_task_link_lower_task_id"),
        sa.ForeignKeyConstraint(["upper_task_id"], ["task.id"], name="fk_task_link_upper_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task_link"),
        sa.UniqueConstraint("upper_task_id", "lower_task_id", name="uq_task_link_upper_task_id_lower_task_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_task_link_lower_task_id", "task_link", ["lower_task_id"])
    op.create_table(
        "subtask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("percent", sa.Float(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_subtask_task_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_subtask_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_subtask"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subtask_task_id", "subtask", ["task_id"])
    op.create_index("ix_subtask_unit_id", "subtask", ["unit_id"])


def _settle_heard() -> None:
    """Tasks are heard of to the end of their latest reported period, at first to the day on which their plan came in."""
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE task SET heard_to = (SELECT substr(p.imported_at, 1, 10) FROM plan p WHERE p.id = task.plan_id)"))
    latest: dict[int, date] = {}
    for task_id, period in connection.execute(sa.text("SELECT DISTINCT task_id, period FROM progress_report")):
        day = _last_day(period)
        if day is not None:
            latest[task_id] = max(day, latest.get(task_id, day))
    for task_id, day in latest.items():
        words = "UPDATE task SET heard_to = :day WHERE id = :task_id AND (heard_to IS NULL OR heard_to < :day)"
        connection.execute(sa.text(words), {"day": day.isoformat(), "task_id": task_id})


def _last_day(period: str) -> date | None:
    """The last day of a period as version 0005 wrote them: "2026", "2026-Q3", "2026-11"."""
    year, _, part = period.partition("-")
    if not year.isdigit() or not (part == "" or part[1:].isdigit()):
        return None
    month = 12 if not part else 3 * int(part[1:]) if part.startswith("Q") else int(part)
    return date(int(year), month, monthrange(int(year), month)[1]) if 1 <= month <= 12 else None
