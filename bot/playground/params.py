"""The parameters of a Bot API call, whichever way they came: JSON, form, multipart or query."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from bot.playground.failure import bad_request


def decode(source: str | bytes) -> Any:  # noqa: ANN401 - JSON of any shape
    """Read JSON; raises ValueError on what could not be written again: NaN, halves of characters, endless depth."""
    try:
        value = json.loads(source)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError as error:
        raise ValueError("too deep") from error
    return value


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    name: str
    data: bytes
    media_type: str = "application/octet-stream"


@dataclass
class Params:
    """Values by name and uploads by name; each reader raises Failure on a value of the wrong kind."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Read a string; empty when absent."""
        value = self.values.get(name, "")
        if isinstance(value, str | int | float):
            return str(value)
        if value is None:
            return ""
        raise bad_request(f"can't parse parameter {name}: expected a String")

    def integer(self, name: str, default: int = 0) -> int:
        """Read a whole number."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f'invalid parameter "{name}" specified') from None

    def flag(self, name: str) -> bool:
        """Read a yes or no."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes", "y", "t"}

    def json(self, name: str) -> Any:  # noqa: ANN401 - JSON of any shape
        """Read a structure, which may have come as a string of JSON; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return decode(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> dict[str, Any]:
        """Read an object; empty when absent."""
        value = self.json(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def array(self, name: str) -> list[Any] | None:
        """Read a list; None when absent."""
        value = self.json(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"can't parse {name}: expected an Array")
        return value

    def upload(self, name: str) -> Upload | None:
        """Find the file of a parameter: sent under its name, or as attach:// under another."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(name)

    @property
    def shown(self) -> dict[str, Any]:
        """For the journal: structures as structures, files as their name and size."""
        shown = {name: self._readable(name) for name in self.values}
        return shown | {name: {"file": file.name, "bytes": len(file.data)} for name, file in self.uploads.items()}

    def _readable(self, name: str) -> Any:  # noqa: ANN401 - JSON of any shape
        value = self.values[name]
        if isinstance(value, str) and value[:1] in {"{", "["}:
            try:
                return decode(value)
            except ValueError:
                return value
        return value
