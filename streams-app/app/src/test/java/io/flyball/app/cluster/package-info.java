/** Flyball as it runs in production: broker, registry and application in processes of their own, some of them killed. */
@NullMarked
package io.flyball.app.cluster;

import org.jspecify.annotations.NullMarked;
