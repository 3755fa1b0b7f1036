/**
 * The disk that broker, Redis and lake share: events are turned away before it is full, since a broker that cannot write dies.
 */
@NullMarked
package io.rollcall.standalone.disk;

import org.jspecify.annotations.NullMarked;
