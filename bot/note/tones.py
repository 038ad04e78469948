"""Reads the tones: one Markdown file each, `# label` on the first line, the advice for the model below."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.models import Tone

FOLDER: Final = Path(__file__).parent / "prompts" / "tones"


def load(folder: Path = FOLDER) -> dict[str, Tone]:
    """Return the tones by name, which is the file's; a file without a label raises ValueError."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.md"))}


def _read(path: Path) -> Tone:
    first, _, advice = path.read_text("utf-8").strip().partition("\n")
    label = first.removeprefix("# ").strip()
    if label == first or not label or not advice.strip() or not path.stem.isascii():
        message = f"{path.name}: a tone is an ASCII file name, a line “# label”, and advice"
        raise ValueError(message)
    return Tone(name=path.stem, label=label, advice=advice.strip())
