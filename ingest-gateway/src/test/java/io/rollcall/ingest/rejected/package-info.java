@NullMarked
package io.rollcall.ingest.rejected;

import org.jspecify.annotations.NullMarked;
