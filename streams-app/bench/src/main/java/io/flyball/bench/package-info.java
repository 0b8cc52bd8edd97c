/** The benchmarks' command line: starts broker and contenders in JVMs of their own, and tells what they measured. */
@NullMarked
package io.flyball.bench;

import org.jspecify.annotations.NullMarked;
