"""Settings: what the environment or .env says, one field a line of .env.example. The home of pydantic-settings."""

from __future__ import annotations

import hmac
import json
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.access import Rules
from bot.errors import SettingsInvalid
from bot.quota import DAY, HOUR, MICROS, Budget, Counted, Limit, Price, Whose

_SETUP = 12
"""Hexadecimal digits of the set-up code: short enough to type, too long to guess."""
_SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""What the Bot API takes; a person who sets one by hand should make it long."""


def _sendable(secret: SecretStr) -> SecretStr:
    """Refuse what no HTTP header or address can carry; the spaces of a hasty copy are taken off."""
    value = secret.get_secret_value().strip()
    if not value or not all("!" <= character <= "~" for character in value):
        raise ValueError("not printable ASCII")
    return SecretStr(value)


def _parsed(value: object) -> object:
    return json.loads(value) if isinstance(value, str) else value


def _ids(value: object) -> object:
    if not isinstance(value, str) or value.strip() == "*":
        return value
    return frozenset(part.strip() for part in value.split(",") if part.strip())


_Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)]
_Key = Annotated[SecretStr, AfterValidator(_sendable)]


class Settings(BaseSettings):
    """Values only; a secret hides in repr. An empty variable counts as not set."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, frozen=True, hide_input_in_errors=True, extra="ignore"
    )

    telegram_bot_token: _Key | None = None
    """From @BotFather; without it the bot serves a page on this machine, to try it."""
    telegram_base_url: HttpUrl = HttpUrl("https://api.telegram.org")
    """Another Bot API server."""
    webhook_url: HttpUrl | None = None
    """This bot's public https address, for Telegram to call; the bot polls when empty."""
    webhook_secret: SecretStr | None = None
    """What Telegram says with each call to prove itself; derived from the token when empty."""

    openai_api_key: _Key | None = None
    """Key of any OpenAI-compatible endpoint; without it and without a base URL, notes are excerpts."""
    openai_base_url: HttpUrl | None = None
    """The endpoint; OpenAI's own when empty."""
    openai_model: str = Field(default="gpt-5-mini", max_length=200)
    """The model's name there."""
    openai_extra_body: Annotated[dict[str, Any], NoDecode, BeforeValidator(_parsed)] = Field(default_factory=dict)
    """JSON added to each request, such as {"enable_thinking": false}."""
    model_deadline: float = Field(default=180, gt=0, le=3600)
    """Seconds for one request to the model, its retries included; a repair, or the judge, is another."""

    judge: bool = False
    """Whether the model is asked for its opinion of each note: one more request."""

    words_file: Path | None = None
    """A team's own word list, which adds to ours and mutes what it names (docs/words.md)."""

    admins: _Ids = frozenset()
    """Ids of the people who decide who else may use the bot."""
    allowed_users: Annotated[frozenset[int] | Literal["*"], NoDecode, BeforeValidator(_ids)] = frozenset()
    """Ids of people who may use it anywhere; * is everyone."""
    allowed_chats: _Ids = frozenset()
    """Ids of groups in which everyone may use it."""

    links_per_hour: int = Field(default=30, ge=0)
    """Most new articles of one person within an hour; 0 is no limit, here and below."""
    notes_per_day: int = Field(default=100, ge=0)
    """Most notes and further versions of one person within a day."""
    notes_per_day_group: int = Field(default=300, ge=0)
    """Of one group."""
    notes_per_day_all: int = Field(default=0, ge=0)
    """Of all together."""
    spend_per_day: float = Field(default=0, ge=0, le=1e9)
    """Most money that the model takes for one person within a day, in the prices' currency."""
    spend_per_day_group: float = Field(default=0, ge=0, le=1e9)
    """For one group."""
    spend_per_day_all: float = Field(default=0, ge=0, le=1e9)
    """For all together."""
    model_prices: Annotated[dict[str, Price], NoDecode, BeforeValidator(_parsed)] = Field(default_factory=dict)
    """JSON: what a million tokens cost, by model: {"gpt-5-mini": {"prompt": 2, "cached": 0.2, "completion": 14}}."""
    currency: str = Field(default="¥", max_length=8)
    """What the prices are in."""

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///data/xiaogao.db")
    """Where drafts and jobs are kept: a SQLite file, or postgresql://… for many processes."""
    allow_ephemeral_sqlite: bool = False
    """Whether a SQLite file may lie on a disk that the platform empties at each restart."""
    retention_days: int = Field(default=90, ge=0, le=36500)
    """Days after its last version that a draft is kept; 0 is for ever."""
    jobs_at_once: int = Field(default=8, ge=1, le=64)
    """Most chats that one process works for at the same time."""

    host: str = Field(default="0.0.0.0", max_length=255)  # noqa: S104 - a platform's router comes from outside
    """The address that the web server listens on."""
    port: int | None = Field(default=None, ge=1, le=65535)
    """Its port. Empty: `run` has no web server, `web` takes 8080."""

    allow_private_addresses: Annotated[frozenset[str], NoDecode] = frozenset()
    """host:port, comma-separated: addresses of an intranet that may be read all the same."""
    chromium_path: Path | None = None
    """The browser for the pictures; found by itself when empty."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """How much the log says."""
    log_format: Literal["text", "json"] = "text"
    """A line for people, or an object for programs."""

    @field_validator("allow_private_addresses", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return frozenset(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("webhook_secret")
    @classmethod
    def _speakable(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET_TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("not a secret_token of the Bot API")
        return value

    @property
    def secret_token(self) -> SecretStr | None:
        """`setWebhook`'s secret_token: the one that is set, else one that only the token's holders can derive."""
        if self.webhook_secret is None and self.telegram_bot_token is not None:
            return SecretStr(_derived(self.telegram_bot_token.get_secret_value(), b"webhook"))
        return self.webhook_secret

    def tried_out(self, *, token: str, address: str, database: str, readable: str) -> Settings:
        """Return the settings of a bot that polls another Telegram, and may read one private `host:port` more."""
        return self.model_copy(
            update={
                "telegram_bot_token": SecretStr(token),
                "telegram_base_url": HttpUrl(address),
                "webhook_url": None,
                "database_url": SecretStr(database),
                "allow_ephemeral_sqlite": True,
                "allowed_users": "*",
                "allow_private_addresses": self.allow_private_addresses | {readable},
            }
        )

    @property
    def rules(self) -> Rules:
        """Who may use the bot; the set-up code is one that only the token's holders can derive."""
        token = self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else ""
        everyone = self.allowed_users == "*"
        return Rules(
            admins=self.admins,
            users=frozenset() if self.allowed_users == "*" else self.allowed_users,
            chats=self.allowed_chats,
            everyone=everyone,
            setup="" if self.admins or everyone or not token else _derived(token, b"setup")[:_SETUP],
        )

    @property
    def budget(self) -> Budget:
        """How much may be asked for and spent."""
        wanted = (
            (Whose.PERSON, Counted.LINKS, HOUR, self.links_per_hour),
            (Whose.PERSON, Counted.NOTES, DAY, self.notes_per_day),
            (Whose.CHAT, Counted.NOTES, DAY, self.notes_per_day_group),
            (Whose.ALL, Counted.NOTES, DAY, self.notes_per_day_all),
            (Whose.PERSON, Counted.MONEY, DAY, round(self.spend_per_day * MICROS)),
            (Whose.CHAT, Counted.MONEY, DAY, round(self.spend_per_day_group * MICROS)),
            (Whose.ALL, Counted.MONEY, DAY, round(self.spend_per_day_all * MICROS)),
        )
        limits = tuple(
            Limit(whose=whose, counted=counted, window=window, most=most)
            for whose, counted, window, most in wanted
            if most
        )
        model = self.openai_model if self.has_model else ""
        return Budget(limits=limits, prices=self.model_prices, model=model, currency=self.currency)

    @property
    def has_model(self) -> bool:
        """Whether a model is configured; a local endpoint needs no key."""
        return self.openai_api_key is not None or self.openai_base_url is not None


def _derived(token: str, purpose: bytes) -> str:
    """Derive a secret that only the token's holders can."""
    return hmac.new(token.encode(), purpose, "sha256").hexdigest()


def load() -> Settings:
    """Read the settings; raises SettingsInvalid naming the variables that are wrong."""
    try:
        return Settings()
    except ValidationError as error:
        names = sorted({str(problem["loc"][0]).upper() for problem in error.errors() if problem["loc"]})
        raise SettingsInvalid(", ".join(names)) from error
    except UnicodeDecodeError as error:
        raise SettingsInvalid(".env (UTF-8)") from error
