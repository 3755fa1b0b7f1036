package io.rollcall.standalone.client;

import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says where the system is. */
public final class ServerUrl {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "the system (default: ${DEFAULT-VALUE})")
    private String url = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /**
     * A client of the system.
     *
     * @param client makes it of the URL; throws {@link IllegalArgumentException} when the text is none
     * @throws ParameterException in that case, with the client's reason
     */
    public <T> T reachedBy(Function<String, T> client) {
        try {
            return client.apply(url);
        } catch (IllegalArgumentException notAUrl) {
            throw new ParameterException(command.root().commandLine(), "--url: " + notAUrl.getMessage());
        }
    }
}
