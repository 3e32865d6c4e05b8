package io.awsconfig.springcloudaws;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether our clients come after all that Spring Cloud AWS makes.
 */
class OrderTests {

	@Test
	void clientsComeAfterEveryAutoConfigurationOfSpringCloudAws() {
		List<String> theirs = ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.awspring."))
			.toList();
		AutoConfiguration order = AwsClientAutoConfiguration.class.getAnnotation(AutoConfiguration.class);
		List<String> before = Stream
			.concat(Arrays.stream(order.afterName()), Arrays.stream(order.after()).map(Class::getName))
			.toList();
		assertThat(theirs).isNotEmpty();
		assertThat(before).containsAll(theirs);
	}

}
