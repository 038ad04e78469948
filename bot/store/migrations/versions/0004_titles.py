"""The titles that a version offers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; older versions offer none."""
    op.add_column("versions", sa.Column("titles", sa.JSON))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("versions", "titles")
