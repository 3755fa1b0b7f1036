package io.rollcall.lake.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The process that answers one question, and ends. It says what it makes of the question's text, is told which views there are, and
 * gives the rows. It has what the driver and the JDK have, and nothing else of Rollcall's.
 */
public final class SandboxMain {
    private static final int MOST_TEXT_BYTES = 64 << 20;
    private static final int OUT_OF_MEMORY = 3;
    private static final int LEFT_ALONE = 4;

    /** All that the driver says of a failure while rows are streamed. */
    private static final String UNSAID = "Invalid result set";

    private final DataInputStream in;
    private final DataOutputStream out;

    private SandboxMain(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Answers the question that comes in, and ends. */
    public static void main(String[] arguments) {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        int code;
        try {
            new SandboxMain(in, out).answer();
            code = 0;
        } catch (IOException asker) {
            code = LEFT_ALONE;
        } catch (OutOfMemoryError cell) {
            code = OUT_OF_MEMORY;
        }
        // At once: the engine may be at work on what nobody asks for any more.
        Runtime.getRuntime().halt(code);
    }

    private void answer() throws IOException {
        String question = Frames.readText(in, MOST_TEXT_BYTES);
        Limits limits = new Limits(in.readLong(), in.readInt(), in.readLong(), in.readInt(), in.readLong());
        try {
            try (Connection connection = limits.connect(true)) {
                tell(tree(connection, question));
            }
            String files = files();
            Map<String, String> views = views();
            endWithTheAsker();
            try (Connection connection = limits.connect(true)) {
                makeViews(connection, views, files);
                rows(connection, question, limits);
            } catch (SQLException failed) {
                if (!String.valueOf(failed.getMessage()).contains(UNSAID)) {
                    throw failed;
                }
                // While rows are streamed the driver keeps the reason to itself.
                try (Connection connection = limits.connect(false)) {
                    makeViews(connection, views, files);
                    rows(connection, question, limits);
                }
            }
        } catch (SQLException failed) {
            out.writeByte(Frames.FAILED);
            Frames.writeText(out, String.valueOf(failed.getMessage()));
        }
        out.flush();
    }

    /** The bounds that the engine keeps by itself. */
    private record Limits(long memoryBytes, int threads, long spillBytes, int rows, long answerBytes) {
        Connection connect(boolean streaming) throws SQLException {
            Properties properties = new Properties();
            properties.setProperty("memory_limit", memoryBytes + "B");
            properties.setProperty("threads", Integer.toString(threads));
            properties.setProperty("temp_directory", "spill");
            properties.setProperty("jdbc_stream_results", Boolean.toString(streaming));
            properties.setProperty("preserve_insertion_order", "false");
            properties.setProperty("autoinstall_known_extensions", "false");
            properties.setProperty("autoload_known_extensions", "false");
            properties.setProperty("allow_community_extensions", "false");
            properties.setProperty("allow_persistent_secrets", "false");
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
            // It is shown, but not kept, when a connection is opened with it.
            execute(connection, "SET max_temp_directory_size = '" + spillBytes + "B'");
            return connection;
        }
    }

    private void tell(String tree) throws IOException {
        out.writeByte(Frames.GOOD);
        Frames.writeText(out, tree);
        out.flush();
    }

    /** What the engine's own parser makes of the text: nothing of it is run. */
    private static String tree(Connection connection, String question) throws SQLException {
        try (PreparedStatement parse = connection.prepareStatement("SELECT json_serialize_sql(?)")) {
            parse.setString(1, question);
            try (ResultSet tree = parse.executeQuery()) {
                tree.next();
                return tree.getString(1);
            }
        }
    }

    private String files() throws IOException {
        StringBuilder files = new StringBuilder();
        for (int left = in.readInt(); left > 0; left--) {
            files.append(files.isEmpty() ? "" : ", ").append(literal(Frames.readText(in, MOST_TEXT_BYTES)));
        }
        return files.toString();
    }

    private Map<String, String> views() throws IOException {
        Map<String, String> views = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = Frames.readText(in, MOST_TEXT_BYTES);
            views.put(name, Frames.readText(in, MOST_TEXT_BYTES));
        }
        return views;
    }

    /** Makes the views, and closes the doors behind them. */
    private static void makeViews(Connection connection, Map<String, String> views, String files) throws SQLException {
        execute(connection, "SET TimeZone = 'UTC'");
        for (Map.Entry<String, String> view : views.entrySet()) {
            String name = view.getKey();
            if (name.indexOf('.') > 0) {
                execute(connection, "CREATE SCHEMA IF NOT EXISTS " + name.substring(0, name.indexOf('.')));
            }
            execute(connection, "CREATE VIEW " + name + " AS " + view.getValue());
        }
        execute(connection, "SET allowed_paths = [" + files + "]");
        execute(connection, "SET enable_external_access = false");
        execute(connection, "SET errors_as_json = true");
        execute(connection, "SET lock_configuration = true");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends the process when whoever started it is gone, however that ended: its end of the pipe is closed then. */
    private void endWithTheAsker() {
        Thread listener = new Thread(
                () -> {
                    try {
                        in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException broken) {
                        Runtime.getRuntime().halt(LEFT_ALONE);
                    }
                    Runtime.getRuntime().halt(LEFT_ALONE);
                },
                "asker");
        listener.setDaemon(true);
        listener.start();
    }

    private void rows(Connection connection, String question, Limits limits) throws IOException, SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(question)) {
            CellWriter cells = CellWriter.of(result);
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            ByteArrayOutputStream row = new ByteArrayOutputStream();
            int found = 0;
            boolean isWhole = true;
            while (isWhole && result.next()) {
                row.reset();
                DataOutputStream cellsOfRow = new DataOutputStream(row);
                cellsOfRow.writeByte(Frames.ROW);
                cells.write(cellsOfRow);
                found++;
                isWhole = found <= limits.rows() && rows.size() + (long) row.size() <= limits.answerBytes();
                if (isWhole) {
                    row.writeTo(rows);
                }
            }
            out.writeByte(Frames.GOOD);
            cells.writeColumns(out);
            out.writeInt(rows.size() + 1);
            rows.writeTo(out);
            out.writeByte(isWhole ? Frames.END : Frames.CUT);
        }
    }
}
