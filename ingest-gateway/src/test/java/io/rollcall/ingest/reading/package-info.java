@NullMarked
package io.rollcall.ingest.reading;

import org.jspecify.annotations.NullMarked;
