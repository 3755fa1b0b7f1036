/**
 * The one door, which decides who may send, read and administer.
 *
 * <p>Start with {@link io.rollcall.access.Doors}, which decides what a caller may do and what one who may not is told.
 * {@link io.rollcall.access.BearerAuthentication} hands its decision to Quarkus Security, so that a resource only names
 * the role it needs; the gateway, whose address is a route and not a resource, asks {@link
 * io.rollcall.access.keys.Keys} and {@link io.rollcall.access.ThisMachine} itself.
 */
@NullMarked
package io.rollcall.access;

import org.jspecify.annotations.NullMarked;
