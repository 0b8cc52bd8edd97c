/** What was measured beside what a provider billed: how far they are apart, and what the difference comes from. */
@NullMarked
package io.flyball.core.reconcile;

import org.jspecify.annotations.NullMarked;
