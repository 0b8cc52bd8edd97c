/** The two decision functions the topology runs: what concerns the payer alone, and what is merged for other scopes. */
@NullMarked
package io.flyball.core.stage;

import org.jspecify.annotations.NullMarked;
