/** The command line: words in, words out, exit statuses; each command a class. */
@NullMarked
package io.flyball.app.cli;

import org.jspecify.annotations.NullMarked;
