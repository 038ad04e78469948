"""The tables, and how the nouns lie in them: what is never searched for is one JSON column each."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot import wire
from bot.models import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.models import Version

Row = sa.RowMapping


class Moment(sa.TypeDecorator[datetime]):
    """An aware datetime, in UTC: SQLite would forget the zone, PostgreSQL answers in the server's."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Say that it is UTC."""
        if value is None or value.tzinfo:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("chat", sa.BigInteger, nullable=False, index=True),
    sa.Column("topic", sa.BigInteger, nullable=False),
    sa.Column("person", sa.BigInteger, nullable=False, index=True),
    sa.Column("name", sa.String(128)),
    sa.Column("link", sa.String(2048)),
    sa.Column("layers", sa.JSON),
    sa.Column("article", sa.JSON, nullable=False),
    sa.Column("created", Moment, nullable=False),
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("draft_id", sa.String(64), sa.ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("note", sa.JSON, nullable=False),
    sa.Column("wish", sa.JSON, nullable=False),
    sa.Column("style", sa.JSON, nullable=False),
    sa.Column("titles", sa.JSON),
    sa.Column("findings", sa.JSON, nullable=False),
    sa.Column("writer", sa.String(16), nullable=False),
    sa.Column("usage", sa.JSON(none_as_null=True)),
    sa.Column("key", sa.String(128)),
    sa.Column("base", sa.Integer),
    sa.Column("person", sa.BigInteger),
    sa.Column("created", Moment, nullable=False),
)

shown = sa.Table(
    "shown",
    metadata,
    sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("draft_id", sa.String(64), sa.ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("since", Moment, nullable=False),
)

styles = sa.Table(
    "styles",
    metadata,
    sa.Column("scope", sa.String(16), primary_key=True),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("topic", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("style", sa.JSON, nullable=False),
    sa.Column("changed", Moment, nullable=False),
)

lessons = sa.Table(
    "lessons",
    metadata,
    sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("until", Moment, nullable=False),
    sa.Column("posts", sa.JSON, nullable=False),
)

access = sa.Table(
    "access",
    metadata,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("by", sa.BigInteger, nullable=False),
    sa.Column("since", Moment, nullable=False),
)

posts = sa.Table(
    "posts",
    metadata,
    sa.Column("draft_id", sa.String(64), sa.ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("claimed", sa.JSON(none_as_null=True)),
    sa.Column("judged", sa.JSON(none_as_null=True)),
    sa.Column("verdict", sa.String(16)),
    sa.Column("posted", sa.JSON(none_as_null=True)),
)

chats = sa.Table(
    "chats",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("takes_all", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("became", sa.BigInteger),
)

spends = sa.Table(
    "spends",
    metadata,
    sa.Column("key", sa.String(128), primary_key=True),
    sa.Column("person", sa.BigInteger, nullable=False),
    sa.Column("chat", sa.BigInteger, nullable=False),
    sa.Column("link", sa.Boolean, nullable=False),
    sa.Column("money", sa.BigInteger, nullable=False),
    sa.Column("prompt_tokens", sa.Integer, nullable=False, server_default="0"),
    sa.Column("completion_tokens", sa.Integer, nullable=False, server_default="0"),
    sa.Column("cached_tokens", sa.Integer, nullable=False, server_default="0"),
    sa.Column("settled", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("moment", Moment, nullable=False, index=True),
)

floods = sa.Table(
    "floods",
    metadata,
    sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("until", Moment, nullable=False),
)

workers = sa.Table(
    "workers",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("seen", Moment, nullable=False),
)


def draft_row(draft: Draft, *, now: datetime) -> dict[str, Any]:
    """Lay a draft into its columns; one without a time of its own is created `now`."""
    return {
        "id": draft.id,
        "chat": draft.chat,
        "topic": draft.topic,
        "person": draft.person,
        "name": draft.name,
        "link": draft.link,
        "layers": [asdict(layer) for layer in draft.layers],
        "article": asdict(draft.article),
        "created": draft.created or now,
    }


def version_row(version: Version, *, draft_id: str, number: int, now: datetime) -> dict[str, Any]:
    """Lay a version into its columns; numbers start at 1."""
    return {**asdict(version), "draft_id": draft_id, "number": number, "created": now}


def draft_from(row: Row, version_rows: Iterable[Row]) -> Draft:
    """Read a draft back; the versions come in the order given."""
    return Draft(
        id=row["id"],
        article=wire.article(row["article"]),
        versions=tuple(wire.version(dict(version)) for version in version_rows),
        chat=row["chat"],
        topic=row["topic"],
        person=row["person"],
        name=row["name"] or "",
        link=row["link"] or "",
        layers=wire.layers(row["layers"]),
        created=row["created"],
    )
