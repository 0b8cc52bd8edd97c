"""LiteLLM's hooks."""

from __future__ import annotations

import asyncio
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final

from litellm.integrations.custom_logger import CustomLogger
from litellm.proxy._types import UserAPIKeyAuth
from typing_extensions import override

from flyball_litellm.decision import Decision, NewTaskHeld
from flyball_litellm.identity import Ids, ids_of
from flyball_litellm.request import is_served, lower_output
from flyball_litellm.settings import LOG, Settings
from flyball_litellm.sidecar import Sidecar


class Governor(CustomLogger):
    """LiteLLM's hooks. One instance serves any number of event loops, one after the other."""

    def __init__(self, settings: Settings | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._settings = settings or Settings.of(os.environ)
        self._clock = clock
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sidecar: Sidecar | None = None
        self._under_way: OrderedDict[str, Ids] = OrderedDict()

    @property
    def sidecar(self) -> Sidecar:
        """That of the running event loop."""
        loop = asyncio.get_running_loop()
        if self._sidecar is None or self._loop is not loop:
            self._loop, self._sidecar = loop, Sidecar(self._settings, self._clock)
        return self._sidecar

    async def close(self) -> None:
        """Tells what waits to be told to the sidecar."""
        if self._sidecar is not None:
            sidecar, self._sidecar = self._sidecar, None
            await sidecar.close()

    @override
    async def async_pre_call_hook(
        self, user_api_key_dict: UserAPIKeyAuth, cache: Any, data: dict[str, Any], call_type: Any
    ) -> dict[str, Any] | None:
        """Asks, waits, changes the request; raises a 429 only for a task that is to wait."""
        kind = str(getattr(call_type, "value", call_type))
        try:
            ids = ids_of(user_api_key_dict, data, self._settings.user_fields)
            if "model" not in ids:
                return None
            decision = await self.sidecar.check(ids)
        except Exception:  # noqa: BLE001 - the call passes, whatever it is
            LOG.exception("A call could not be asked about and passes.")
            return None
        if decision is None:
            self._remember(_call_id(data), ids)  # the answer may only have been late: then the call is counted there
            return None
        if self._settings.shadow or decision.shadow:
            self._tell_shadow(decision)
            self._remember(_call_id(data), ids)
            return None
        if not decision.admitted:
            raise NewTaskHeld(decision)
        await self._wait(decision.delay_ms, ids)
        self._remember(_call_id(data), ids)
        self._change(data, kind, decision, user_api_key_dict)
        return data

    async def _wait(self, delay_ms: int, ids: Ids) -> None:
        try:
            await asyncio.sleep(delay_ms / 1000)
        except asyncio.CancelledError:  # the client has gone
            self.sidecar.ended(ids, 0)
            raise

    @staticmethod
    def _tell_shadow(decision: Decision) -> None:
        would = decision.shadow or decision.action
        if would != "pass":
            LOG.info("Shadow: would %s (%d ms), for %s.", would, decision.delay_ms, decision.reason or "a signal")

    @staticmethod
    def _change(data: dict[str, Any], kind: str, decision: Decision, key: UserAPIKeyAuth) -> None:
        try:
            if decision.model and is_served(decision.model, key):
                data["model"] = decision.model
            lower_output(data, kind, decision.max_output_tokens)
        except Exception:  # noqa: BLE001 - the call passes, whatever it is
            LOG.exception("A call could not be changed as asked and passes as it is.")

    def _remember(self, call_id: str, ids: Ids) -> None:
        self._under_way[call_id] = ids
        while len(self._under_way) > self._settings.max_pending:
            self._under_way.popitem(last=False)

    def _ended(self, call_id: str, tokens: int) -> None:
        ids = self._under_way.pop(call_id, None)
        if ids is not None and self._loop is not None and self._sidecar is not None:
            # LiteLLM may tell it in another thread than it asked in
            self._loop.call_soon_threadsafe(self._sidecar.ended, ids, tokens)

    @override
    async def async_log_success_event(
        self, kwargs: Mapping[str, Any], response_obj: Any, start_time: Any, end_time: Any
    ) -> None:
        """A call has ended well, a stream included."""
        payload = kwargs.get("standard_logging_object")
        total = payload.get("total_tokens") if isinstance(payload, Mapping) else None
        self._ended(_call_id(kwargs), total if isinstance(total, int) and total > 0 else 0)

    @override
    async def async_post_call_failure_hook(
        self,
        request_data: Mapping[str, Any],
        original_exception: Exception,
        user_api_key_dict: UserAPIKeyAuth,
        traceback_str: str | None = None,
    ) -> None:
        """A call has failed for good: what LiteLLM tries again does not come here."""
        self._ended(_call_id(request_data), 0)


def _call_id(data: Mapping[str, Any]) -> str:
    return str(data.get("litellm_call_id"))


governor: Final = Governor()
