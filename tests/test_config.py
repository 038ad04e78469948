from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.config import Settings, load
from bot.errors import SettingsInvalid
from bot.quota import DAY, Budget, Counted, Limit, Price, Whose


def test_without_any_setting_the_bot_has_all_it_needs() -> None:
    settings = load()
    assert settings.telegram_bot_token is None
    assert not settings.has_model
    assert settings.database_url.get_secret_value().startswith("sqlite+aiosqlite:///")
    assert settings.allow_private_addresses == frozenset()


def test_dotenv_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("OPENAI_MODEL=from-file\nLOG_LEVEL=DEBUG\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("OPENAI_MODEL", "from-environment")
    settings = load()
    assert (settings.openai_model, settings.log_level) == ("from-environment", "DEBUG")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("MODEL_DEADLINE", "")
    assert load().openai_api_key is None


@pytest.mark.parametrize(
    ("name", "value"), [("OPENAI_API_KEY", "sk-made-up"), ("OPENAI_BASE_URL", "http://127.0.0.1:11434/v1")]
)
def test_a_key_or_an_endpoint_makes_a_model(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert load().has_model


def test_allowed_addresses_are_a_comma_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOW_PRIVATE_ADDRESSES", " 127.0.0.1:8000 ,,intranet:80 ")
    assert load().allow_private_addresses == {"127.0.0.1:8000", "intranet:80"}
    assert Settings(allow_private_addresses=frozenset({"a:1"})).allow_private_addresses == {"a:1"}


def test_the_webhooks_secret_is_derived_from_the_token_and_does_not_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().secret_token is None
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    derived = load().secret_token
    assert derived is not None
    assert re.fullmatch("[a-z0-9]{64}", derived.get_secret_value())
    assert load().secret_token == derived
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:another")
    assert load().secret_token != derived
    monkeypatch.setenv("WEBHOOK_SECRET", "of_my-Own1")
    assert load().secret_token == SecretStr("of_my-Own1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEBHOOK_SECRET", "with a space"),
        ("WEBHOOK_SECRET", "暗号"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("WEBHOOK_URL", "bot.example"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("JOBS_AT_ONCE", "0"),
        ("JOBS_AT_ONCE", "65"),
        ("LOG_FORMAT", "xml"),
        ("ALLOW_EPHEMERAL_SQLITE", "perhaps"),
    ],
)
def test_what_cannot_work_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid, match=f"^{name}$") as caught:
        load()
    assert value not in str(caught.value.__cause__).split("For further", maxsplit=1)[0].replace(name, "")


def test_extra_body_is_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_EXTRA_BODY", '{"enable_thinking": false}')
    assert load().openai_extra_body == {"enable_thinking": False}


def test_what_is_wrong_is_named_and_its_value_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "secret-nonsense")
    monkeypatch.setenv("MODEL_DEADLINE", "-1")
    with pytest.raises(SettingsInvalid) as caught:
        load()
    assert str(caught.value) == "MODEL_DEADLINE, OPENAI_BASE_URL"
    assert "secret-nonsense" not in str(caught.value.__cause__)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENAI_API_KEY", "“sk-copied”"),
        ("TELEGRAM_BOT_TOKEN", " "),
        ("TELEGRAM_BOT_TOKEN", "a b"),
        ("TELEGRAM_BOT_TOKEN", "中文"),
        ("OPENAI_EXTRA_BODY", "{bad"),
        ("OPENAI_EXTRA_BODY", "[1]"),
    ],
)
def test_a_value_that_can_never_work_is_named_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid, match=f"^{name}$"):
        load()


def test_spaces_around_a_key_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", " sk-pasted ")
    key = load().openai_api_key
    assert key is not None
    assert key.get_secret_value() == "sk-pasted"


def test_a_dotenv_of_another_encoding_is_said() -> None:
    Path(".env").write_bytes("OPENAI_MODEL=模型\n".encode("gbk"))
    with pytest.raises(SettingsInvalid, match="UTF-8"):
        load()


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@db/x")
    assert "secret" not in repr(load()).replace("webhook_secret", "")


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        load().log_level = "DEBUG"  # type: ignore[misc] # frozen: that is the point


def test_ids_are_a_comma_list_and_a_star_is_everyone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMINS", "5, 6,")
    monkeypatch.setenv("ALLOWED_USERS", "7")
    monkeypatch.setenv("ALLOWED_CHATS", "-1001234567890123")
    rules = load().rules
    assert (rules.admins, rules.users, rules.chats) == ({5, 6}, {7}, {-1001234567890123})
    assert not rules.everyone
    monkeypatch.setenv("ALLOWED_USERS", "*")
    assert load().rules.everyone


def test_the_set_up_code_is_the_same_in_each_process_and_there_is_none_where_somebody_decides_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load().rules.setup == ""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    code = load().rules.setup
    assert re.fullmatch("[0-9a-f]{12}", code)
    assert load().rules.setup == code
    assert code not in repr(load().rules)
    monkeypatch.setenv("ALLOWED_USERS", "7")
    assert load().rules.setup == code
    monkeypatch.setenv("ADMINS", "5")
    assert load().rules.setup == ""


def test_a_limit_of_zero_is_none_and_money_is_counted_in_millionths(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LINKS_PER_HOUR", "NOTES_PER_DAY", "NOTES_PER_DAY_GROUP"):
        monkeypatch.setenv(name, "0")
    assert load().budget == Budget(currency="¥")
    monkeypatch.setenv("SPEND_PER_DAY_ALL", "2.5")
    monkeypatch.setenv("MODEL_PRICES", '{"m": {"prompt": 2, "completion": 8}}')
    monkeypatch.setenv("OPENAI_MODEL", "m")
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    assert load().budget == Budget(
        limits=(Limit(whose=Whose.ALL, counted=Counted.MONEY, window=DAY, most=2_500_000),),
        prices={"m": Price(prompt=2, completion=8)},
        model="m",
        currency="¥",
    )
