"""Measures the Bot API server as a process: seconds until it answers, sendMessage a second, its memory.

`make bench`, or `python -m tests.bench.playground`
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Final

from tests.support.telegram import TelegramServer

CALLS: Final = 500


async def measure() -> dict[str, float]:
    """Start it, send one message after the other, look at its memory."""
    began = time.perf_counter()
    async with TelegramServer() as telegram:
        await telegram.call("getMe")
        started = time.perf_counter() - began
        person = await telegram.user()
        began = time.perf_counter()
        for number in range(CALLS):
            assert (await telegram.call("sendMessage", chat_id=person.id, text=f"<b>第</b> {number} 条"))["ok"]
        rate = CALLS / (time.perf_counter() - began)
        memory = resident(telegram.pid)
    return {"starts_s": round(started, 2), "send_message_per_s": round(rate), "rss_mb": round(memory, 1)}


def resident(pid: int) -> float:
    """A process's memory, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    json.dump(asyncio.run(measure()), sys.stdout)
    sys.stdout.write("\n")
