package io.awsconfig.diagnostic;

import org.junit.jupiter.api.Test;

import org.springframework.boot.origin.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Diagnostic}.
 */
class DiagnosticTests {

	@Test
	void placeStandsBeforeTheMessage() {
		Origin origin = new Origin() {

			@Override
			public String toString() {
				return "config:3";
			}

		};
		assertThat(new Diagnostic("The line is ignored.", origin)).hasToString("config:3: The line is ignored.");
	}

}
