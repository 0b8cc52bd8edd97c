/** Typed configuration: every key once, with its type, default and meaning; read from file, environment and flags. */
@NullMarked
package io.flyball.app.config;

import org.jspecify.annotations.NullMarked;
