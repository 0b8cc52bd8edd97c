/** Files a person writes (price book, policy, directory): read whole or refused with file, line and mend. */
@NullMarked
package io.flyball.app.files;

import org.jspecify.annotations.NullMarked;
