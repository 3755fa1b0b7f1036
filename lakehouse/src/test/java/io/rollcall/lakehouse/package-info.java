/** What the tests of the service share: a real Kafka, a lake, a log to write to. */
@NullMarked
package io.rollcall.lakehouse;

import org.jspecify.annotations.NullMarked;
