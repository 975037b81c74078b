"""Settings shared by every test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# the first text drawn in a fresh checkout builds hypothesis's table of characters, and machines are shared: time says
# nothing about the code under test
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")
