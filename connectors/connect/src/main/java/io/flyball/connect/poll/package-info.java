/** What to ask a provider next and what to make of its answer: decided here, without a socket, a clock or a thread. */
@NullMarked
package io.flyball.connect.poll;

import org.jspecify.annotations.NullMarked;
