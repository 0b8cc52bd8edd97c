/** Providers' reports: how a page of one is asked for, and what its lines say in one vocabulary, or why they are refused. */
@NullMarked
package io.flyball.connect.report;

import org.jspecify.annotations.NullMarked;
