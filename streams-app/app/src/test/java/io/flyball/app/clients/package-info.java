/** Real clients, each against a model that bills known tokens, and the application that must count just these. */
@NullMarked
package io.flyball.app.clients;

import org.jspecify.annotations.NullMarked;
