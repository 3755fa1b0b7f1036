package io.rollcall.standalone.keys;

import io.rollcall.access.keys.SecretDigest;
import io.rollcall.access.keys.StoredKeys;
import io.rollcall.access.keys.StoredKeys.StoredKey;
import io.rollcall.access.keys.StoredKeys.StoredSecret;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the keys. It changes a file, which the services read again by themselves. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes, lists and revokes the keys of a file; services take it up within seconds.",
            "",
            "list               what each key opens, and since when it has its secrets",
            "create NAME        makes a key and shows its secret, this once; for a name that",
            "                   is there, a second secret: both are valid",
            "revoke NAME        the key opens nothing any more; with --old only the older of",
            "                   its two secrets",
            "",
            "The file has digests of the secrets and no secret."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"1:the file cannot be read or written, or the change is none", "2:wrong usage"})
public final class KeysCommand implements Callable<Integer> {
    private static final int REFUSED = 1;

    @Parameters(index = "0", paramLabel = "ACTION", description = "${COMPLETION-CANDIDATES}")
    private @Nullable Action action;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "the name of the key, which logs may show")
    private @Nullable String name;

    @Option(
            names = "--scope",
            paramLabel = "S",
            split = ",",
            description = "what it opens, several with commas: ingest, backfill, read, admin")
    private List<String> scopes = List.of();

    @Option(
            names = "--origin",
            paramLabel = "O",
            split = ",",
            description = "the pages it is limited to: their origins")
    private List<String> origins = List.of();

    @Option(
            names = "--platform",
            paramLabel = "P",
            split = ",",
            description = "the platforms it may send of: tv, mobile, web, console, other")
    private List<String> platforms = List.of();

    @Option(names = "--rate", paramLabel = "N", description = "events a second that it may send, on average")
    private @Nullable Integer rate;

    @Option(names = "--old", description = "of two secrets, revoke the older one only")
    private boolean old;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            defaultValue = "${env:ROLLCALL_KEYS_FILE}",
            description =
                    "the file (default: the environment variable ROLLCALL_KEYS_FILE; without it keys.json in the data of"
                            + " ./rollcall up)")
    private @Nullable Path file;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InstantSource clock = InstantSource.system();

    /** What is done, as it is written. */
    @SuppressWarnings("java:S115")
    private enum Action {
        list,
        create,
        revoke
    }

    @Override
    public Integer call() {
        KeyStore store = new KeyStore(file == null ? ofUp() : file);
        PrintWriter err = spec.commandLine().getErr();
        try {
            switch (required(action)) {
                case list -> list(store);
                case create -> create(store, required(name, "create"));
                case revoke -> revoke(store, required(name, "revoke"));
            }
            return 0;
        } catch (IllegalArgumentException no) {
            err.println(store + ": " + no.getMessage());
        } catch (IOException broken) {
            err.println(store + " cannot be read or written: " + broken);
        }
        err.flush();
        return REFUSED;
    }

    private static Path ofUp() {
        return KeyStore.in(Path.of(System.getProperty("rollcall.data", ".rollcall/data")));
    }

    private void list(KeyStore store) throws IOException {
        StoredKeys stored = store.read();
        PrintWriter out = spec.commandLine().getOut();
        if (stored.keys().isEmpty()) {
            out.println("No keys in " + store + ".");
        }
        for (StoredKey key : stored.keys()) {
            out.println(key.name() + "  " + opens(key));
            for (StoredSecret secret : key.secrets()) {
                out.println("  secret " + secret.digest().shown() + "... of " + secret.createdAt());
            }
        }
        out.flush();
    }

    private static String opens(StoredKey key) {
        return String.join(",", key.scopes())
                + (key.origins() == null ? "" : "  origins " + String.join(",", key.origins()))
                + (key.platforms() == null ? "" : "  platforms " + String.join(",", key.platforms()))
                + (key.eventsPerSecond() == null ? "" : "  rate " + key.eventsPerSecond());
    }

    private void create(KeyStore store, String chosen) throws IOException {
        String secret = SecretDigest.newSecret();
        StoredSecret stored = new StoredSecret(
                SecretDigest.of(secret).hex(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        StoredKeys changed = store.change(keys -> keys.find(chosen).isPresent()
                ? rotated(keys, chosen, stored)
                : keys.with(new StoredKey(chosen, scopes(), origins, platforms, rate, List.of(stored))));
        PrintWriter out = spec.commandLine().getOut();
        out.println(secret);
        PrintWriter err = spec.commandLine().getErr();
        StoredKey key = changed.find(chosen).orElseThrow();
        err.println("The key '" + chosen + "' (" + opens(key) + ") has this secret, which is shown this once.");
        if (key.secrets().size() > 1) {
            err.println("The one of before is valid too, until: keys revoke " + chosen + " --old");
        }
        err.println("Written to " + store + "; running services take it up within seconds.");
        out.flush();
        err.flush();
    }

    private List<String> scopes() {
        if (scopes.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--scope says what the key opens: ingest, backfill, read, admin");
        }
        return scopes;
    }

    private StoredKeys rotated(StoredKeys keys, String chosen, StoredSecret secret) {
        if (!scopes.isEmpty() || !origins.isEmpty() || !platforms.isEmpty() || rate != null) {
            throw new IllegalArgumentException("there is a key '" + chosen
                    + "' already, and a second secret opens what it opens: leave --scope and the others out");
        }
        return keys.withSecret(chosen, secret);
    }

    private void revoke(KeyStore store, String chosen) throws IOException {
        StoredKeys unused = store.change(keys -> old ? keys.withoutOldSecret(chosen) : keys.without(chosen));
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                old
                        ? "The older secret of '" + chosen + "' opens nothing any more."
                        : "The key '" + chosen + "' opens nothing any more.");
        out.println("Written to " + store + "; running services take it up within seconds.");
        out.flush();
    }

    private static Action required(@Nullable Action given) {
        if (given == null) {
            throw new IllegalStateException("the command line requires it");
        }
        return given;
    }

    private String required(@Nullable String given, String of) {
        if (given == null) {
            throw new ParameterException(spec.commandLine(), of + " needs the NAME of a key");
        }
        return given;
    }
}
