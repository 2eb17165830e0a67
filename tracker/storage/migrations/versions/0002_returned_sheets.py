"""Fill-in workbooks handed out, files that came back, and for each stored figure the file, sheet and row that it came from.

Columns are added with the words that SQLite and PostgreSQL share; a table is never made anew, so that no id is given twice.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        "handout",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("template_version", sa.String(), nullable=False),
        sa.Column("task_count", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_handout_plan_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_handout_unit_id"),
    )
    op.create_index("ix_handout_period", "handout", ["plan_id", "period", "unit_id"])
    op.create_index("ix_handout_unit_id", "handout", ["unit_id"])
    _create(
        "received_file",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("kept_name", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("added", "updated", "same", "asked", "refused", "other", "missing")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_received_file_plan_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_received_file_unit_id"),
    )
    op.create_index("ix_received_file_period", "received_file", ["plan_id", "period", "unit_id"])
    op.create_index("ix_received_file_unit_id", "received_file", ["unit_id"])
    op.create_index("ix_received_file_digest", "received_file", ["digest"])
    _create(
        "part_report",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=True),
        sa.Column("percent", sa.Float(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("progress", "problems", "next_steps")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("leader", "office", "person", "phone")),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("received_file_id", sa.Integer(), nullable=True),
        sa.Column("source_sheet", sa.String(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=True),
        sa.Column("by_hand", sa.String(), nullable=False),
        sa.Column("carried", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_part_report_task_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_part_report_unit_id"),
        sa.ForeignKeyConstraint(["received_file_id"], ["received_file.id"], name="fk_part_report_received_file_id"),
        sa.UniqueConstraint("task_id", "unit_id", "period", name="uq_part_report_task_id_unit_id_period"),
    )
    op.create_index("ix_part_report_unit_id", "part_report", ["unit_id"])
    op.create_index("ix_part_report_period", "part_report", ["period"])
    op.create_index("ix_part_report_received_file_id", "part_report", ["received_file_id"])
    _choices()
    for table in ("progress_report", "contact"):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN received_file_id INTEGER CONSTRAINT fk_{table}_received_file_id REFERENCES received_file (id)"
        )
        op.execute(f"ALTER TABLE {table} ADD COLUMN source_sheet VARCHAR DEFAULT '' NOT NULL")
        op.execute(f"ALTER TABLE {table} ADD COLUMN source_row INTEGER")
        op.execute(f"ALTER TABLE {table} ADD COLUMN by_hand VARCHAR DEFAULT '' NOT NULL")
        op.execute(f"ALTER TABLE {table} ADD COLUMN carried VARCHAR DEFAULT '' NOT NULL")
        op.create_index(f"ix_{table}_received_file_id", table, ["received_file_id"])
    op.execute("ALTER TABLE task ADD COLUMN by_hand VARCHAR DEFAULT '' NOT NULL")


def _choices() -> None:
    """What a clerk decided once and the next file is read by."""
    _create(
        "column_choice",
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(32), nullable=False),
        sa.UniqueConstraint("signature", "place", name="uq_column_choice_signature_place"),
    )
    _create(
        "value_choice",
        sa.Column("field", sa.String(32), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.UniqueConstraint("field", "words", name="uq_value_choice_field_words"),
    )
    _create(
        "sender_choice",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_sender_choice_unit_id"),
        sa.UniqueConstraint("name", name="uq_sender_choice_name"),
    )
    op.create_index("ix_sender_choice_unit_id", "sender_choice", ["unit_id"])
    _create(
        "task_wording",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_task_wording_task_id"),
        sa.UniqueConstraint("task_id", "title", name="uq_task_wording_task_id_title"),
    )
    _create(
        "form_map",
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("field", sa.String(32), nullable=False),
        sa.UniqueConstraint("signature", "place", name="uq_form_map_signature_place"),
    )


def _create(name: str, *parts: sa.schema.SchemaItem) -> None:
    """A table with the id that all have, given once and never again."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *parts,
        sqlite_autoincrement=True,
    )
