"""The methods that set a webhook: it rules out getUpdates; updates are kept for it, not yet posted to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground.failure import bad_request

if TYPE_CHECKING:
    from bot.playground.params import Params
    from bot.playground.world import World


def kinds(params: Params) -> list[str] | None:
    """Read allowed_updates; None when absent."""
    wanted = params.array("allowed_updates")
    return None if wanted is None else [str(kind) for kind in wanted]


def set_webhook(world: World, params: Params) -> bool:
    """`setWebhook`: an empty address removes it."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    world.updates.webhook = {"url": url, "secret_token": params.text("secret_token")}
    world.updates.allow(kinds(params))
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """`deleteWebhook`."""
    world.updates.webhook = {}
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _: Params) -> dict[str, Any]:
    """`getWebhookInfo`."""
    described = {
        "url": world.updates.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    return described | ({"allowed_updates": sorted(world.updates.allowed)} if world.updates.allowed else {})
