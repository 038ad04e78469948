"""`python -m bot`: runs a command. Imports nothing by itself, since each process that judges pages reads it again."""

from __future__ import annotations

import signal
import sys

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the imports take a second, in which Ctrl-C is no traceback
    from bot.commands import main

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
