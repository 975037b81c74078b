"""Settings shared by every test."""

from __future__ import annotations

import os
import signal

from hypothesis import HealthCheck, settings

# the first text drawn in a fresh checkout builds hypothesis's table of characters, and machines are shared: time says
# nothing about the code under test
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

# outputs are compared, and some CI servers ask every program for colours
os.environ.pop("FORCE_COLOR", None)

# in the background of a script SIGINT and SIGHUP are ignored, and so they would be in every process that a test starts
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
