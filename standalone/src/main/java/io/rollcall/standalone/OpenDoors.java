package io.rollcall.standalone;

import io.rollcall.access.Doors;
import io.rollcall.ingest.IngestSettings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says in words who may send, read and administer. */
@Dependent
final class OpenDoors {
    private static final String THIS_MACHINE = "this machine";

    private final String host;
    private final Collection<String> writeKeys;
    private final Doors doors;

    @Inject
    OpenDoors(@ConfigProperty(name = "quarkus.http.host") String host, IngestSettings ingest, Doors doors) {
        this.host = host;
        this.writeKeys = new TreeSet<>(ingest.keys().keySet());
        this.doors = doors;
    }

    List<String> lines() {
        return List.of(
                "It listens on " + host + (doors.areUnlocked() ? "; no keys are configured." : "."),
                "  may send        " + (writeKeys.isEmpty() ? THIS_MACHINE : holders("a write key", writeKeys)),
                "  may read        " + readers(),
                "  may administer  " + administrators());
    }

    private String readers() {
        if (!doors.readers().areAbsent()) {
            return holders("a read token", doors.readers().names()) + ", and administrators";
        }
        return doors.isReadingOpenToOthers()
                ? "EVERYBODY who reaches the port: there is no read token (rollcall.query.read-tokens.NAME)"
                : THIS_MACHINE;
    }

    private String administrators() {
        if (!doors.admins().areAbsent()) {
            return holders("an admin key", doors.admins().names());
        }
        return doors.areUnlocked()
                ? THIS_MACHINE
                : "nobody: there are keys, but no admin key (rollcall.admin.keys.NAME)";
    }

    private static String holders(String what, Collection<String> names) {
        return "who has " + what + ": " + String.join(", ", names);
    }
}
