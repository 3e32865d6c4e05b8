package io.awsconfig.settings.catalog;

import java.util.Arrays;
import java.util.List;

import io.awsconfig.settings.catalog.Proofs.Proof;
import io.awsconfig.testsupport.Guide;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link Proofs}: a test that is not run proves nothing.
 */
class ProofsTests {

	@Test
	void proofsAreFound() {
		assertThat(Proofs.all()).isNotEmpty();
		assertThat(Proofs.of(SettingCatalog.REGION)).isNotEmpty()
			.allSatisfy((proof) -> assertThat(proof.setting()).isEqualTo("region"));
	}

	@Test
	void testThatTheBuildAlwaysRunsIsAProof() {
		assertThat(namesOfRun(Samples.class)).containsExactlyInAnyOrder("always", "everyTime", "onLinux",
				"inARunOfItsOwn");
	}

	@ParameterizedTest
	@ValueSource(classes = { DisabledSamples.class, ConditionalSamples.class, Heirs.class, AssumingSamples.class })
	void testOfAClassThatMayNotRunIsNone(Class<?> type) {
		assertThat(namesOfRun(type)).isEmpty();
	}

	private static List<String> namesOfRun(Class<?> type) {
		return Arrays.stream(type.getDeclaredMethods())
			.map((method) -> new Proof("region", "", method))
			.filter(Proof::isRun)
			.map((proof) -> proof.method().getName())
			.toList();
	}

	@SuppressWarnings("unused")
	private static final class Samples {

		@Test
		void always() {
			assertThat(1).isPositive();
		}

		@ParameterizedTest
		@ValueSource(ints = 1)
		void everyTime(int number) {
			assertThat(number).isPositive();
		}

		@Test
		@EnabledOnOs(OS.LINUX)
		void onLinux() {
		}

		@Test
		@EnabledIfSystemProperty(named = "http.implementations", matches = "all")
		void inARunOfItsOwn() {
		}

		@Test
		@EnabledIfSystemProperty(named = "http.implementations", matches = "one")
		void inNoRun() {
		}

		void noTest() {
		}

		@Test
		@Disabled("a sample")
		void disabled() {
		}

		@Test
		@EnabledOnOs(OS.WINDOWS)
		void onWindows() {
		}

		@Test
		@EnabledOnOs(value = OS.LINUX, architectures = "z80")
		void onAnArchitecture() {
		}

		@Test
		@EnabledForJreRange(min = JRE.JAVA_21)
		void onNewerJava() {
		}

		@Test
		@EnabledIf("no")
		void ifAMethodSaysSo() {
		}

		@Test
		@EnabledIfSystemProperty(named = "a", matches = "b")
		@EnabledIfSystemProperty(named = "c", matches = "d")
		void ifPropertiesSaySo() {
		}

		@Test
		void assuming() {
			assumeTrue(no());
		}

		@Test
		void assumingInALambda() {
			Runnable task = () -> Assumptions.assumeThat(no()).isTrue();
			task.run();
		}

		@Test
		void assumingElsewhere() {
			assumed();
		}

		@Test
		void assumingInAnotherClass() {
			assertThat(Guide.lines()).isNotEmpty();
		}

		private static void assumed() {
			assumeTrue(no());
		}

		static boolean no() {
			return false;
		}

	}

	@Disabled("a sample")
	private static final class DisabledSamples {

		@Test
		void test() {
		}

	}

	@DisabledIfEnvironmentVariable(named = "a", matches = "b")
	private abstract static class ConditionalSamples {

		@Test
		void test() {
		}

	}

	private static final class Heirs extends ConditionalSamples {

		@Test
		void other() {
		}

	}

	private static final class AssumingSamples {

		@BeforeEach
		void setUp() {
			assumeTrue(Samples.no());
		}

		@Test
		void test() {
		}

	}

}
