/** Tests of decisions as tables, and of the archiver against a real Kafka, killed and raced. */
@NullMarked
package io.rollcall.lakehouse.archive;

import org.jspecify.annotations.NullMarked;
