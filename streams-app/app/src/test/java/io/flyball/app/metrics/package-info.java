/** The page of metrics, made of what every module lists, and held against a running instance. */
@NullMarked
package io.flyball.app.metrics;

import org.jspecify.annotations.NullMarked;
