/** The page and everyone's read-only doors: spend, findings, signals, events, health and metrics over HTTP. */
@NullMarked
package io.flyball.app.http;

import org.jspecify.annotations.NullMarked;
