/** What follows from a finding: the policy, the ladder of levels, and soft-throttle signals that expire by themselves. */
@NullMarked
package io.flyball.core.govern;

import org.jspecify.annotations.NullMarked;
