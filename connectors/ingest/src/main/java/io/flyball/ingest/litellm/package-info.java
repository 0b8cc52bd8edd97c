/** What LiteLLM's proxy reports of its calls: the payloads of its webhook, and the rows of its spend logs. */
@NullMarked
package io.flyball.ingest.litellm;

import org.jspecify.annotations.NullMarked;
