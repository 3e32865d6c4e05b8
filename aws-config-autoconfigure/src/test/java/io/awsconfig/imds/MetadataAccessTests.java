package io.awsconfig.imds;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MetadataAccess}.
 */
class MetadataAccessTests {

	@Test
	void textTellsTheVersionAndNotTheToken() {
		assertThat(MetadataAccess.version1("was not answered in time", 0)).hasToString("version 1");
		assertThat(MetadataAccess.version2("hush", 0, Duration.ofSeconds(1))).hasToString("version 2");
	}

	@Test
	void itIsValidUntilItsEndAlsoWhereTheClockTurnsOver() {
		MetadataAccess access = MetadataAccess.version2("hush", Long.MAX_VALUE, Duration.ofNanos(10));
		assertThat(access.isValid(Long.MAX_VALUE + 9)).isTrue();
		assertThat(access.isValid(Long.MAX_VALUE + 10)).isFalse();
	}

}
