"""Alembic's entry: runs on the connection that `schema` passes in, within the transaction that is open on it."""

from alembic import context

from tracker.storage.tables import Plan

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Plan.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
