package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.rollcall.settings.KnownSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/reference/configuration.md to the code: every setting is there, with its default. */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(rollcall\\.[^`]+)` \\| (?:`([^`]*)`)? ?\\|", Pattern.MULTILINE);
    private static final String DEFAULTS = "META-INF/microprofile-config.properties";

    @Test
    void thePageNamesEverySettingWithItsDefault() throws IOException {
        assertThat(documented()).isEqualTo(declared());
    }

    @Test
    void theSettingsThatAreNotTakenForMistakesAreThose() throws IOException {
        assertThat(KnownSettings.load().names()).hasSameElementsAs(declared().keySet());
    }

    private static Map<String, String> documented() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), ConfigurationReferenceTest::defaultOf, (one, other) -> one, TreeMap::new));
    }

    private static String defaultOf(MatchResult row) {
        return row.group(2) == null ? "" : row.group(2);
    }

    private static Map<String, String> declared() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (JavaClass type : ProductionClasses.all()) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                add(settings, type.getAnnotationOfType(ConfigMapping.class).prefix(), type.reflect());
            }
        }
        settings.putAll(overriddenIn(settings));
        return settings;
    }

    private static void add(Map<String, String> settings, String prefix, Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            String name =
                    method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "." + kebab(method.getName());
            if (method.getReturnType() == Map.class) {
                addMap(settings, name + ".NAME", valueOf(method));
            } else if (isGroup(method.getReturnType())) {
                add(settings, name, method.getReturnType());
            } else {
                WithDefault fallback = method.getAnnotation(WithDefault.class);
                settings.put(name, fallback == null ? "" : fallback.value());
            }
        }
    }

    private static void addMap(Map<String, String> settings, String name, Type value) {
        if (value instanceof Class<?> group && isGroup(group)) {
            add(settings, name, group);
        } else {
            settings.put(name, "");
        }
    }

    private static Type valueOf(Method map) {
        return ((ParameterizedType) map.getGenericReturnType()).getActualTypeArguments()[1];
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getName().startsWith("io.rollcall.");
    }

    /** Defaults that a service declares in its jar rather than in its interface. */
    private static Map<String, String> overriddenIn(Map<String, String> settings) throws IOException {
        Map<String, String> overridden = new TreeMap<>();
        for (URL url :
                Collections.list(Thread.currentThread().getContextClassLoader().getResources(DEFAULTS))) {
            Properties properties = new Properties();
            try (InputStream in = url.openStream()) {
                properties.load(in);
            }
            properties.stringPropertyNames().stream()
                    .filter(settings::containsKey)
                    .forEach(name -> overridden.put(name, properties.getProperty(name)));
        }
        return overridden;
    }

    private static String kebab(String method) {
        return method.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
