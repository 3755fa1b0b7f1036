package io.rollcall.access.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

/** A schema in a description of what a service takes and gives. */
public final class DescribedSchema {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private final JsonSchema schema;

    /**
     * A schema.
     *
     * @param document that it stands in, for its references point there
     */
    public DescribedSchema(JsonNode document, JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        this.schema = SCHEMAS.getSchema(whole);
    }

    /** Fails unless the value is valid. */
    public void require(JsonNode value, String what) {
        assertThat(schema.validate(value)).as("%s: %s", what, value).isEmpty();
    }
}
