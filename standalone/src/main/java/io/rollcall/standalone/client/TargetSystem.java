package io.rollcall.standalone.client;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say whom to ask for what administrators may. */
public final class TargetSystem {
    @Mixin
    private ServerUrl server = new ServerUrl();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:ROLLCALL_ADMIN_KEY}",
            description =
                    "an admin key, if the system asks for one (default: the environment variable ROLLCALL_ADMIN_KEY)")
    private @Nullable String key;

    /** The system, asked with the admin key. */
    public JsonEndpoint asAdmin() {
        return endpoint(key);
    }

    /** The system, asked with a read token, or with the admin key when there is none. */
    public JsonEndpoint asReader(@Nullable String readToken) {
        return endpoint(readToken == null ? key : readToken);
    }

    private JsonEndpoint endpoint(@Nullable String secret) {
        return server.reachedBy(url -> JsonEndpoint.of(url, secret));
    }
}
