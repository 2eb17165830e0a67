"""Baseline: plans with all their parts, units, settings, and the journal.

Written out in full and never changed again: later shapes of `tables` must not alter what this revision makes.
There is no way down: the way back is the copy made before an upgrade.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        "plan",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("doc_number", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("lead_units", sa.Text(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("source_hash", sa.String(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_plan_source_hash", "plan", ["source_hash"])
    _create(
        "plan_text",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_text_plan_id"),
        sa.UniqueConstraint("plan_id", name="uq_plan_text_plan_id"),
    )
    _create(
        "plan_version",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("source_hash", sa.String(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_version_plan_id"),
        sa.UniqueConstraint("plan_id", "number", name="uq_plan_version_plan_id_number"),
    )
    _create(
        "heading",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=False),
        sa.Column("source_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["heading.id"], name="fk_heading_parent_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_heading_plan_id"),
    )
    op.create_index("ix_heading_parent_id", "heading", ["parent_id"])
    op.create_index("ix_heading_plan_id", "heading", ["plan_id"])
    _create(
        "task",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("heading_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("percent", sa.Float(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_kind", sa.String(16), nullable=True),
        sa.Column("pace_end", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("source_start", sa.Integer(), nullable=False),
        sa.Column("source_end", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("removed_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["heading_id"], ["heading.id"], name="fk_task_heading_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_task_plan_id"),
    )
    op.create_index("ix_task_due", "task", ["due"])
    op.create_index("ix_task_heading_id", "task", ["heading_id"])
    scanned = ["plan_id", "number", "heading_id", "state", "due_kind", "due", "pace_end", "percent", "removed_on"]
    op.create_index("ix_task_scan", "task", scanned)
    op.create_index("ix_task_state", "task", ["state"])
    _create(
        "unit",
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["unit.id"], name="fk_unit_merged_into_id"),
        sa.UniqueConstraint("full_name", name="uq_unit_full_name"),
    )
    op.create_index("ix_unit_merged_into_id", "unit", ["merged_into_id"])
    op.create_index("ix_unit_position", "unit", ["position"])
    _create(
        "unit_alias",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_alias_unit_id"),
        sa.UniqueConstraint("unit_id", "name", name="uq_unit_alias_unit_id_name"),
    )
    op.create_index("ix_unit_alias_name", "unit_alias", ["name"])
    _create(
        "unit_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["unit.id"], name="fk_unit_member_group_id"),
        sa.ForeignKeyConstraint(["member_id"], ["unit.id"], name="fk_unit_member_member_id"),
        sa.UniqueConstraint("group_id", "member_id", name="uq_unit_member_group_id_member_id"),
    )
    op.create_index("ix_unit_member_member_id", "unit_member", ["member_id"])
    _create(
        "assignment",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("inferred", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=False),
        sa.Column("source_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_assignment_task_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_assignment_unit_id"),
        sa.UniqueConstraint("task_id", "unit_id", name="uq_assignment_task_id_unit_id"),
    )
    op.create_index("ix_assignment_task_role", "assignment", ["task_id", "role", "unit_id"])
    op.create_index("ix_assignment_unit_role", "assignment", ["unit_id", "role", "task_id"])
    _create(
        "deadline",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("every", sa.String(16), nullable=True),
        sa.Column("every_month", sa.Integer(), nullable=True),
        sa.Column("every_day", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("main_by_hand", sa.Boolean(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=False),
        sa.Column("source_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_deadline_task_id"),
    )
    op.create_index("ix_deadline_due", "deadline", ["due"])
    op.create_index("ix_deadline_task", "deadline", ["task_id", "is_main"])
    _create(
        "target",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("comparison", sa.String(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=False),
        sa.Column("source_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_target_task_id"),
    )
    op.create_index("ix_target_task_id", "target", ["task_id"])
    _create(
        "contact",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("leader", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_contact_task_id"),
    )
    op.create_index("ix_contact_task_id", "contact", ["task_id"])
    _create(
        "progress_report",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("percent", sa.Float(), nullable=True),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("next_steps", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_progress_report_task_id"),
        sa.UniqueConstraint("task_id", "period", name="uq_progress_report_task_id_period"),
    )
    op.create_index("ix_progress_report_period", "progress_report", ["period"])
    _create(
        "finding",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=False),
        sa.Column("source_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_finding_plan_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_finding_task_id"),
    )
    op.create_index("ix_finding_plan_id", "finding", ["plan_id"])
    op.create_index("ix_finding_task_id", "finding", ["task_id"])
    _create(
        "indicator",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("comparison", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("nature", sa.String(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=False),
        sa.Column("source_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_indicator_plan_id"),
    )
    op.create_index("ix_indicator_plan_id", "indicator", ["plan_id"])
    _create(
        "service",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("funding", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=False),
        sa.Column("source_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_service_plan_id"),
    )
    op.create_index("ix_service_plan_id", "service", ["plan_id"])
    _create(
        "service_unit",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("inferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_service_unit_service_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_service_unit_unit_id"),
        sa.UniqueConstraint("service_id", "unit_id", name="uq_service_unit_service_id_unit_id"),
    )
    op.create_index("ix_service_unit_unit_id", "service_unit", ["unit_id"])
    _create(
        "project",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("box", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=False),
        sa.Column("source_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_project_plan_id"),
    )
    op.create_index("ix_project_plan_id", "project", ["plan_id"])
    _create(
        "setting",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.UniqueConstraint("name", name="uq_setting_name"),
    )
    _create(
        "operation",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("applied_id", sa.Integer(), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("tables", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["of_id"], ["operation.id"], name="fk_operation_of_id"),
    )
    op.create_index("ix_operation_applied_id", "operation", ["applied_id"])
    op.create_index("ix_operation_of_id", "operation", ["of_id"])
    _create(
        "change",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(32), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name="fk_change_operation_id"),
    )
    op.create_index("ix_change_operation_id", "change", ["operation_id"])
    op.create_index("ix_change_row", "change", ["table_name", "row_id"])


def _create(name: str, *parts: sa.schema.SchemaItem) -> None:
    """A table with the id that all have, given once and never again."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *parts,
        sqlite_autoincrement=True,
    )
