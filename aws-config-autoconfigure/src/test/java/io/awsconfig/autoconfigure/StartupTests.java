package io.awsconfig.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens, and what does not, when an application starts in a JVM of its own.
 */
class StartupTests {

	@TempDir
	Path home;

	@Test
	void ofClientsOnlyTheInterfacesAreLoadedAndNobodyIsAsked() throws Exception {
		Path output = this.home.resolve("output");
		try (LocalServer instanceMetadata = new LocalServer()) {
			ProcessBuilder builder = new ProcessBuilder(
					List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
							"-Xlog:class+load:stdout", "-Duser.home=" + this.home, "-cp",
							System.getProperty("java.class.path"), StartedApplication.class.getName()));
			Map<String, String> variables = builder.environment();
			variables.keySet().removeIf((name) -> name.startsWith("AWS_"));
			variables.put("HOME", this.home.toString());
			variables.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", instanceMetadata.url());
			Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
			try {
				assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
			}
			finally {
				process.destroyForcibly();
			}
			List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
			assertThat(process.exitValue()).as(() -> String.join("\n", lines)).isZero();
			assertThat(lines).anyMatch((line) -> line.contains("started with true"))
				.anyMatch((line) -> line.contains("software.amazon.awssdk.regions.providers.AwsRegionProvider "))
				.anyMatch((line) -> line.contains("software.amazon.awssdk.services.s3.S3Client "))
				.noneMatch((line) -> line.matches(
						".* software\\.amazon\\.awssdk\\.services\\.\\S*(\\.Default\\w+|\\.model\\.\\w+|Builder) .*"))
				.noneMatch((line) -> line.matches(".* io\\.awsconfig\\.client\\.(Enhanced|Transfer|Metadata)\\w+ .*"));
			assertThat(instanceMetadata.requests()).isEmpty();
		}
	}

	static class StartedApplication {

		public static void main(String[] args) {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.NONE)
				.run(args)) {
				System.out.println("started with " + context.containsBean("awsClientConfigurer"));
				context.getBean(AwsClientConfigurer.class);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
