/** Usage as it comes in by the doors: what the documents promise about them. */
@NullMarked
package io.flyball.app.ingest;

import org.jspecify.annotations.NullMarked;
