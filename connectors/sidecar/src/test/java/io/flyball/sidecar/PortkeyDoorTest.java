package io.flyball.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortkeyDoorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODY = "{\"request\":{\"json\":{\"model\":\"large\",\"messages\":[{\"role\":\"user\","
            + "\"content\":\"a secret\"}],\"n\":1},\"text\":\"a secret\"},\"provider\":\"openai\",\"requestType\":"
            + "\"chatComplete\",\"metadata\":{\"_user\":\"ann\",\"session\":\"s1\"},\"eventType\":\"beforeRequestHook\"}";

    private final SidecarServer server = SidecarServer.enforcing();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void putsTheCheaperModelIntoTheRequestAndChangesNothingElse() throws IOException {
        // given
        server.ask("user:ann", 1, "downshift", "'model_override':'small'");
        // when
        JsonNode answer = JSON.readTree(server.post("/v1/portkey", BODY).body());
        // then
        JsonNode expected = JSON.readTree(BODY.replace("large", "small")).at("/request/json");
        assertThat(answer.path("verdict").asBoolean()).isTrue();
        assertThat(answer.at("/transformedData/request/json")).isEqualTo(expected);
        assertThat(answer.at("/data/action").asText()).isEqualTo("downshift");
        assertThat(answer.path("data").toString()).doesNotContain("secret");
    }

    @Test
    void neverSaysFalseNotEvenToANewTaskUnderAHold() throws IOException {
        // given
        server.ask("user:ann", 1, "hold_new_tasks", "");
        // when
        JsonNode answer = JSON.readTree(server.post("/v1/portkey", BODY).body());
        // then
        assertThat(answer.path("verdict").asBoolean()).isTrue();
        assertThat(answer.at("/data/action").asText()).isEqualTo("hold");
        assertThat(answer.has("transformedData")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "7", "{\"metadata\":7,\"request\":[]}", "{\"eventType\":\"afterRequestHook\"}"})
    void whateverComesItsVerdictIsTrue(String body) throws IOException {
        // when
        HttpResponse<String> response = server.post("/v1/portkey", body);
        // then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).path("verdict").asBoolean()).isTrue();
    }
}
