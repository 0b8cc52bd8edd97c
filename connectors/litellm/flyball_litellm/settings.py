"""Where the sidecar is, and how long it is waited for."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LOG: Final = logging.getLogger("flyball_litellm")
LONGEST_WAIT_MS: Final = 60_000
"""No answer of the sidecar asks for more."""


@dataclass(frozen=True)
class Settings:
    """Where the sidecar is and how long it is waited for; all from variables of the environment."""

    sidecar_url: str = "http://127.0.0.1:8080"
    shadow: bool = False
    timeout_ms: int = 200
    user_fields: tuple[str, ...] = ("user_email", "user_id", "end_user_id")
    """Fields of LiteLLM's key that name the payer, first one first: those that ingest goes by."""
    max_failures: int = 3
    """So many in a row, and the sidecar is let alone for a while."""
    pause_s: float = 5.0
    max_pending: int = 10_000
    """Calls under way, and ends that wait to be told, that are remembered."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Settings:
        """What the variables say; one that cannot be understood is named in the log and stays at its default."""
        fields = tuple(part.strip() for part in environment.get("FLYBALL_USER_FIELDS", "").split(",") if part.strip())
        return cls(
            sidecar_url=environment.get("FLYBALL_SIDECAR_URL", cls.sidecar_url).rstrip("/"),
            shadow=environment.get("FLYBALL_SHADOW", "").strip().lower() in ("1", "true", "yes", "on"),
            timeout_ms=_timeout_ms(environment.get("FLYBALL_TIMEOUT_MS", "")),
            user_fields=fields or cls.user_fields,
        )


def _timeout_ms(text: str) -> int:
    if text.strip().isdecimal() and 0 < int(text) <= LONGEST_WAIT_MS:
        return int(text)
    if text.strip():
        LOG.warning("FLYBALL_TIMEOUT_MS is not a whole number from 1 to %d: 200 is taken instead.", LONGEST_WAIT_MS)
    return Settings.timeout_ms
