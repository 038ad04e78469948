"""小稿: a link to an article becomes a note for Xiaohongshu. The work itself; no Telegram in here."""
