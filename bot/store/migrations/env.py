"""Alembic's entry: runs the migrations on the connection that the program has opened."""

from __future__ import annotations

from alembic import context

from bot.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True)
if connection.dialect.name == "postgresql":
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7276417)")  # any number; one program migrates at a time
with context.begin_transaction():
    context.run_migrations()
