/**
 * The parts that the lakehouse's addresses have in common.
 *
 * <p>Start with {@link io.rollcall.lakehouse.http.LakehouseAddresses}. The addresses are with what they ask for; who may
 * ask is decided by {@code io.rollcall.access}.
 */
@NullMarked
package io.rollcall.lakehouse.http;

import org.jspecify.annotations.NullMarked;
