"""Who may use the bot, what groups switched, who posts what, and what was spent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make four tables; older drafts do not say who asked for them, nor with which link."""
    op.create_table(
        "access",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("by", sa.BigInteger, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_access"),
    )
    op.add_column("drafts", sa.Column("name", sa.String(128)))
    op.add_column("drafts", sa.Column("link", sa.String(2048)))
    op.create_index("ix_drafts_chat", "drafts", ["chat"])
    op.create_table(
        "posts",
        sa.Column("draft_id", sa.String(64), nullable=False),
        sa.Column("claimed", sa.JSON),
        sa.Column("judged", sa.JSON),
        sa.Column("verdict", sa.String(16)),
        sa.Column("posted", sa.JSON),
        sa.PrimaryKeyConstraint("draft_id", name="pk_posts"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_posts_draft_id_drafts", ondelete="CASCADE"),
    )
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("takes_all", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("became", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
    )
    op.create_table(
        "spends",
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("link", sa.Boolean, nullable=False),
        sa.Column("money", sa.BigInteger, nullable=False),
        sa.Column("prompt_tokens", sa.Integer, nullable=False, server_default="0"),
        sa.Column("completion_tokens", sa.Integer, nullable=False, server_default="0"),
        sa.Column("cached_tokens", sa.Integer, nullable=False, server_default="0"),
        sa.Column("settled", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_spends"),
    )
    op.create_index("ix_spends_moment", "spends", ["moment"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("spends")
    op.drop_table("chats")
    op.drop_table("posts")
    op.drop_index("ix_drafts_chat", "drafts")
    op.drop_column("drafts", "link")
    op.drop_column("drafts", "name")
    op.drop_table("access")
