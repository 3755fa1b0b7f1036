package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a guide, as they stand there, asked of a running system: each succeeds, and its answer has the columns
 * that the guide shows, and rows. The days are as long ago as they were for whoever wrote it.
 */
final class CommandsOfAGuide {
    private static final Pattern BLOCK = Pattern.compile("^```\\n\\$ (.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern WRITTEN = Pattern.compile("asked on\\s+(\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern CURL = Pattern.compile("curl 'http://localhost:8080([^']*)'");
    private static final String ROLLCALL = "./rollcall ";

    private final String url;
    private final String text;
    private final long later;

    CommandsOfAGuide(String page, String url, LocalDate today) throws Exception {
        this.url = url;
        this.text = Files.readString(Path.of("..", "docs", "guides", page));
        Matcher written = WRITTEN.matcher(text);
        assertThat(written.find()).as("the day on which it was written").isTrue();
        this.later = ChronoUnit.DAYS.between(LocalDate.parse(written.group(1)), today);
    }

    /**
     * Runs them all.
     *
     * @return how many they are
     */
    int run() throws Exception {
        int commands = 0;
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            List<String> lines = block.group(1).lines().toList();
            int shown = 1;
            String command = lines.get(0);
            while (isOpen(command)) {
                command += "\n" + lines.get(shown++);
            }
            List<String> answer = answer(shifted(command)).lines().toList();
            assertThat(columns(answer.get(0))).as(command).isEqualTo(columns(lines.get(shown)));
            assertThat(answer).as(command).hasSizeGreaterThan(1);
            commands++;
        }
        return commands;
    }

    /** Whether a quoted text goes on in the next line. */
    private static boolean isOpen(String command) {
        return command.chars().filter(sign -> sign == '"').count() % 2 == 1;
    }

    private String shifted(String command) {
        return DAY.matcher(command)
                .replaceAll(day -> LocalDate.parse(day.group()).plusDays(later).toString());
    }

    private static List<String> columns(String header) {
        return List.of(header.split(header.contains(",") ? "," : " +", -1));
    }

    private String answer(String command) throws Exception {
        Matcher curl = CURL.matcher(command);
        if (curl.matches()) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + curl.group(1)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
        assertThat(command).startsWith(ROLLCALL);
        List<String> words = words(command.substring(ROLLCALL.length()));
        words.addAll(List.of("--url", url));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Rollcall.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words.toArray(String[]::new));
        assertThat(exitCode).as(command + ": " + err).isZero();
        return out.toString();
    }

    /** As a shell takes them apart. */
    private static List<String> words(String command) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\0' " + command).start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(command).isZero();
        return new ArrayList<>(List.of(words.split("\0")));
    }
}
