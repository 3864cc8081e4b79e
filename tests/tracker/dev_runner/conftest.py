from __future__ import annotations

from tests.tracker.local_servers.conftest import folder, no_other_servers, var

__all__ = ["folder", "no_other_servers", "var"]
