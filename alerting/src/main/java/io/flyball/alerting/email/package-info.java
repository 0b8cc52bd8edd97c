/** Alerts by e-mail: how they read, and how a mail server is asked to carry them. */
@NullMarked
package io.flyball.alerting.email;

import org.jspecify.annotations.NullMarked;
