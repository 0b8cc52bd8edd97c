/** Reconciliation of what a cluster measured with what its providers billed: reads, compares, writes down, shows. */
@NullMarked
package io.flyball.app.reconcile;

import org.jspecify.annotations.NullMarked;
