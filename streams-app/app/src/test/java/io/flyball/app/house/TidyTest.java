package io.flyball.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TidyTest {
    private SourceTree repository;

    @BeforeAll
    void readFiles() {
        repository = SourceTree.ofRepository();
    }

    @Test
    void readsTheWholeRepository() {
        assertThat(repository.texts())
                .containsKeys("pom.xml", "flyball", "streams-app/core/pom.xml")
                .allSatisfy((path, text) -> assertThat(path).doesNotContain("/target/"));
        assertThat(repository.paths(".java")).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @EnumSource
    void theRepositoryKeeps(TidyRule rule) {
        assertThat(rule.complaints(repository)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenFileIsCaughtBy(TidyRule rule) {
        assertThat(rule.complaints(rule.broken())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void noRuleCatchesTheInnocent(TidyRule rule) {
        assertThat(rule.complaints(rule.kept())).isEmpty();
    }

    @Test
    void findsMethodsInEveryKindOfType() {
        // given
        JavaSource source = new JavaSource("""
                class A {
                    static { b(); }
                    A() {}
                    Runnable r = new Runnable() {
                        public void run() {
                        }
                    };
                    int lambda(int a) { return f(x -> { return x; }); }
                    record R(int a) {
                        R {
                            if (a < '{') { }
                        }
                    }
                    @B(a = {1}) int annotated(@B(c = 1) int d) throws E, F { }
                    int s = switch (a) { default -> 1; };
                    int[] t = {1, 2};
                    enum E { ONE("{"); }
                }
                """);

        // when // then
        assertThat(source.methods())
                .containsExactly(
                        new JavaSource.Method("A", 3, 1),
                        new JavaSource.Method("run", 5, 2),
                        new JavaSource.Method("lambda", 8, 1),
                        new JavaSource.Method("R", 10, 3),
                        new JavaSource.Method("annotated", 14, 1));
    }
}
