/** Tables of cases for what {@code io.rollcall.ingest.body} decides. */
@NullMarked
package io.rollcall.ingest.body;

import org.jspecify.annotations.NullMarked;
