package io.rollcall.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.engine.Definitions;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.testkit.BronzeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/reference/lake.md}, held against the schema and the views. */
class LakePageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "lake.md");
    private static final Pattern HEADING = Pattern.compile("### (View )?`([a-z_.]+)`");
    private static final Pattern COLUMN = Pattern.compile("\\| `([a-z0-9_]+)` \\| (\\w+) \\| \\S.* \\|");

    @Test
    void everyTableIsThereWithItsColumnsInOrder() throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        Stream.of(LakeTable.values())
                .forEach(table -> tables.put(
                        table.qualifiedName(),
                        table.schema().columns().stream()
                                .map(LakePageTest::described)
                                .toList()));
        assertThat(described(false)).isEqualTo(tables);
    }

    private static String described(NestedField field) {
        Type.TypeID type = field.type().typeId();
        return field.name() + " "
                + switch (type) {
                    case LONG -> "bigint";
                    case INTEGER -> "int";
                    case TIMESTAMP -> "timestamptz";
                    default -> type.name().toLowerCase(Locale.ROOT);
                };
    }

    @Test
    void everyViewIsThereWithItsColumnsInOrder(@TempDir Path directory) throws IOException {
        Map<String, List<String>> views = new TreeMap<>();
        try (BronzeFixture fixture = new BronzeFixture(directory);
                TableSession session = fixture.tables().session()) {
            SqlViews sql = new SqlViews(fixture.tables());
            Definitions definitions = sql.of(sql.names());
            definitions.views().forEach(session::view);
            sql.names()
                    .forEach(view -> views.put(
                            view,
                            session.query(
                                    "DESCRIBE " + view,
                                    column -> column.text("column_name") + " " + type(column.text("column_type")))));
        }
        assertThat(described(true)).isEqualTo(views);
    }

    private static String type(String ofTheEngine) {
        return switch (ofTheEngine) {
            case "VARCHAR" -> "string";
            case "INTEGER" -> "int";
            case "TIMESTAMP WITH TIME ZONE" -> "timestamptz";
            default -> ofTheEngine.toLowerCase(Locale.ROOT);
        };
    }

    /** What the page says of tables, or of views: the names and types of columns by name. */
    private static Map<String, List<String>> described(boolean views) throws IOException {
        Map<String, List<String>> described = new TreeMap<>();
        List<String> columns = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher heading = HEADING.matcher(line);
            Matcher column = COLUMN.matcher(line);
            if (heading.matches()) {
                columns = new ArrayList<>();
                if ((heading.group(1) != null) == views) {
                    described.put(heading.group(2), columns);
                }
            } else if (column.matches()) {
                columns.add(column.group(1) + " " + column.group(2));
            }
        }
        return described;
    }
}
