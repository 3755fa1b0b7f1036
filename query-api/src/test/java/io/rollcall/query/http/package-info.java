/** Tests of the addresses, over HTTP against a real Redis. */
@NullMarked
package io.rollcall.query.http;

import org.jspecify.annotations.NullMarked;
