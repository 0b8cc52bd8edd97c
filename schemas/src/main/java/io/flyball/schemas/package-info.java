/** What travels between processes: topics, Avro on the registry's wire format, and the mapping between wire and core. */
@NullMarked
package io.flyball.schemas;

import org.jspecify.annotations.NullMarked;
