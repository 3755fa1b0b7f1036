package io.rollcall.query.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules of the page, and which import which. */
final class Modules {
    private static final Pattern IMPORTED = Pattern.compile("(?m)^(?:import|export|\\}) .*from \"(\\.[^\"]+)\";$");

    private Modules() {}

    /**
     * Those that run before one of these can run: all that they import, and all that those import. What is imported once it
     * is needed, by {@code import()}, is not among them.
     *
     * @param files what is in each file, by its name
     * @return the names, of these too, in order
     */
    static Set<String> neededBy(List<String> entries, Map<String, byte[]> files) {
        Set<String> needed = new TreeSet<>();
        Deque<String> toRead = new ArrayDeque<>(entries);
        while (!toRead.isEmpty()) {
            String module = toRead.remove();
            byte[] content = files.get(module);
            if (content == null) {
                throw new IllegalArgumentException("a module of the page is missing: " + module);
            }
            if (needed.add(module)) {
                importsOf(module, new String(content, UTF_8)).forEach(toRead::add);
            }
        }
        return needed;
    }

    private static Stream<String> importsOf(String module, String content) {
        return IMPORTED.matcher(content)
                .results()
                .map(found -> URI.create(module).resolve(found.group(1)).toString());
    }
}
