/**
 * Who may open a connection at all, before any key is asked for.
 *
 * <p>Start with {@link io.rollcall.access.tls.ClientCertificates}.
 */
@NullMarked
package io.rollcall.access.tls;

import org.jspecify.annotations.NullMarked;
