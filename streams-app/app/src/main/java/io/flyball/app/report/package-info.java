/** The report: what was counted, by scope and window, with findings and signals. */
@NullMarked
package io.flyball.app.report;

import org.jspecify.annotations.NullMarked;
