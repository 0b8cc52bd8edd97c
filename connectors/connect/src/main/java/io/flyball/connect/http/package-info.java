/** The socket: sends a request to a provider and says what came of it. */
@NullMarked
package io.flyball.connect.http;

import org.jspecify.annotations.NullMarked;
