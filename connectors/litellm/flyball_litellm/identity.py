"""Whom a call concerns: as ingest reads it from LiteLLM's own reports, so that both sides name the same payer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import litellm
from litellm.proxy._types import UserAPIKeyAuth

Ids = dict[str, str]
"""By the field names of ``POST /v1/check``."""

_AGENTS: Final = {
    "claude-cli": "claude-code",
    "codex_cli_rs": "codex",
    "codex_exec": "codex",
    "geminicli": "gemini-cli",
    "opencode": "opencode",
}
_CLAUDE_CODE_USER: Final = re.compile(
    r"user_[0-9a-f]{16,128}_account_[0-9a-f-]{0,64}_session_([0-9a-f-]{8,64})"
    r'|\{.{0,400}"session_id":\s?"([0-9a-f-]{8,64})".{0,400}\}'
)


def ids_of(key: UserAPIKeyAuth, data: Mapping[str, Any], user_fields: tuple[str, ...]) -> Ids:
    """Whom a request concerns; what nobody says is left out. The client says its session, never who pays."""
    headers = _headers(data)
    metadata = _metadata(data)
    ids = {
        "user": _first(*(_payer(key, field) for field in user_fields)),
        "team": _first(text_of(key.team_alias), text_of(key.team_id)),
        "org": text_of(key.org_id),
        "key": _first(text_of(key.key_alias), _hash(key.api_key)),
        "agent": _agent(headers, metadata),
        "session": _session(key, data, headers, metadata),
        "task": _first(headers.get("x-litellm-trace-id", ""), headers.get("x-flyball-task", "")),
        "cost_center": _first(_tag(metadata, "cost_center"), _tag(metadata, "cost-center")),
        "model": text_of(data.get("model")),
    }
    return {name: value for name, value in ids.items() if value}


def _headers(data: Mapping[str, Any]) -> dict[str, str]:
    request = data.get("proxy_server_request")
    headers = request.get("headers") if isinstance(request, Mapping) else None
    if not isinstance(headers, Mapping):
        return {}
    return {str(name).lower(): value.strip() for name, value in headers.items() if isinstance(value, str)}


def _metadata(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """LiteLLM's own, which stands under one name or the other by the kind of call."""
    for name in ("litellm_metadata", "metadata"):
        metadata = data.get(name)
        if isinstance(metadata, Mapping) and "user_api_key" in metadata:
            return metadata
    return {}


def _payer(key: UserAPIKeyAuth, field: str) -> str:
    """An end user is whom the client names; the one that Claude Code makes up is a session, not a person."""
    value = text_of(getattr(key, field, None))
    return "" if field == "end_user_id" and _claude_code_session(value) else value


def _hash(api_key: object) -> str:
    text = text_of(api_key)
    return "" if text.startswith("sk-") else text


def _agent(headers: Mapping[str, str], metadata: Mapping[str, Any]) -> str:
    program = re.split(r"[/ ]", headers.get("user-agent", ""), maxsplit=1)[0].lower()
    return _first(_AGENTS.get(program, ""), text_of(metadata.get("agent_id")), headers.get("x-flyball-agent", ""))


def _session(
    key: UserAPIKeyAuth, data: Mapping[str, Any], headers: Mapping[str, str], metadata: Mapping[str, Any]
) -> str:
    asked = metadata.get("requester_metadata")
    requested = asked if isinstance(asked, Mapping) else {}
    reported = getattr(litellm, "request_correlation_in_logs", False)
    return _first(
        _first(text_of(data.get("litellm_session_id")), text_of(metadata.get("session_id"))) if reported else "",
        text_of(requested.get("session_id")),
        _claude_code_session(text_of(requested.get("user_id"))),
        _claude_code_session(text_of(key.end_user_id)),
        headers.get("x-claude-code-session-id", ""),
        headers.get("x-flyball-session", ""),
    )


def _claude_code_session(user_id: str) -> str:
    match = _CLAUDE_CODE_USER.fullmatch(user_id)
    return _first(*(group or "" for group in match.groups())) if match else ""


def _tag(metadata: Mapping[str, Any], name: str) -> str:
    tags = metadata.get("tags")
    for tag in tags if isinstance(tags, list) else []:
        if isinstance(tag, str) and tag.startswith(name + ":"):
            return tag[len(name) + 1 :].strip()
    return ""


def text_of(value: object) -> str:
    """A text without blanks around it; empty where it is none."""
    return value.strip() if isinstance(value, str) else ""


def _first(*values: str) -> str:
    return next((value for value in values if value), "")
