"""The way to the sidecar, which never stands in the way of a call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from flyball_litellm.decision import Decision
from flyball_litellm.identity import Ids
from flyball_litellm.settings import LOG, Settings

T = TypeVar("T")


class Sidecar:
    """Asks it, briefly; lets it alone for a while where it does not answer. Belongs to one event loop."""

    def __init__(self, settings: Settings, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._clock = clock
        # the sidecar is near: no proxy of the environment belongs between
        self._http = httpx.AsyncClient(timeout=settings.timeout_ms / 1000, trust_env=False)
        self._failures = 0
        self._ask_again_at = 0.0
        self._refused = False
        self._ends: asyncio.Queue[dict[str, Any]] = asyncio.Queue(settings.max_pending)
        self._teller = asyncio.get_running_loop().create_task(self._tell_ends())

    async def check(self, ids: Ids) -> Decision | None:
        """What to do with a call; None where nobody says."""
        return await self._post("/v1/check", {**ids, "wait": True, "reports_end": True}, Decision.of)

    def ended(self, ids: Ids, tokens: int) -> None:
        """Tells an end in its own time; where too many wait it is not told, and lapses at the sidecar."""
        if not self._ends.full():
            self._ends.put_nowait({**ids, "tokens": tokens})

    async def close(self) -> None:
        """Tells what waits to be told, and closes the connections."""
        await self._ends.join()
        self._teller.cancel()
        await self._http.aclose()

    async def _tell_ends(self) -> None:
        while True:
            body = await self._ends.get()
            await self._post("/v1/done", body, bool)
            self._ends.task_done()

    async def _post(self, path: str, body: dict[str, Any], read: Callable[[object], T]) -> T | None:
        """What the answer says; None where there is none, or none that can be read."""
        if not self._may_ask():
            return None
        try:
            # httpx bounds each step; this bounds them all together
            response = await asyncio.wait_for(
                self._http.post(self._settings.sidecar_url + path, json=body), self._settings.timeout_ms / 1000
            )
            if response.is_client_error:
                self._was_refused(response.status_code)
                return None
            answer = read(response.raise_for_status().json())
        except Exception as e:  # noqa: BLE001 - fails open, whatever it is
            self._failed(e)
            return None
        if self._failures >= self._settings.max_failures:
            LOG.warning("The sidecar answers again.")
        self._failures = 0
        return answer

    def _may_ask(self) -> bool:
        if self._failures < self._settings.max_failures:
            return True
        if self._clock() < self._ask_again_at:
            return False
        self._ask_again_at = self._clock() + self._settings.pause_s  # this call tries, others pass meanwhile
        return True

    def _failed(self, why: Exception) -> None:
        self._failures += 1
        if self._failures == self._settings.max_failures:
            self._ask_again_at = self._clock() + self._settings.pause_s
            LOG.warning(
                "The sidecar at %s does not answer (%s): calls pass unslowed; it is tried every %s s.",
                self._settings.sidecar_url,
                type(why).__name__,
                self._settings.pause_s,
            )

    def _was_refused(self, status: int) -> None:
        if not self._refused:
            self._refused = True
            LOG.warning("The sidecar refuses a question with status %d: such calls pass. Told once.", status)
