/** The doors through which usage comes over HTTP and gRPC, on the one server of the process. */
@NullMarked
package io.flyball.ingest.http;

import org.jspecify.annotations.NullMarked;
