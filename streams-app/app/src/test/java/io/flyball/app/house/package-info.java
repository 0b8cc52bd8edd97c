/** The rules of the house: which code may know which, and what every file looks like. */
@NullMarked
package io.flyball.app.house;

import org.jspecify.annotations.NullMarked;
