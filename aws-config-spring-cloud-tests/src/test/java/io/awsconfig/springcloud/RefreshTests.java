package io.awsconfig.springcloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpServer;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud's own refresh, and what the servers see of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefreshTests {

	@TempDir
	private Path directory;

	private final Server before = new Server();

	private final Server after = new Server();

	@BeforeEach
	void setUp() {
		write("eu-west-1", this.before.url(), "");
	}

	@AfterEach
	void close() {
		this.before.close();
		this.after.close();
	}

	private void write(String region, String endpoint, String more) {
		file("application.properties", """
				aws.region=%s
				aws.endpoint-url=%s
				aws.access-key-id=akid
				aws.secret-access-key=secret-of-refresh
				%s
				""".formatted(region, endpoint, more));
	}

	private void file(String name, String text) {
		try {
			Files.writeString(this.directory.resolve(name), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void run(Consumer<ConfigurableApplicationContext> test) {
		SpringApplication application = new SpringApplication(Refreshed.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(
				"--spring.config.location=" + this.directory.toUri(),
				"--aws.config-file=" + this.directory.resolve("config"),
				"--aws.shared-credentials-file=" + this.directory.resolve("credentials"),
				"--aws.ec2-metadata-disabled=true")) {
			test.accept(context);
		}
	}

	@Test
	void aBeanInRefreshScopeHasTheNewRegionAndEndpoint(CapturedOutput output) {
		run((context) -> {
			Holder holder = context.getBean(Holder.class);
			S3Client lasting = context.getBean(S3Client.class);
			holder.call();
			assertThat(this.before.scopes()).singleElement().asString().contains("/eu-west-1/s3/");
			write("eu-central-1", this.after.url(), "");
			assertThat(context.getBean(ContextRefresher.class).refresh()).contains("aws.region", "aws.endpoint-url");
			holder.call();
			assertThat(this.after.scopes()).singleElement().asString().contains("/eu-central-1/s3/");
			assertThat(holder.shown()).isEqualTo("eu-central-1");
			lasting.listBuckets();
			assertThat(this.before.scopes()).hasSize(2).last().asString().contains("/eu-west-1/s3/");
			assertThat(output).contains("region is eu-central-1 from now on, instead of eu-west-1")
				.contains("the old value: S3Client");
		});
	}

	@Test
	void aWrongValueLeavesTheNewBeanWithTheOldValues(CapturedOutput output) {
		run((context) -> {
			Holder holder = context.getBean(Holder.class);
			write("eu-central-1", this.after.url(), "aws.retry-mode=fast");
			context.getBean(ContextRefresher.class).refresh();
			holder.call();
			assertThat(this.before.scopes()).singleElement().asString().contains("/eu-west-1/s3/");
			assertThat(output).contains("The AWS settings stay as they were")
				.contains("The value 'fast' of 'aws.retry-mode'");
			write("eu-central-1", this.after.url(), "aws.retry-mode=adaptive");
			context.getBean(ContextRefresher.class).refresh();
			holder.call();
			assertThat(this.after.scopes()).singleElement().asString().contains("/eu-central-1/s3/");
		});
	}

	@Test
	void theProfileThatTheApplicationNamesNowIsRead() {
		file("config", """
				[profile one]
				region = eu-north-1

				[profile two]
				region = eu-south-1
				""");
		file("application.properties", """
				aws.profile=one
				aws.access-key-id=akid
				aws.secret-access-key=secret-of-refresh
				aws.endpoint-url=%s
				""".formatted(this.before.url()));
		run((context) -> {
			assertThat(context.getEnvironment().getProperty("aws.region")).isEqualTo("eu-north-1");
			file("application.properties", """
					aws.profile=two
					aws.access-key-id=akid
					aws.secret-access-key=secret-of-refresh
					aws.endpoint-url=%s
					""".formatted(this.before.url()));
			context.getBean(ContextRefresher.class).refresh();
			assertThat(context.getEnvironment().getProperty("aws.region")).isEqualTo("eu-south-1");
			Holder holder = context.getBean(Holder.class);
			holder.call();
			assertThat(this.before.scopes()).singleElement().asString().contains("/eu-south-1/s3/");
			assertThat(context.getBean(AwsSettings.class).getValue(SettingCatalog.PROFILE)).isEqualTo("two");
			// Back, and a profile that is not there
			file("application.properties", """
					aws.profile=three
					""");
			context.getBean(ContextRefresher.class).refresh();
			assertThat(context.getBean(AwsSettings.class).getValue(SettingCatalog.PROFILE)).isEqualTo("two");
			assertThat(context.getEnvironment().getProperty("aws.region")).isEqualTo("eu-south-1");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Refreshed {

		@Bean
		@RefreshScope
		Holder holder(AwsClientConfigurer configurer, @Value("${aws.region:none}") String shown) {
			return new Holder(configurer.configure(S3Client.builder()).build(), shown);
		}

	}

	static class Holder implements AutoCloseable {

		private final S3Client client;

		private final String shown;

		Holder() {
			throw new IllegalStateException("Only for the proxy");
		}

		Holder(S3Client client, String shown) {
			this.client = client;
			this.shown = shown;
		}

		void call() {
			this.client.listBuckets();
		}

		String shown() {
			return this.shown;
		}

		@Override
		public void close() {
			this.client.close();
		}

	}

	/**
	 * An S3 without buckets.
	 */
	static final class Server implements AutoCloseable {

		private final List<String> scopes = new CopyOnWriteArrayList<>();

		private final HttpServer server;

		Server() {
			try {
				this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.server.createContext("/", (exchange) -> {
				try (exchange) {
					this.scopes.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
					byte[] body = "<ListAllMyBucketsResult/>".getBytes(StandardCharsets.UTF_8);
					exchange.sendResponseHeaders(200, body.length);
					exchange.getResponseBody().write(body);
				}
			});
			this.server.start();
		}

		String url() {
			return "http://127.0.0.1:" + this.server.getAddress().getPort();
		}

		List<String> scopes() {
			return this.scopes;
		}

		@Override
		public void close() {
			this.server.stop(0);
		}

	}

}
