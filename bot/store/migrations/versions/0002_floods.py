"""Until when Telegram's flood control holds for a chat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "floods",
        sa.Column("chat", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_floods"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("floods")
