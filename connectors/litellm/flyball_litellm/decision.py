"""What the sidecar answers, and the 429 that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litellm.proxy._types import ProxyException
from typing_extensions import override

from flyball_litellm.identity import text_of
from flyball_litellm.settings import LONGEST_WAIT_MS


@dataclass(frozen=True)
class Decision:
    """What to do with one call."""

    action: str
    admitted: bool
    delay_ms: int
    model: str
    """The cheaper model, or empty."""
    max_output_tokens: int
    """0: as many as the client likes."""
    shadow: str
    """In shadow, what would have been done; else empty."""
    reason: str
    refusal: Mapping[str, Any]
    """Ready-made answers for a call that is not admitted, by form."""

    @classmethod
    def of(cls, answer: object) -> Decision:
        """Raises ValueError where it is no answer of the sidecar."""
        if not isinstance(answer, Mapping):
            raise ValueError("the answer is no JSON object")  # noqa: TRY004 - what was sent is wrong, not who calls
        would = answer.get("would")
        findings = answer.get("findings")
        refusal = answer.get("responses")
        return cls(
            action=text_of(answer.get("action")) or "pass",
            admitted=answer.get("admitted") is not False,
            delay_ms=min(LONGEST_WAIT_MS, _count(answer, "delay_ms")),
            model=text_of(answer.get("model_override")),
            max_output_tokens=_count(answer, "max_output_tokens"),
            shadow=text_of(would.get("action")) if isinstance(would, Mapping) else "",
            reason=", ".join(map(str, findings)) if isinstance(findings, list) else "",
            refusal=refusal if isinstance(refusal, Mapping) else {},
        )


def _count(answer: Mapping[str, Any], name: str) -> int:
    value = answer.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} is no whole number from 0")
    return value


class NewTaskHeld(ProxyException):
    """The 429 for a call that begins a task while new ones wait. LiteLLM words it for /v1/messages, we elsewhere."""

    def __init__(self, decision: Decision) -> None:
        response = decision.refusal.get("openai")
        ready = response if isinstance(response, Mapping) else {}
        body = ready.get("body")
        error = body.get("error") if isinstance(body, Mapping) else None
        self._error = dict(error) if isinstance(error, Mapping) else {"type": "rate_limit_exceeded"}
        headers = ready.get("headers")
        super().__init__(
            message=text_of(self._error.get("message")) or "New tasks wait for an approval; running ones go on.",
            type=text_of(self._error.get("type")),
            param=None,
            code=429,
            headers=_headers_of(headers if isinstance(headers, Mapping) else {}),
        )

    @override
    def to_dict(self) -> dict[str, Any]:
        """The error object of OpenAI's form."""
        return {"param": None, "code": "rate_limit_exceeded", **self._error, "message": self.message}


def _headers_of(headers: Mapping[str, Any]) -> dict[str, str]:
    told = {name: str(value) for name, value in headers.items() if name != "content-type"}
    return {"retry-after": "60", **told}
