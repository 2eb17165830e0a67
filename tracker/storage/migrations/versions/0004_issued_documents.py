"""The register of documents that were issued, the tasks they are about, and the series of their numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "number_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("pattern", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_number_series"),
        sa.UniqueConstraint("kind", "year", name="uq_number_series_kind_year"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "issued_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("kept_name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["number_series.id"], name="fk_issued_document_series_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_issued_document_plan_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_issued_document_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issued_document"),
        sa.UniqueConstraint("series_id", "ordinal", name="uq_issued_document_series_id_ordinal"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_issued_document_kind", "issued_document", ["kind", "issued_on"])
    op.create_index("ix_issued_document_plan_id", "issued_document", ["plan_id"])
    op.create_index("ix_issued_document_unit_id", "issued_document", ["unit_id"])
    op.create_table(
        "issued_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issued_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issued_id"], ["issued_document.id"], name="fk_issued_task_issued_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_issued_task_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issued_task"),
        sa.UniqueConstraint("issued_id", "task_id", name="uq_issued_task_issued_id_task_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_issued_task_task_id", "issued_task", ["task_id"])
