package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallTest {
    @Test
    void whereTheSessionIsTheTaskItsKeyIsBuiltOnce() {
        // when
        Call call = Call.builder().user("ann").session("s-1").build();
        // then
        assertThat(call.paceKey()).isNotNull().isSameAs(call.taskKey());
    }

    @Test
    void aTaskOfItsOwnSharesTheBucketOfItsSession() {
        // when
        Call call = Call.builder().user("ann").session("s-1").task("t-1").build();
        // then
        assertThat(call.paceKey())
                .isEqualTo(Call.builder().user("ann").session("s-1").build().paceKey())
                .isNotEqualTo(call.taskKey());
    }

    @Test
    void aPayerWithoutSessionAndTaskHasABucketAndNoTask() {
        // when
        Call call = Call.builder().user("ann").agent("crawler").build();
        // then
        assertThat(call.taskKey()).isNull();
        assertThat(call.paceKey())
                .isEqualTo(Call.builder().user("ann").build().paceKey())
                .isNotNull();
    }

    @Test
    void aCallOfNobodyHasNeither() {
        // when
        Call call = Call.builder().model("m-1").build();
        // then
        assertThat(call.taskKey()).isNull();
        assertThat(call.paceKey()).isNull();
        assertThat(call.scopes()).containsExactly("model:m-1");
    }
}
