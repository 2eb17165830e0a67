"""Migrations: what they make is what the tables say; one that fails leaves the database as it was, with a copy beside it."""

import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.stores import contents
from tracker.errors import UserError
from tracker.storage import schema
from tracker.storage.engine import make_engine
from tracker.storage.store import Store
from tracker.storage.tables import Plan
from tracker.usecases.intake import plans

NEXT = '''
"""A later revision for the tests."""
import sqlalchemy as sa
from alembic import op
revision = "later"
down_revision = "HEAD_NOW"
branch_labels = None
depends_on = None

def upgrade() -> None:
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("plan") as table:
        table.add_column(sa.Column("remark", sa.String(), nullable=False, server_default=""))
    {more}
'''


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A program that has one revision more."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def make(more: str = "pass") -> None:
        text = NEXT.format(more=more).replace("HEAD_NOW", schema.HEAD)
        (folder / "versions" / "later.py").write_text(text, "utf-8")
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "HEAD", "later")

    return make


def test_the_migrated_schema_is_that_of_the_tables(empty_database: Path, tmp_path: Path) -> None:
    engine = make_engine(empty_database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Plan.metadata) == []
    engine.dispose()
    made = tmp_path / "tables.db"
    engine = make_engine(made)
    Plan.metadata.create_all(engine)
    engine.dispose()
    assert _shape(empty_database) == _shape(made)


def _shape(path: Path) -> dict[str, Any]:
    """What a database promises: columns, references, indexes and the parts of each definition (their order is no difference)."""
    connection = sqlite3.connect(path)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        shape: dict[str, Any] = {}
        for table in sorted({*tables} - {"alembic_version", "sqlite_sequence"}):
            (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            shape[table] = {
                "columns": sorted(row[1:] for row in connection.execute(f"PRAGMA table_info({table})")),
                "references": sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({table})")),
                "constraints": sorted(re.findall(r"CONSTRAINT (\w+)", sql.replace('"', ""))),
                "never_reused": "AUTOINCREMENT" in sql,
                "indexes": sorted(
                    (name, unique, *(column for _, _, column in connection.execute(f"PRAGMA index_info({name})")))
                    for _, name, unique, *_ in connection.execute(f"PRAGMA index_list({table})")
                ),
            }
        return shape
    finally:
        connection.close()


def test_head_is_the_last_revision() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_current_head() == schema.HEAD


def test_an_older_database_is_copied_and_brought_up(planned: Store, later: Any, tmp_path: Path) -> None:
    planned.close()
    before, head = contents(planned.path), schema.HEAD
    later()
    store = Store.open(planned.path)
    assert [plan.title for plan in plans.list_plans(store)] == ["松河县水环境治理方案"]
    store.close()
    (copy,) = tmp_path.glob(f"planned.升级前-{head}-*.db")
    assert contents(copy) == before
    after = contents(planned.path)
    assert after["plan"] == [(*row, "") for row in before["plan"]]
    assert after["task"] == before["task"]


def test_a_migration_that_fails_changes_nothing(planned: Store, later: Any, tmp_path: Path) -> None:
    planned.close()
    before = contents(planned.path)
    head = schema.HEAD
    later('raise RuntimeError("in the middle")')
    with pytest.raises(RuntimeError, match="in the middle"):
        Store.open(planned.path)
    assert contents(planned.path) == before
    connection = sqlite3.connect(planned.path)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (head,)
    connection.close()
    assert list(tmp_path.glob(f"planned.升级前-{head}-*.db"))


def test_no_backup_no_migration(planned: Store, later: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    planned.close()
    later()

    def full(_source: Path, _target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("tracker.storage.sqlite.copy", full)
    with pytest.raises(UserError, match="备份没有成功"):
        Store.open(planned.path)
    assert "extra" not in contents(planned.path)
