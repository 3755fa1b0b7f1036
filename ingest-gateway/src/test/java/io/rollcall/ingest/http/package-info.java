/** Tables of cases for what {@code io.rollcall.ingest.http} decides. */
@NullMarked
package io.rollcall.ingest.http;

import org.jspecify.annotations.NullMarked;
