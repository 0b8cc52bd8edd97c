/** The nouns: usage events, scopes, measures, and money in integer nano-USD. */
@NullMarked
package io.flyball.core.model;

import org.jspecify.annotations.NullMarked;
