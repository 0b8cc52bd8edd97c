/** Lints and renders the chart with a real Helm, and checks that dashboard, rules and runbooks say what is true. */
@NullMarked
package io.flyball.helm;

import org.jspecify.annotations.NullMarked;
