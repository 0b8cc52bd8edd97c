/** Files through the topology on an embedded broker, at full speed. */
@NullMarked
package io.flyball.app.replay;

import org.jspecify.annotations.NullMarked;
