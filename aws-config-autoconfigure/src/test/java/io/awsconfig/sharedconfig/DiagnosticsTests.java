package io.awsconfig.sharedconfig;

import java.nio.file.Path;

import io.awsconfig.diagnostic.Diagnostic;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Diagnostics}.
 */
class DiagnosticsTests {

	private final Diagnostics diagnostics = new Diagnostics(Path.of("/config"));

	@Test
	void orderIsThatOfTheFile() {
		this.diagnostics.report("fifth", Position.of(3, 1), null);
		this.diagnostics.report("third", Position.of(2, 7), null);
		this.diagnostics.report("fourth", Position.of(2, 7), null);
		this.diagnostics.report("second", Position.of(2, 3), null);
		this.diagnostics.report("first");
		assertThat(this.diagnostics.toList()).extracting(Diagnostic::message)
			.containsExactly("first", "second", "third", "fourth", "fifth");
	}

	@Test
	void whatIsLeftOutIsCountedAtTheEnd() {
		for (int i = 0; i < Diagnostics.MAX_RETAINED; i++) {
			this.diagnostics.report("odd", Position.of(i + 1, 1), null);
		}
		assertThat(this.diagnostics.toList()).hasSize(Diagnostics.MAX_RETAINED);
		this.diagnostics.report("one more", Position.of(1, 1), null);
		assertThat(this.diagnostics.toList()).hasSize(Diagnostics.MAX_RETAINED + 1)
			.last()
			.hasToString("/config: There are 1 more oddities in this file, which are not listed");
	}

}
