/** Tables of cases for what {@code io.rollcall.ingest.browser} decides. */
@NullMarked
package io.rollcall.ingest.browser;

import org.jspecify.annotations.NullMarked;
