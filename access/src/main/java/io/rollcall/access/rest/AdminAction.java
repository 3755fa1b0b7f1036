package io.rollcall.access.rest;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An administrator's action: its body is small and read within a time-out, after the guard, and what was done, by whom and
 * from where is logged. Goes with {@code @RolesAllowed(Roles.ADMIN)}.
 */
@NameBinding
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AdminAction {}
