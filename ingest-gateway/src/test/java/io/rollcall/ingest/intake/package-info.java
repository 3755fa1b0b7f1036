/** Tables of cases for what {@code io.rollcall.ingest.intake} decides. */
@NullMarked
package io.rollcall.ingest.intake;

import org.jspecify.annotations.NullMarked;
