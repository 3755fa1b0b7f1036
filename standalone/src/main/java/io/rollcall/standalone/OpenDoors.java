package io.rollcall.standalone;

import io.rollcall.access.Doors;
import io.rollcall.access.keys.KeyScope;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says in words who may send, read and administer. */
@Dependent
final class OpenDoors {
    private static final String THIS_MACHINE = "this machine";

    private final String host;
    private final Doors doors;

    @Inject
    OpenDoors(@ConfigProperty(name = "quarkus.http.host") String host, Doors doors) {
        this.host = host;
        this.doors = doors;
    }

    List<String> lines() {
        return List.of(
                "It listens on " + host + (doors.areUnlocked() ? "; no keys are configured." : "."),
                "  may send        " + senders(),
                "  may read        " + readers(),
                "  may administer  " + administrators());
    }

    private String senders() {
        return doors.isLocked(KeyScope.INGEST) ? holders("a write key", doors.names(KeyScope.INGEST)) : THIS_MACHINE;
    }

    private String readers() {
        if (doors.isLocked(KeyScope.READ)) {
            return holders("a read token", doors.names(KeyScope.READ)) + ", and administrators";
        }
        return doors.isReadingOpenToOthers()
                ? "EVERYBODY who reaches the port: there is no read token (rollcall.query.read-tokens.NAME)"
                : THIS_MACHINE;
    }

    private String administrators() {
        if (doors.isLocked(KeyScope.ADMIN)) {
            return holders("an admin key", doors.names(KeyScope.ADMIN));
        }
        return doors.areUnlocked()
                ? THIS_MACHINE
                : "nobody: there are keys, but no admin key (rollcall.admin.keys.NAME)";
    }

    private static String holders(String what, Collection<String> names) {
        return "who has " + what + ": " + String.join(", ", names);
    }
}
