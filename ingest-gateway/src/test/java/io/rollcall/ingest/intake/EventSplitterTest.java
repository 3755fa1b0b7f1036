package io.rollcall.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.ingest.intake.Delivery.Form;
import io.rollcall.ingest.intake.Splitting.BrokenTail;
import io.rollcall.ingest.intake.Splitting.Split;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSplitterTest {
    private static final int LIMIT = 5;
    private static final EventSplitter SPLITTER = new EventSplitter(LIMIT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                     | {}
            ' {"a": 1} '                           | {"a": 1}
            [{"a": 1}, {"b": [2, {}]}]             | {"a": 1} ; {"b": [2, {}]}
            [ {"a": "],}{\\" \\\\"} ,{"b": 2}]     | {"a": "],}{\\" \\\\"} ; {"b": 2}
            [{"a": }, {"b": 2}]                    | {"a": } ; {"b": 2}
            [{"a": 1}}, {"b": 2}]                  | {"a": 1}} ; {"b": 2}
            [{"a": 1] , {"b": 2}]                  | {"a": 1] ; {"b": 2}
            [1, "two", null]                       | 1 ; "two" ; null
            [{"a": 1} {"b": 2}, 3]                 | {"a": 1} {"b": 2} ; 3
            [1,,2]                                 | 1 ;  ; 2
            [[1, 2], [3]]                          | [1, 2] ; [3]
            {"events": [1, 2]}                     | 1 ; 2
            {"events": [1, 2], "sent_at": 7}       | 1 ; 2
            {"a": {"events": [5]}, "events": [1]}  | 1
            {"events": 5}                          | {"events": 5}
            {"events": {}}                         | {"events": {}}
            {"a": {"events": [5]}}                 | {"a": {"events": [5]}}
            {"a": 1} {"events": [1]}               | {"a": 1} {"events": [1]}
            {"broken                               | {"broken
            hello                                  | hello
            """)
    void wholeStructureIsSplitIntoItsEvents(String body, String events) {
        Split split = split(body.strip().replaceAll("^'|'$", ""), Form.JSON);
        assertThat(texts(split)).isEqualTo(List.of(events.split(" ; ", -1)));
        assertThat(split.tail()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
            [{"a": 1}, {"b":                     | {"a": 1} | {"b":
            [{"a": 1}, {"b": "x}, {"c": 3}]      | {"a": 1} | {"b": "x}, {"c": 3}]
            [{"a": 1}, {"b": {, {"c": 3}]        | {"a": 1} | {"b": {, {"c": 3}]
            [{"a": 1}                            | {"a": 1} | -
            [{"a": 1},                           | {"a": 1} | -
            [{"a": 1}] x                         | {"a": 1} | x
            [{"a": 1}]]                          | {"a": 1} | ]
            {"events": [{"a": 1}, {"b"           | {"a": 1} | {"b"
            {"events": [{"a": 1}]                | {"a": 1} | -
            {"events": [{"a": 1}], "sent_at      | {"a": 1} | , "sent_at
            {"events": [{"a": 1}], "sent_at": 17 | {"a": 1} | , "sent_at": 17
            {"events": [{"a": 1}]} {}            | {"a": 1} | {}
            {"events": [{"a": 1}] "x": 1}        | {"a": 1} | "x": 1}
            """)
    void brokenStructureKeepsTheEventsBeforeTheBreak(String body, String events, String tail) {
        Split split = split(body.strip(), Form.JSON);
        assertThat(texts(split)).isEqualTo(List.of(events.split(" ; ", -1)));
        assertThat(split.tail().map(BrokenTail::slice).map(slice -> text(split.body(), slice)))
                .contains(tail == null ? "" : tail);
        assertThat(split.count()).isEqualTo(split.events().size() + 1);
    }

    @Test
    void timeCutOffInTheMiddleOfItsDigitsIsNotBelieved() {
        assertThat(split("{\"events\": [1], \"sent_at\": 17", Form.JSON).sentAtMillis())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000000, 1700000000000",
        "'\"2023-11-14T22:13:20Z\"', 1700000000000",
        "'\"2023-11-15T00:13:20.000+02:00\"', 1700000000000",
        "null,",
    })
    void envelopeSaysWhenItWasSent(String json, Long millis) {
        assertThat(split("{\"sent_at\": " + json + ", \"events\": [1]}", Form.JSON)
                        .sentAtMillis())
                .isEqualTo(millis == null ? OptionalLong.empty() : OptionalLong.of(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sent_at\": \"soon\", \"events\": [1]}",
                "{\"sent_at\": 1.5, \"events\": [1]}",
                "{\"sent_at\": [], \"events\": [1]}",
                "{\"sent_at\": 99999999999999999999, \"events\": [1]}",
                "{\"sent_at\": 999999999999999, \"events\": [1]}",
                "{\"sent_at\": 1, \"sent_at\": 1, \"events\": [1]}",
                "{\"events\": [1], \"events\": [2]}",
            })
    void ambiguousEnvelopeIsRefusedAsAWhole(String body) {
        Splitting splitting = SPLITTER.split(Body.ofText(body), Form.JSON);
        assertThat(splitting).isInstanceOf(Splitting.Unreadable.class);
        assertThat(((Splitting.Unreadable) splitting).code()).isEqualTo(RefusalCode.INVALID_ENVELOPE);
    }

    @Test
    void linesAreEventsAndBlankOnesAreNot() {
        assertThat(texts(split("\n{\"a\": 1}\r\n   \n\t {\"b\": 2}  \nbroken", Form.NDJSON)))
                .containsExactly("{\"a\": 1}", "{\"b\": 2}", "broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "1", "{\"events\": [1]}"})
    void byteOrderMarkBelongsToNoEvent(String body) {
        assertThat(texts(split('\uFEFF' + body, Form.JSON))).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\r ", "[]", "[  ]", "{\"events\": []}", "\uFEFF"})
    void nothingIsNoRequest(String body) {
        assertThat(code(body, Form.JSON)).isEqualTo(RefusalCode.NO_EVENTS);
    }

    @Test
    void oneEventTooManyRefusesThemAll() {
        assertThat(split("[1,2,3,4,5]", Form.JSON).events()).hasSize(LIMIT);
        assertThat(code("[1,2,3,4,5,6]", Form.JSON)).isEqualTo(RefusalCode.TOO_MANY_EVENTS);
        assertThat(code("[1,2,3,4,5,6,", Form.JSON)).isEqualTo(RefusalCode.TOO_MANY_EVENTS);
        assertThat(code("{\"events\": [1,2,3,4,5,6]}", Form.JSON)).isEqualTo(RefusalCode.TOO_MANY_EVENTS);
        assertThat(code("1\n2\n3\n4\n5\n6", Form.NDJSON)).isEqualTo(RefusalCode.TOO_MANY_EVENTS);
    }

    @Test
    void depthCostsNoStack() {
        String deep = "[".repeat(1_000_000);
        assertThat(split("[1, " + deep, Form.JSON).tail()).isPresent();
        assertThat(split("[1, " + deep + "]".repeat(1_000_000) + ", 2]", Form.JSON)
                        .events())
                .hasSize(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 7, 20_261_122})
    void randomBytesAreSplitIntoPiecesThatLieInOrder(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            Body body = new Body(bytes(random));
            for (Form form : Form.values()) {
                if (SPLITTER.split(body, form) instanceof Split split) {
                    requireOrder(split);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 7, 20_261_122})
    void brokenElementCostsItsNeighboursNothing(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            List<String> events = IntStream.range(0, 1 + random.nextInt(LIMIT))
                    .mapToObj(index -> object(random, 3))
                    .toList();
            List<String> wounded = new ArrayList<>(events);
            wounded.set(random.nextInt(wounded.size()), "{\"profile_id\": 1, \"event_name\": }");
            assertThat(texts(split("[" + String.join(" , ", wounded) + "]", Form.JSON)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(wounded);
        }
    }

    private static void requireOrder(Split split) {
        int end = 0;
        for (Slice slice : split.events()) {
            assertThat(slice.offset()).isGreaterThanOrEqualTo(end);
            end = slice.end();
        }
        int last = end;
        split.tail().ifPresent(tail -> assertThat(tail.slice().offset()).isGreaterThanOrEqualTo(last));
        assertThat(split.tail().map(tail -> tail.slice().end()).orElse(end))
                .isLessThanOrEqualTo(split.body().length());
    }

    private static byte[] bytes(Random random) {
        String alphabet = "{}[]\",:\\ \n\"events\"sent_at123\u00e9";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int at = 0; at < length; at++) {
            text.append(random.nextInt(12) == 0 ? "\"events\":[" : alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": 1}                                | {"a": 1}
            [{"a": 1},N{"b": 2}]                    | {"a": 1} ; {"b": 2}
            {"events": [{"a": 1},N{"b": 2}]}        | {"a": 1} ; {"b": 2}
            N {"events":N [N{"a": 1N}N,N{"b": 2}]}  | {"a": 1N} ; {"b": 2}
            {"a": 1}N{"b": 2}                       | {"a": 1} ; {"b": 2}
            NN {"a": 1} NN {"b": 2}N                | {"a": 1} ; {"b": 2}
            {"a": "}"}N{"b": [{}, {}]}              | {"a": "}"} ; {"b": [{}, {}]}
            {"a": 1}N{"b": N{"c": 3}                | {"a": 1} ; {"b": ; {"c": 3}
            {"a": 1}N{"b": 2}N hello                | {"a": 1} ; {"b": 2} ; hello
            {"a": 1} {"b": 2}                       | {"a": 1} {"b": 2}
            hello                                   | hello
            """)
    void textIsOneEventALineWhereNoJsonCouldBeLaidOutSo(String body, String events) {
        assertThat(texts(split(body.replace('N', '\n'), Form.TEXT)))
                .isEqualTo(List.of(events.replace('N', '\n').split(" ; ", -1)));
    }

    private static String object(Random random, int depth) {
        StringBuilder json = new StringBuilder("{");
        int members = random.nextInt(4);
        for (int member = 0; member < members; member++) {
            json.append(member == 0 ? "" : ", ").append("\"k").append(member).append("\": ");
            json.append(value(random, depth));
        }
        return json.append('}').toString();
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> "\"a ] } , \\\" \\\\\"";
            case 2 -> "true";
            case 3 -> object(random, depth - 1);
            default -> "[" + object(random, depth - 1) + ", 1]";
        };
    }

    private static Split split(String body, Form form) {
        Splitting splitting = SPLITTER.split(Body.ofText(body), form);
        assertThat(splitting).isInstanceOf(Split.class);
        return (Split) splitting;
    }

    private static RefusalCode code(String body, Form form) {
        return ((Splitting.Refused) SPLITTER.split(Body.ofText(body), form))
                .refusal()
                .code();
    }

    private static List<String> texts(Split split) {
        return split.events().stream().map(slice -> text(split.body(), slice)).toList();
    }

    private static String text(Body body, Slice slice) {
        return new String(body.copy(slice), StandardCharsets.UTF_8);
    }
}
