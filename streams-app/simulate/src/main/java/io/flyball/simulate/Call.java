package io.flyball.simulate;

import io.flyball.core.model.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * A call as it is made.
 *
 * @param event what the source reports
 * @param occurrence what the call is part of and a grader may ask for; null for everyday work
 */
record Call(UsageEvent event, @Nullable Occurrence occurrence) {}
