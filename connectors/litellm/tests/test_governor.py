"""The hooks as LiteLLM calls them, with LiteLLM's own types and its own events."""

import asyncio
import time
import unittest
from collections.abc import Callable
from typing import Any

import litellm
from litellm.proxy._types import UserAPIKeyAuth
from sidecar import PASS, FakeSidecar
from typing_extensions import override

from flyball_litellm import Governor, Settings
from flyball_litellm.decision import NewTaskHeld

ANN = UserAPIKeyAuth(user_id="ann", user_email="ann@example.test", team_id="core")
CONTENT = "the words of a prompt"


class GovernorTest(unittest.IsolatedAsyncioTestCase):
    @override
    async def asyncSetUp(self) -> None:
        self.sidecar = FakeSidecar()
        self.now = 0.0
        self.made: list[Governor] = []
        self.governor = self._governor()

    @override
    async def asyncTearDown(self) -> None:
        self.sidecar.close()
        for governor in self.made:
            await governor.close()

    def _governor(self, **settings: Any) -> Governor:
        known = {"sidecar_url": self.sidecar.url, "timeout_ms": 2_000, **settings}
        self.made.append(Governor(Settings(**known), lambda: self.now))
        return self.made[-1]

    async def _call(self, governor: Governor | None = None, **data: Any) -> dict[str, Any]:
        request = {
            "model": "gpt-4.1",
            "messages": [{"role": "user", "content": CONTENT}],
            "litellm_call_id": "call-1",
            "metadata": {"user_api_key": "hash"},
            **data,
        }
        await (governor or self.governor).async_pre_call_hook(ANN, None, request, "acompletion")
        return request

    async def test_asks_with_ids_alone(self) -> None:
        await self._call()
        asked = {"user": "ann@example.test", "team": "core", "model": "gpt-4.1", "wait": True, "reports_end": True}
        self.assertEqual(self.sidecar.checks, [asked])
        self.assertEqual(self.sidecar.refused, [])

    async def test_waits_as_long_as_it_is_told(self) -> None:
        self.sidecar.answer = {**PASS, "action": "delay", "delay_ms": 300}
        began = time.monotonic()
        await self._call()
        self.assertGreaterEqual(time.monotonic() - began, 0.29)

    async def test_lowers_the_output(self) -> None:
        self.sidecar.answer = {**PASS, "action": "downshift", "max_output_tokens": 100}
        self.assertEqual((await self._call(max_tokens=500))["max_tokens"], 100)

    async def test_leaves_the_model_where_the_proxy_does_not_have_the_other(self) -> None:
        self.sidecar.answer = {**PASS, "action": "downshift", "model_override": "a-model-nobody-serves"}
        self.assertEqual((await self._call())["model"], "gpt-4.1")

    async def test_a_held_task_gets_the_429_that_the_sidecar_made(self) -> None:
        error = {"message": "Slowed.", "type": "rate_limit_exceeded", "param": None, "code": "rate_limit_exceeded"}
        ready = {"status": 429, "headers": {"content-type": "a/b", "retry-after": "60"}, "body": {"error": error}}
        self.sidecar.answer = {**PASS, "action": "hold", "admitted": False, "responses": {"openai": ready}}
        with self.assertRaises(NewTaskHeld) as held:
            await self._call()
        self.assertEqual(held.exception.to_dict(), error)
        self.assertEqual(held.exception.headers, {"retry-after": "60"})
        self.assertEqual(held.exception.code, "429")

    async def test_passes_whatever_is_wrong_with_the_sidecar(self) -> None:
        for status, answer in (
            (500, "{}"),
            (200, "no json"),
            (200, "[]"),
            (200, '{"delay_ms": "long"}'),
            (400, '{"error": "no"}'),
        ):
            with self.subTest(status=status, answer=answer):
                self.sidecar.status, self.sidecar.answer = status, answer
                self.assertEqual((await self._call(self._governor()))["model"], "gpt-4.1")

    async def test_a_sidecar_that_hangs_costs_its_time_out_and_then_nothing(self) -> None:
        self.sidecar.hangs.set()
        governor = self._governor(timeout_ms=200, max_failures=2)
        for _ in range(5):
            await self._call(governor)
        self.assertLessEqual(len(self.sidecar.checks), 2)

    async def test_a_sidecar_that_was_away_is_tried_again_by_one_call(self) -> None:
        governor = self._governor(max_failures=1, pause_s=5.0)
        self.sidecar.status = 503
        with self.assertLogs("flyball_litellm", "WARNING") as logs:
            await self._call(governor)
            await self._call(governor)
            self.sidecar.status, self.now = 200, 5.1
            await asyncio.gather(*(self._call(governor) for _ in range(3)))
            await self._call(governor)
        self.assertEqual(len(self.sidecar.checks), 3)
        self.assertEqual(len(logs.records), 2)

    async def test_shadow_says_and_does_nothing(self) -> None:
        self.sidecar.answer = {**PASS, "action": "hold", "admitted": False, "delay_ms": 60_000}
        with self.assertLogs("flyball_litellm", "INFO") as logs:
            await self._call(self._governor(shadow=True))
        self.assertIn("would hold", logs.output[0])

    async def test_a_sidecar_in_shadow_says_what_it_would(self) -> None:
        self.sidecar.answer = {**PASS, "shadow": True, "would": {"action": "delay", "delay_ms": 9}}
        with self.assertLogs("flyball_litellm", "INFO") as logs:
            await self._call()
        self.assertIn("would delay", logs.output[0])

    async def test_the_end_of_a_call_is_told_with_the_tokens_it_used(self) -> None:
        litellm.callbacks = [self.governor]
        try:
            request = await self._call()
            await litellm.acompletion(**request, mock_response="hello", api_key="none")
            await self._until(lambda: bool(self.sidecar.ends))
        finally:
            litellm.callbacks = []
        end = self.sidecar.ends[0]
        self.assertGreater(end.pop("tokens"), 0)
        self.assertEqual(end, {"user": "ann@example.test", "team": "core", "model": "gpt-4.1"})

    async def test_the_end_of_a_failed_call_is_told_once(self) -> None:
        request = await self._call()
        for _ in range(2):
            await self.governor.async_post_call_failure_hook(request, RuntimeError(), ANN)
        await asyncio.sleep(0)
        await self.governor.close()
        self.assertEqual([end["tokens"] for end in self.sidecar.ends], [0])

    async def test_the_end_of_a_call_is_told_where_the_answer_was_too_late(self) -> None:
        self.sidecar.hangs.set()  # it has heard the question, and counts the call as under way
        governor = self._governor(timeout_ms=200)
        request = await self._call(governor)
        await governor.async_post_call_failure_hook(request, RuntimeError(), ANN)
        await self._until(lambda: bool(self.sidecar.ends))
        self.assertEqual(len(self.sidecar.checks), 1)

    async def test_who_leaves_while_waiting_is_told_as_ended(self) -> None:
        self.sidecar.answer = {**PASS, "action": "delay", "delay_ms": 60_000}
        waiting = asyncio.create_task(self._call())
        await self._until(lambda: bool(self.sidecar.checks))
        await asyncio.sleep(0.1)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await self.governor.close()
        self.assertEqual(len(self.sidecar.ends), 1)

    async def test_calls_whose_end_never_comes_are_forgotten(self) -> None:
        governor = self._governor(max_pending=2)
        for number in range(5):
            await self._call(governor, litellm_call_id=f"call-{number}")
        self.assertEqual(len(governor._under_way), 2)

    async def _until(self, condition: Callable[[], bool]) -> None:
        async def holds() -> None:
            while not condition():
                await asyncio.sleep(0.01)

        await asyncio.wait_for(holds(), 20)


class SettingsTest(unittest.TestCase):
    def test_variables_that_cannot_be_understood_stay_at_their_defaults(self) -> None:
        with self.assertLogs("flyball_litellm", "WARNING"):
            settings = Settings.of({"FLYBALL_TIMEOUT_MS": "soon", "FLYBALL_SIDECAR_URL": "http://sidecar:8080/"})
        self.assertEqual((settings.timeout_ms, settings.sidecar_url), (200, "http://sidecar:8080"))

    def test_shadow_and_payer_are_set_by_variables(self) -> None:
        settings = Settings.of({"FLYBALL_SHADOW": "true", "FLYBALL_USER_FIELDS": "user_id, end_user_id"})
        self.assertEqual((settings.shadow, settings.user_fields), (True, ("user_id", "end_user_id")))
