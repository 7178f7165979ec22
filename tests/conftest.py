"""What holds for every test: an interrupt can be heard."""

from __future__ import annotations

import signal

# Who runs the tests in the background of a shell script has SIGINT ignored for everything below.
# Ctrl-C is a part of what is tested, so the programs that tests start get it as in a terminal.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
