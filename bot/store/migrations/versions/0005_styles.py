"""Styles, what messages show, and where versions come from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make two tables and add the columns; older drafts have no layers, older versions no base."""
    op.create_table(
        "styles",
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("topic", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("style", sa.JSON, nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", "topic", name="pk_styles"),
    )
    op.create_table(
        "shown",
        sa.Column("chat", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("message", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("draft_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat", "message", name="pk_shown"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_shown_draft_id_drafts", ondelete="CASCADE"),
    )
    op.create_index("ix_shown_draft_id", "shown", ["draft_id"])
    op.create_index("ix_drafts_person", "drafts", ["person"])
    op.add_column("drafts", sa.Column("layers", sa.JSON))
    op.add_column("versions", sa.Column("key", sa.String(128)))
    op.add_column("versions", sa.Column("base", sa.Integer))
    op.add_column("versions", sa.Column("person", sa.BigInteger))


def downgrade() -> None:
    """Drop them."""
    for column in ("person", "base", "key"):
        op.drop_column("versions", column)
    op.drop_column("drafts", "layers")
    op.drop_index("ix_drafts_person", "drafts")
    op.drop_table("shown")
    op.drop_table("styles")
