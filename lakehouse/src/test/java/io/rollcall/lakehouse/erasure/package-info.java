/** Tests of the erasure of profiles, against a real Kafka, a real Redis and a lake on disk. */
@NullMarked
package io.rollcall.lakehouse.erasure;

import org.jspecify.annotations.NullMarked;
