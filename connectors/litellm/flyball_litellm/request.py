"""What is changed about a request: the model, and how much it may answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import litellm
from litellm.proxy._types import UserAPIKeyAuth

_OUTPUT_FIELDS: Final = {
    "acompletion": ("max_completion_tokens", "max_tokens"),
    "atext_completion": ("max_tokens",),
    "anthropic_messages": ("max_tokens",),
    "aresponses": ("max_output_tokens",),
}
"""By kind of call: the fields that bound its output, the last one for a client that sets none."""


def lower_output(data: dict[str, Any], call_type: str, at_most: int) -> None:
    """Lowers what the client asks for and never raises it. What it wants to think with is left to it."""
    fields = _OUTPUT_FIELDS.get(call_type)
    if not fields or at_most <= 0:
        return
    bound = at_most + _thinking_tokens(data)
    given = [field for field in fields if isinstance(data.get(field), int)]
    for field in given:
        data[field] = min(data[field], bound)
    most = 0 if given else _most_it_can(data.get("model"))
    if most:  # where that is unknown a bound might be more than the model takes, which would fail the call
        data[fields[-1]] = min(most, bound)


def _thinking_tokens(data: Mapping[str, Any]) -> int:
    thinking = data.get("thinking")
    budget = thinking.get("budget_tokens") if isinstance(thinking, Mapping) else None
    return max(0, budget) if isinstance(budget, int) else 0


def _most_it_can(model: object) -> int:
    try:
        return litellm.get_max_tokens(str(model)) or 0
    except Exception:  # noqa: BLE001 - what it raises for a model it does not know
        return 0


def is_served(model: str, key: UserAPIKeyAuth) -> bool:
    """Whether this proxy has the model, and the key may use it."""
    from litellm.proxy import proxy_server  # it imports callbacks, so not at our own import

    router = proxy_server.llm_router
    if router is None or not router.get_model_list(model_name=model, team_id=key.team_id):
        return False
    return all(_allows(models, model) for models in (key.models, key.team_models))


def _allows(models: list[str] | None, model: str) -> bool:
    everything = ("*", "all-proxy-models", "all-team-models")
    return not models or model in models or any(word in models for word in everything)
