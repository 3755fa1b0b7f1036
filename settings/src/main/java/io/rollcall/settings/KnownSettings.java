package io.rollcall.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of all services, whichever of them runs: a deployment gives all of its processes the same environment, and
 * what one of them has no use for is no mistake.
 */
public final class KnownSettings {
    /** The reference of the configuration: a table row for each setting. */
    private static final String LIST = "configuration.md";

    private static final Pattern ROW = Pattern.compile("^\\| `(rollcall\\.[^`]+)` \\|.*");

    /**
     * The names that the command line and its script read; no settings of a service, and so never what somebody meant.
     */
    private static final List<String> OF_THE_COMMAND_LINE = List.of(
            "rollcall.admin.key",
            "rollcall.build",
            "rollcall.data",
            "rollcall.java.opts",
            "rollcall.key",
            "rollcall.read.token",
            "rollcall.terminal");

    /** A name of the deployment's choice. */
    private static final String NAME = "NAME";

    /** Kubernetes tells every container of every service of its namespace in this way. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            "ROLLCALL(_[A-Z0-9]+)*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP).*)?)");

    private final List<Setting> settings;

    private KnownSettings(List<Setting> settings) {
        this.settings = List.copyOf(settings);
    }

    /** The list that this jar carries. */
    public static KnownSettings load() {
        try (InputStream file = KnownSettings.class.getResourceAsStream(LIST)) {
            if (file == null) {
                throw new IllegalStateException(LIST + " is missing from the jar of settings");
            }
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
                return new KnownSettings(Stream.concat(
                                lines.lines()
                                        .flatMap(line -> ROW.matcher(line).results())
                                        .map(row -> Setting.of(row.group(1), Reader.A_SERVICE)),
                                OF_THE_COMMAND_LINE.stream().map(name -> Setting.of(name, Reader.THE_COMMAND_LINE)))
                        .toList());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + LIST, unreadable);
        }
    }

    /** The names of the services' settings, with {@code NAME} where a deployment chooses one. */
    public List<String> names() {
        return settings.stream()
                .filter(Setting::isOfAService)
                .map(Setting::name)
                .toList();
    }

    /**
     * Says what is wrong with a setting's name; empty for one that is known, or none of ours.
     *
     * @param given as it stands in the environment ({@code ROLLCALL_...}) or elsewhere ({@code rollcall.})
     */
    public Optional<UnknownSetting> mistake(String given) {
        String name = given.replaceFirst("^%[^.]+\\.", "");
        boolean isOfTheEnvironment = name.startsWith("ROLLCALL_");
        boolean isOurs = isOfTheEnvironment ? !OF_KUBERNETES.matcher(name).matches() : name.startsWith("rollcall.");
        if (!isOurs || settings.stream().anyMatch(setting -> setting.matches(name, isOfTheEnvironment))) {
            return Optional.empty();
        }
        return Optional.of(new UnknownSetting(given, nearest(name, isOfTheEnvironment)));
    }

    private String nearest(String given, boolean isOfTheEnvironment) {
        return settings.stream()
                .filter(Setting::isOfAService)
                .map(setting -> isOfTheEnvironment ? inEnvironment(setting.name()) : setting.name())
                .min(Comparator.<String>comparingInt(name -> EditDistance.between(name, given))
                        .thenComparingInt(name -> -commonBeginning(name, given)))
                .orElseThrow();
    }

    private static int commonBeginning(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    private static String inEnvironment(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private enum Reader {
        A_SERVICE,
        THE_COMMAND_LINE
    }

    /** A name, and what is written for it. */
    private record Setting(String name, Reader reader, Pattern inFiles, Pattern inEnvironment) {
        static Setting of(String name, Reader reader) {
            return new Setting(
                    name,
                    reader,
                    Pattern.compile(pattern(name, "(\"[^\"]+\"|[^.]+)")),
                    Pattern.compile(pattern(KnownSettings.inEnvironment(name), "\\w+")));
        }

        boolean isOfAService() {
            return reader == Reader.A_SERVICE;
        }

        private static String pattern(String name, String choice) {
            return Pattern.quote(name).replace(NAME, "\\E" + choice + "\\Q");
        }

        boolean matches(String given, boolean isOfTheEnvironment) {
            return (isOfTheEnvironment ? inEnvironment : inFiles).matcher(given).matches();
        }
    }
}
