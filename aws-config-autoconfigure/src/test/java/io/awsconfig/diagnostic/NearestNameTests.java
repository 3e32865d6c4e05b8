package io.awsconfig.diagnostic;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearestNameTests {

	private static final List<String> NAMES = List.of("staging", "production", "dev", "dew");

	@Test
	void sortPutsTheNearestFirstAndKeepsTheOrderOfTheRest() {
		assertThat(NearestName.sort("PRODUCTON", NAMES)).startsWith("production");
		assertThat(NearestName.sort("deb", NAMES)).startsWith("dev", "dew");
		assertThat(NearestName.sort("", NAMES)).containsExactly("dev", "dew", "staging", "production");
		assertThat(NearestName.sort("x", List.of())).isEmpty();
	}

	@Test
	void findKnowsTheSlipsOfAKeyboard() {
		assertThat(NearestName.find("prodcution", NAMES)).isEqualTo("production");
		assertThat(NearestName.find("stagin", NAMES)).isEqualTo("staging");
		assertThat(NearestName.find("staggingg", NAMES)).isEqualTo("staging");
	}

	@Test
	void findDoesNotGuess() {
		assertThat(NearestName.find("bucket", NAMES)).isNull();
		assertThat(NearestName.find("dex", NAMES)).as("of three letters, none may be wrong").isNull();
		assertThat(NearestName.find("", NAMES)).isNull();
	}

	@Test
	void longNamesAreComparedByTheirStart() {
		String endless = "a".repeat(1_000_000);
		assertThat(NearestName.distance(endless, "a".repeat(128))).isZero();
	}

}
