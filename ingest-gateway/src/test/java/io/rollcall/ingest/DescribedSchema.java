package io.rollcall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

/** A schema in a description of what a gateway takes and gives. */
final class DescribedSchema {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private final JsonSchema schema;

    /**
     * A schema.
     *
     * @param document that it stands in, for its references point there
     */
    DescribedSchema(JsonNode document, JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        this.schema = SCHEMAS.getSchema(whole);
    }

    void require(JsonNode value, String what) {
        assertThat(schema.validate(value)).as("%s: %s", what, value).isEmpty();
    }
}
