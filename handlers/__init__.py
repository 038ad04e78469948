"""Everything Telegram, nothing else."""
