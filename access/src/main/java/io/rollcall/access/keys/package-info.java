/**
 * The keys: what each opens, from the settings and from a file that is read again while the service runs.
 *
 * <p>Start with {@link io.rollcall.access.keys.Keys}, which knows those of this moment; {@link
 * io.rollcall.access.keys.KeyRing} finds one among them, and {@link io.rollcall.access.keys.KeyFile} says how they are
 * kept.
 */
@NullMarked
package io.rollcall.access.keys;

import org.jspecify.annotations.NullMarked;
