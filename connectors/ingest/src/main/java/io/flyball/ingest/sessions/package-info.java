/** The session logs that coding agents leave on the disk: Claude Code and Codex. */
@NullMarked
package io.flyball.ingest.sessions;

import org.jspecify.annotations.NullMarked;
