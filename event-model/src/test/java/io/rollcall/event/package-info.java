/** Tables of cases for the contract between the services. */
@NullMarked
package io.rollcall.event;

import org.jspecify.annotations.NullMarked;
