"""Problems and their steps, points given by hand, and what stood at the end of a period."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("source_words", sa.String(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("struck_off_on", sa.Date(), nullable=True),
        sa.Column("look_back_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_problem_plan_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_problem_task_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_problem_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_problem"),
        sa.UniqueConstraint("plan_id", "number", name="uq_problem_plan_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_problem_report_id", "problem", ["report_id"])
    op.create_index("ix_problem_task_id", "problem", ["task_id"])
    op.create_index("ix_problem_unit_id", "problem", ["unit_id"])
    op.create_table(
        "problem_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("problem_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name="fk_problem_step_problem_id"),
        sa.PrimaryKeyConstraint("id", name="pk_problem_step"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_problem_step_problem_id", "problem_step", ["problem_id"])
    op.create_table(
        "score_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("points", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_score_point_plan_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_score_point_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_score_point"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_score_point_plan_id", "score_point", ["plan_id"])
    op.create_index("ix_score_point_unit_id", "score_point", ["unit_id"])
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_snapshot_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot"),
        sa.UniqueConstraint("plan_id", "period", name="uq_snapshot_plan_id_period"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "snapshot_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("leader", sa.String(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("percent", sa.Float(), nullable=True),
        sa.Column("light", sa.String(16), nullable=False),
        sa.Column("light_reason", sa.String(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("next_steps", sa.Text(), nullable=False),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name="fk_snapshot_task_snapshot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot_task"),
        sa.UniqueConstraint("snapshot_id", "task_id", name="uq_snapshot_task_snapshot_id_task_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_snapshot_task_task_id", "snapshot_task", ["task_id"])
    op.create_table(
        "snapshot_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owed", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name="fk_snapshot_unit_snapshot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot_unit"),
        sa.UniqueConstraint("snapshot_id", "unit_id", name="uq_snapshot_unit_snapshot_id_unit_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_snapshot_unit_unit_id", "snapshot_unit", ["unit_id"])
