"""How the values of an indicator are reckoned: as they stand at the end of a period, or from the beginning of each year."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("indicator", sa.Column("reckoning", sa.String(16), nullable=False, server_default="level"))
