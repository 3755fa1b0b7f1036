/** Tests of the rates. */
@NullMarked
package io.rollcall.ingest.rates;

import org.jspecify.annotations.NullMarked;
