"""Whom a call concerns. What ingest makes of LiteLLM's reports of the same calls is tested beside its mapper."""

import unittest
from typing import Any

from litellm.proxy._types import UserAPIKeyAuth

from flyball_litellm.identity import ids_of
from flyball_litellm.settings import Settings

SESSION = "7b0c1f52-0000-4000-8000-000000000001"


def ids(
    key: dict[str, Any], headers: dict[str, str] | None = None, requested: dict[str, Any] | None = None, **data: Any
) -> dict[str, str]:
    metadata = {"user_api_key": "hash", **({"requester_metadata": requested} if requested else {})}
    request = {"metadata": metadata, "proxy_server_request": {"headers": headers or {}, "body": {}}, **data}
    return ids_of(UserAPIKeyAuth(**key), request, Settings.user_fields)


class IdentityTest(unittest.TestCase):
    def test_the_keys_user_pays_by_e_mail_before_id(self) -> None:
        self.assertEqual(ids({"user_id": "ann", "user_email": "ann@example.test"})["user"], "ann@example.test")
        self.assertEqual(ids({"user_id": "ann"})["user"], "ann")

    def test_an_end_user_pays_where_the_key_names_nobody(self) -> None:
        self.assertEqual(ids({"end_user_id": "customer-7"})["user"], "customer-7")

    def test_the_end_user_that_claude_code_makes_up_is_a_session_and_pays_nothing(self) -> None:
        made_up = f"user_{'0a' * 32}_account__session_{SESSION}"
        self.assertEqual(ids({"end_user_id": made_up}), {"session": SESSION})
        as_json = '{"device_id":"d","session_id":"' + SESSION + '"}'
        self.assertEqual(ids({}, requested={"user_id": as_json}), {"session": SESSION})

    def test_a_client_cannot_say_who_pays(self) -> None:
        told = ids({"user_id": "ann"}, {"x-flyball-user": "ben", "x-flyball-team": "other", "x-flyball-key": "k"})
        self.assertEqual(told, {"user": "ann"})

    def test_names_of_key_and_team_go_before_hash_and_id(self) -> None:
        named = ids({"team_id": "t1", "team_alias": "Search", "key_alias": "laptop", "api_key": "sk-x", "org_id": "o"})
        self.assertEqual(named, {"team": "Search", "key": "laptop", "org": "o"})
        self.assertEqual(ids({"team_id": "t1"}), {"team": "t1"})

    def test_a_key_is_never_sent_itself(self) -> None:
        self.assertNotIn("sk-secret", str(ids({"api_key": "sk-secret", "user_id": "ann"})))

    def test_the_clients_session_goes_before_the_headers(self) -> None:
        headers = {"X-Claude-Code-Session-Id": "of-header", "x-flyball-session": "ours"}
        self.assertEqual(ids({}, headers, {"session_id": "named"})["session"], "named")
        self.assertEqual(ids({}, headers)["session"], "of-header")

    def test_a_task_is_what_a_client_names_and_no_trace_that_is_made_up(self) -> None:
        self.assertEqual(ids({}, {"x-litellm-trace-id": "job-1"})["task"], "job-1")
        self.assertEqual(ids({}, {"x-flyball-task": "job-2"})["task"], "job-2")
        self.assertNotIn("task", ids({}, litellm_trace_id="made-up"))

    def test_agents_are_known_by_their_programs(self) -> None:
        self.assertEqual(ids({}, {"User-Agent": "claude-cli/2.1.0 (external, cli)"})["agent"], "claude-code")
        self.assertNotIn("agent", ids({}, {"User-Agent": "curl/8"}))

    def test_whatever_a_request_holds_gives_ids_or_none(self) -> None:
        for data in ({}, {"metadata": 7, "proxy_server_request": []}, {"model": ["m"], "proxy_server_request": {}}):
            with self.subTest(data=data):
                self.assertEqual(ids_of(UserAPIKeyAuth(), data, Settings.user_fields), {})
