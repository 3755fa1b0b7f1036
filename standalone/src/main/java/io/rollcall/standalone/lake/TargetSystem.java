package io.rollcall.standalone.lake;

import io.rollcall.standalone.client.JsonEndpoint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say whom to ask. */
final class TargetSystem {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "the system (default: ${DEFAULT-VALUE})")
    private String url = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:ROLLCALL_ADMIN_KEY}",
            description =
                    "an admin key, if the system asks for one (default: the environment variable ROLLCALL_ADMIN_KEY)")
    private @Nullable String key;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** The system, asked with the admin key. */
    JsonEndpoint asAdmin() {
        return endpoint(key);
    }

    /** The system, asked with a read token, or with the admin key when there is none. */
    JsonEndpoint asReader(@Nullable String readToken) {
        return endpoint(readToken == null ? key : readToken);
    }

    private JsonEndpoint endpoint(@Nullable String secret) {
        try {
            return JsonEndpoint.of(url, secret);
        } catch (IllegalArgumentException notAUrl) {
            throw new ParameterException(command.commandLine(), "--url: " + notAUrl.getMessage());
        }
    }
}
