/** Tests of the reconciliation as the service runs it: against a real Kafka, and killed. */
@NullMarked
package io.rollcall.lakehouse.reconcile;

import org.jspecify.annotations.NullMarked;
