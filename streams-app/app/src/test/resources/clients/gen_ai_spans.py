"""Calls the fake model as an application would and reports by OpenTelemetry's SDK with the names of gen_ai that most
instrumentations still use: gen_ai.system, cache_creation, and the user as enduser.id.

usage: python gen_ai_spans.py http/protobuf|grpc    (OPENAI_BASE_URL, ANTHROPIC_BASE_URL, FAKE_MODEL_KEY,
OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_RESOURCE_ATTRIBUTES)
"""

import json
import os
import sys
import urllib.request

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind

if sys.argv[1] == "grpc":
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
else:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

KEY = os.environ["FAKE_MODEL_KEY"]
PROMPT = [{"role": "user", "content": "hello"}]

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = provider.get_tracer("report-writer", "1.0.0")


def post(url, headers, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json", **headers})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def inference(system, model):
    return tracer.start_as_current_span(
        f"chat {model}",
        kind=SpanKind.CLIENT,
        attributes={
            "gen_ai.operation.name": "chat",
            "gen_ai.system": system,
            "gen_ai.request.model": model,
            "gen_ai.conversation.id": "conversation-python",
            "gen_ai.agent.name": "report-writer",
            "enduser.id": "ben@example.test",
        },
    )


with inference("openai", "gpt-4.1") as span:
    answer = post(f"{os.environ['OPENAI_BASE_URL']}/chat/completions", {"authorization": f"Bearer {KEY}"}, {"model": "gpt-4.1", "messages": PROMPT})
    usage = answer["usage"]
    span.set_attributes({
        "gen_ai.response.id": answer["id"],
        "gen_ai.response.model": answer["model"],
        "gen_ai.usage.input_tokens": usage["prompt_tokens"],
        "gen_ai.usage.output_tokens": usage["completion_tokens"],
        "gen_ai.usage.cache_read.input_tokens": usage["prompt_tokens_details"]["cached_tokens"],
        "gen_ai.usage.reasoning_tokens": usage["completion_tokens_details"]["reasoning_tokens"],
    })

with inference("anthropic", "claude-sonnet-4-5") as span:
    answer = post(
        f"{os.environ['ANTHROPIC_BASE_URL']}/v1/messages", {"x-api-key": KEY}, {"model": "claude-sonnet-4-5", "max_tokens": 100, "messages": PROMPT}
    )
    usage = answer["usage"]
    # the conventions want the cache in the input; the vendor has it beside
    span.set_attributes({
        "gen_ai.response.id": answer["id"],
        "gen_ai.response.model": answer["model"],
        "gen_ai.usage.input_tokens": usage["input_tokens"] + usage["cache_read_input_tokens"] + usage["cache_creation_input_tokens"],
        "gen_ai.usage.output_tokens": usage["output_tokens"],
        "gen_ai.usage.cache_read.input_tokens": usage["cache_read_input_tokens"],
        "gen_ai.usage.cache_creation.input_tokens": usage["cache_creation_input_tokens"],
    })

provider.shutdown()
