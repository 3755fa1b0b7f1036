/** Tests of what is decided about the log, and of its readers and writers against a real Kafka. */
@NullMarked
package io.rollcall.log;

import org.jspecify.annotations.NullMarked;
