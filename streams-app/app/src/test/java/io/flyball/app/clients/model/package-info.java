/** A model provider on the loopback that bills known tokens, so that what a client reports can be held against it. */
@NullMarked
package io.flyball.app.clients.model;

import org.jspecify.annotations.NullMarked;
