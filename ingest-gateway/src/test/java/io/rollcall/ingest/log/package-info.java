/** Tables of cases for what {@code io.rollcall.ingest.log} decides. */
@NullMarked
package io.rollcall.ingest.log;

import org.jspecify.annotations.NullMarked;
