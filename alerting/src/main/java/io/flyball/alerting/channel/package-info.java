/** Ways to reach people and machines, behind one port; each answers with a value whatever the other side does. */
@NullMarked
package io.flyball.alerting.channel;

import org.jspecify.annotations.NullMarked;
