"""Migrations: what they make is what the tables say; one that fails leaves the database as it was, with a copy beside it."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.schema import CreateIndex, CreateTable

from tests.stores import contents
from tracker.errors import UserError
from tracker.storage import schema
from tracker.storage.engine import make_engine
from tracker.storage.store import Store
from tracker.storage.tables import Row
from tracker.usecases import plans

NEXT = '''
"""A later revision for the tests."""
import sqlalchemy as sa
from alembic import op
revision = "0002"
down_revision = "0001"
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
        (folder / "versions" / "0002_later.py").write_text(NEXT.format(more=more), "utf-8")
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "HEAD", "0002")

    return make


def test_the_migrated_schema_is_that_of_the_tables(empty_database: Path) -> None:
    engine = make_engine(empty_database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []
        made = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")}
    wanted = {table.name: str(CreateTable(table).compile(engine)) for table in Row.metadata.tables.values()}
    wanted |= {
        str(index.name): str(CreateIndex(index).compile(engine)) for table in Row.metadata.tables.values() for index in table.indexes
    }
    engine.dispose()
    made = {name: sql for name, sql in made.items() if name not in ("alembic_version", "sqlite_sequence")}
    assert {name: _parts(sql) for name, sql in made.items()} == {name: _parts(sql) for name, sql in wanted.items()}


def _parts(sql: str) -> list[str]:
    """The lines of a definition in any order, but for quotes and commas (order of constraints is no difference)."""
    return sorted(line.strip().rstrip(",") for line in sql.replace('"', "").splitlines() if line.strip())


def test_head_is_the_last_revision() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_current_head() == schema.HEAD


def test_an_older_database_is_copied_and_brought_up(planned: Store, later: Any, tmp_path: Path) -> None:
    planned.close()
    before = contents(planned.path)
    later()
    store = Store.open(planned.path)
    assert [plan.title for plan in plans.list_plans(store)] == ["松河县水环境治理方案"]
    store.close()
    (copy,) = tmp_path.glob("planned.升级前-0001-*.db")
    assert contents(copy) == before
    after = contents(planned.path)
    assert after["plan"] == [(*row, "") for row in before["plan"]]
    assert after["task"] == before["task"]


def test_a_migration_that_fails_changes_nothing(planned: Store, later: Any, tmp_path: Path) -> None:
    planned.close()
    before = contents(planned.path)
    later('raise RuntimeError("in the middle")')
    with pytest.raises(RuntimeError, match="in the middle"):
        Store.open(planned.path)
    assert contents(planned.path) == before
    connection = sqlite3.connect(planned.path)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    connection.close()
    assert list(tmp_path.glob("planned.升级前-0001-*.db"))


def test_no_backup_no_migration(planned: Store, later: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    planned.close()
    later()

    def full(_source: Path, _target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("tracker.storage.sqlite.copy", full)
    with pytest.raises(UserError, match="备份没有成功"):
        Store.open(planned.path)
    assert "extra" not in contents(planned.path)
