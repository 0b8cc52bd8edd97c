// Calls the fake model as an application would and reports by OpenTelemetry's SDK with the newest names of gen_ai.
// usage: node gen-ai-spans.mjs http/protobuf|http/json|grpc    (OPENAI_BASE_URL, ANTHROPIC_BASE_URL, FAKE_MODEL_KEY,
// OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_RESOURCE_ATTRIBUTES)
import { createRequire } from 'node:module';

const load = createRequire(process.env.NODE_PACKAGES + '/');
const { context, trace, SpanKind } = load('@opentelemetry/api');
const { BasicTracerProvider, BatchSpanProcessor } = load('@opentelemetry/sdk-trace-base');
const { detectResources, envDetector, defaultResource } = load('@opentelemetry/resources');

const EXPORTERS = {
  'http/protobuf': '@opentelemetry/exporter-trace-otlp-proto',
  'http/json': '@opentelemetry/exporter-trace-otlp-http',
  grpc: '@opentelemetry/exporter-trace-otlp-grpc',
};
const { OTLPTraceExporter } = load(EXPORTERS[process.argv[2]]);
const KEY = process.env.FAKE_MODEL_KEY;

const provider = new BasicTracerProvider({
  resource: defaultResource().merge(detectResources({ detectors: [envDetector] })),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
});
const tracer = provider.getTracer('shop-assistant', '1.0.0');

async function post(url, headers, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** One inference span: what OpenAI bills includes the cache, as the conventions want it. */
async function openAi(parent) {
  const span = inference(parent, 'openai', 'gpt-5.6');
  const answer = await post(`${process.env.OPENAI_BASE_URL}/chat/completions`, { authorization: `Bearer ${KEY}` }, {
    model: 'gpt-5.6',
    messages: [{ role: 'user', content: 'hello' }],
  });
  finish(span, answer, {
    input: answer.usage.prompt_tokens,
    output: answer.usage.completion_tokens,
    cacheRead: answer.usage.prompt_tokens_details.cached_tokens,
    cacheWrite: answer.usage.prompt_tokens_details.cache_write_tokens,
    reasoning: answer.usage.completion_tokens_details.reasoning_tokens,
  });
}

/** Anthropic bills input without the cache: the conventions want the sum. */
async function anthropic(parent) {
  const span = inference(parent, 'anthropic', 'claude-sonnet-4-5');
  const answer = await post(`${process.env.ANTHROPIC_BASE_URL}/v1/messages`, { 'x-api-key': KEY }, {
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
    messages: [{ role: 'user', content: 'hello' }],
  });
  const usage = answer.usage;
  finish(span, answer, {
    input: usage.input_tokens + usage.cache_read_input_tokens + usage.cache_creation_input_tokens,
    output: usage.output_tokens,
    cacheRead: usage.cache_read_input_tokens,
    cacheWrite: usage.cache_creation_input_tokens,
    reasoning: 0,
  });
}

function inference(parent, providerName, model) {
  return tracer.startSpan(`chat ${model}`, {
    kind: SpanKind.CLIENT,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': providerName,
      'gen_ai.request.model': model,
      'gen_ai.conversation.id': 'conversation-node',
      'gen_ai.agent.name': 'shop-assistant',
      'user.email': 'ann@example.test',
    },
  }, trace.setSpan(context.active(), parent));
}

const totals = { input: 0, output: 0 };

function finish(span, answer, counts) {
  span.setAttributes({
    'gen_ai.response.id': answer.id,
    'gen_ai.response.model': answer.model,
    'gen_ai.usage.input_tokens': counts.input,
    'gen_ai.usage.output_tokens': counts.output,
    'gen_ai.usage.cache_read.input_tokens': counts.cacheRead,
    'gen_ai.usage.cache_write.input_tokens': counts.cacheWrite,
    'gen_ai.usage.reasoning.output_tokens': counts.reasoning,
  });
  span.end();
  totals.input += counts.input;
  totals.output += counts.output;
}

// The agent's own span repeats its calls' sums, as agents do: it must not be counted again.
const agent = tracer.startSpan('invoke_agent shop-assistant', {
  attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.provider.name': 'openai', 'user.email': 'ann@example.test' },
});
await openAi(agent);
await anthropic(agent);
agent.setAttributes({ 'gen_ai.usage.input_tokens': totals.input, 'gen_ai.usage.output_tokens': totals.output });
agent.end();
await provider.shutdown();
