"""Which Chromium runs, and under which limits: where to find one, its flags, a cap on its memory, its end."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import sys
from pathlib import Path
from typing import Final

FLAGS: Final = (
    "--disable-3d-apis",  # a WebGL loop starves the next page
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-sync",
    "--dns-prefetch-disable",
    "--no-pings",
    # WebRTC would go round the proxy by UDP; full Chromium and headless shell spell the policy differently
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_DATA_KIB: Final = 1_500_000
"""Most private memory of one of its processes: an ArrayBuffer bomb takes gigabytes within seconds."""
_OWN: Final = (  # below Playwright's download folder, the small one first
    "chromium_headless_shell-*/*/chrome-headless-shell",
    "chromium_headless_shell-*/*/headless_shell",
    "chromium-*/*/chrome",
    "chromium-*/*/Chromium.app/Contents/MacOS/Chromium",
    "chromium-*/*/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
)
_NAMES: Final = (
    "chromium-headless-shell",
    "/usr/lib/chromium/chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
)


def find_browser(configured: Path | None = None) -> Path | None:
    """Find a Chromium: the configured one and no other, else Playwright's own, else one on PATH."""
    if configured is not None:
        return configured if os.access(configured, os.X_OK) and configured.is_file() else None
    found = (shutil.which(name) for name in _NAMES)
    on_path = (Path(name) for name in found if name and not _is_snap_stub(Path(name)))
    return next(iter(_downloaded()), None) or next(on_path, None)


def _downloaded() -> list[Path]:
    """List what `playwright install` has brought, the newest of the smallest first."""
    configured = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    usual = "Library/Caches/ms-playwright" if sys.platform == "darwin" else ".cache/ms-playwright"
    folder = Path(configured) if configured not in {"", "0"} else Path.home() / usual
    found = (sorted(folder.glob(pattern), reverse=True) for pattern in _OWN)
    return [path for paths in found for path in paths if os.access(path, os.X_OK)]


def _is_snap_stub(path: Path) -> bool:
    """Tell Ubuntu's placeholder, which installs or enters a snap that cannot read our files."""
    if "snap" in path.resolve().parts:
        return True
    with path.open("rb") as file:
        head = file.read(4096)
    return head.startswith(b"#!") and b"/snap/" in head


def write_launcher(folder: Path, browser: Path) -> Path:
    """Write a script into `folder` that caps the browser's memory, leaves its process id there, and becomes it."""
    launcher = folder / "launch"
    launcher.write_text(
        "#!/bin/sh\n"
        f"ulimit -d {_DATA_KIB} 2>/dev/null\n"
        f"echo $$ > {shlex.quote(str(_pid_file(folder)))}\n"
        f'exec {shlex.quote(str(browser))} "$@"\n'
    )
    launcher.chmod(0o700)
    return launcher


def kill(folder: Path) -> None:
    """End the browser that was launched from `folder`, with its children; one that is gone is no error."""
    with contextlib.suppress(OSError, ValueError):
        os.killpg(int(_pid_file(folder).read_text()), signal.SIGKILL)


def _pid_file(folder: Path) -> Path:
    return folder / "pid"
