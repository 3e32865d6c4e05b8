package io.awsconfig.diagnostic;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UniformNameTests {

	@ParameterizedTest
	@CsvSource({ "AWS_ENDPOINT_URL, awsendpointurl", "aws.endpoint-url, awsendpointurl", "endpointUrl1, endpointurl1",
			"\u00DCbung, \u00FCbung", "'-._[]', ''", "'', ''" })
	void allSpellingsHaveOneForm(String name, String uniform) {
		assertThat(UniformName.of(name)).isEqualTo(uniform);
	}

}
