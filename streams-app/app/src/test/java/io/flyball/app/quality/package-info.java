/** How well detectors do on real sessions, as they are and altered; makes the table of docs/detection-quality.md. */
@NullMarked
package io.flyball.app.quality;

import org.jspecify.annotations.NullMarked;
