/** Tests of a bridge's reading: purely, and against a real Kafka with lives that end anywhere. */
@NullMarked
package io.rollcall.log.bridge;

import org.jspecify.annotations.NullMarked;
