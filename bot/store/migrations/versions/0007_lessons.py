"""Until when posts are waited for that are to be learned from, and which came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "lessons",
        sa.Column("chat", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posts", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_lessons"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("lessons")
