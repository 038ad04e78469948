"""A Telegram of one's own on loopback: a Bot API server that knows nothing of the bot it serves."""
