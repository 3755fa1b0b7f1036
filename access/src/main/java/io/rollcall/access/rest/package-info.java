/**
 * The parts that all resources of all services have in common: problems, and what it takes to administer.
 *
 * <p>Start with {@link io.rollcall.access.rest.AdminAction}. Only in processes that have resources.
 */
@NullMarked
package io.rollcall.access.rest;

import org.jspecify.annotations.NullMarked;
