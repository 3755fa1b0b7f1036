/** Tests of decisions as tables, and of the service against a real Kafka and a real Redis. */
@NullMarked
package io.rollcall.worker;

import org.jspecify.annotations.NullMarked;
