package io.rollcall.access.rest;

import java.util.Set;

/** The addresses of a service: a bean of each, because services of one process share paths. */
public interface Addresses {
    /** The methods that the service has at a path; none for one of another service. */
    Set<String> methodsAt(String path);
}
