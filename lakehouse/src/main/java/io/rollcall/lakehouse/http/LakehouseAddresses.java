package io.rollcall.lakehouse.http;

import io.rollcall.access.rest.Addresses;
import jakarta.inject.Singleton;
import java.util.Set;

/** The methods of the lakehouse's addresses. */
@Singleton
public class LakehouseAddresses implements Addresses {
    @Override
    public Set<String> methodsAt(String path) {
        if (path.matches("/v1/(reconciliations|live/rebuilds)/?")) {
            return Set.of("POST");
        }
        if (path.matches("/v1/(reconciliations|live/rebuilds)/status/?")) {
            return Set.of("GET", "HEAD");
        }
        return path.matches("/v1/profiles/[^/]+/?") ? Set.of("DELETE") : Set.of();
    }
}
