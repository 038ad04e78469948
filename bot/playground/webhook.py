"""The methods that set a webhook: it rules out getUpdates, and `delivery` posts the updates to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.playground.failure import bad_request
from bot.playground.updates import Webhook

if TYPE_CHECKING:
    from bot.playground.params import Params
    from bot.playground.world import World

MAX_CONNECTIONS = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


def kinds(params: Params) -> list[str] | None:
    """Read allowed_updates; None when absent."""
    wanted = params.array("allowed_updates")
    return None if wanted is None else [str(kind) for kind in wanted]


def _address(url: str) -> str:
    """Check where updates are to go: this Telegram knows no host but loopback, where plain HTTP will do."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise bad_request("bad webhook: Invalid HTTP URL specified") from None
    if host not in _HOSTS:
        if parts.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        raise bad_request("bad webhook: Failed to resolve host: Name or service not known")
    if parts.scheme not in {"http", "https"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    return url


def set_webhook(world: World, params: Params) -> bool:
    """`setWebhook`: an empty address removes it."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    secret = params.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(params.integer("max_connections", Webhook.max_connections), 1), MAX_CONNECTIONS)
    webhook = Webhook(_address(url), secret, connections)
    world.updates.allow(kinds(params))
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.attach(webhook)
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """`deleteWebhook`."""
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.attach(None)
    return True


def get_webhook_info(world: World, _: Params) -> dict[str, Any]:
    """`getWebhookInfo`."""
    webhook = world.updates.webhook
    described: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if webhook:
        described["max_connections"] = webhook.max_connections
    if webhook and webhook.last_error_message:
        described["last_error_date"] = webhook.last_error_date
        described["last_error_message"] = webhook.last_error_message
    return described | ({"allowed_updates": sorted(world.updates.allowed)} if world.updates.allowed else {})
