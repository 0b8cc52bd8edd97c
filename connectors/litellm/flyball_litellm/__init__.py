"""Slows calls through LiteLLM's proxy as Flyball's sidecar says: waits, takes a cheaper model, bounds the output.

Put ``callbacks: flyball_litellm.governor`` under ``litellm_settings``. Before each call the sidecar is asked with ids
and the model's name; messages are never read. Whatever goes wrong here or there, the call passes.
"""

from flyball_litellm.hooks import Governor, governor
from flyball_litellm.settings import Settings

__all__ = ["Governor", "Settings", "governor"]
