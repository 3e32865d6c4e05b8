package io.awsconfig.wire;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.autoconfigure.AwsEndpointAutoConfiguration;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.credentials.MfaTokenSupplier;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with settings in any places. Has access keys and a Region, unless they
 * are taken away.
 */
final class WireApplication {

	private static final String CLIENT = "one";

	private final FakeMachine machine;

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private final List<String> commandLine = new ArrayList<>();

	private final StringBuilder config = new StringBuilder();

	private final StringBuilder credentials = new StringBuilder();

	private final StringBuilder section = new StringBuilder();

	private final StringBuilder sections = new StringBuilder();

	private @Nullable SdkHttpClient http;

	private @Nullable SdkAsyncHttpClient asyncHttp;

	private @Nullable Consumer<SdkSyncClientBuilder<?, ?>> customizer;

	private boolean isClientNamed;

	WireApplication(Path home) {
		this.machine = new FakeMachine(home);
		with("aws.region", "eu-central-1").with("aws.access-key-id", "AKIDAPPLICATION")
			.with("aws.secret-access-key", "application-secret");
	}

	WireApplication http(SdkHttpClient http, SdkAsyncHttpClient asyncHttp) {
		this.http = http;
		this.asyncHttp = asyncHttp;
		return this;
	}

	/**
	 * Let somebody else say what HTTP the sync clients have.
	 */
	WireApplication customizing(Consumer<SdkSyncClientBuilder<?, ?>> customizer) {
		this.customizer = customizer;
		return this;
	}

	FakeMachine machine() {
		return this.machine;
	}

	/**
	 * Put a property into the application's file.
	 */
	WireApplication with(String property, Object value) {
		this.properties.put(property, value);
		return this;
	}

	WireApplication without(String... properties) {
		List.of(properties).forEach(this.properties::remove);
		return this;
	}

	/**
	 * Take the application its access keys away, so that it looks for others.
	 */
	WireApplication withoutKeys() {
		return without("aws.access-key-id", "aws.secret-access-key");
	}

	/**
	 * Add sections to the config file.
	 */
	WireApplication sections(String text) {
		this.sections.append(text);
		return this;
	}

	/**
	 * Put a setting into a place, for a service where that is to be said.
	 */
	WireApplication set(Place place, String service, Object value) {
		String name = place.name();
		switch (place.kind()) {
			case NONE -> {
			}
			case COMMAND_LINE -> this.commandLine.add(name + "=" + value);
			case SYSTEM_PROPERTY -> this.machine.systemProperty(name, value.toString());
			case VARIABLE -> this.machine.variable(name, value.toString());
			case APPLICATION -> with(name, value);
			case CREDENTIALS_FILE -> this.credentials.append(name).append(" = ").append(value).append('\n');
			case CONFIG_FILE -> this.config.append(name).append(" = ").append(value).append('\n');
			case SERVICE -> with("aws.services." + service + "." + name, value);
			case SERVICES_SECTION -> this.section.append(this.section.isEmpty() ? service + " =\n" : "")
				.append("  ")
				.append(name)
				.append(" = ")
				.append(value)
				.append('\n');
			case CLIENT -> {
				this.isClientNamed = true;
				with("aws.clients." + CLIENT + ".service", service).with("aws.clients." + CLIENT + "." + name, value);
			}
		}
		return this;
	}

	/**
	 * Put a setting beside another one.
	 */
	WireApplication set(Place place, AwsSetting<?> neighbour, String service, Object value) {
		return set(place.with(neighbour), service, value);
	}

	/**
	 * Run the application and let it use its client.
	 * @param type the type of the client
	 * @param consumer uses it
	 */
	<C extends SdkClient> void use(Class<C> type, Consumer<C> consumer) {
		run((context) -> consumer.accept(this.isClientNamed
				? BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), type, CLIENT)
				: context.getBean(type)));
	}

	/**
	 * Run the application, let it use its client, and ask its endpoint after that.
	 */
	<C extends SdkClient> void use(Class<C> type, Consumer<C> consumer, Consumer<AwsEndpoint> inspector) {
		run((context) -> {
			consumer.accept(context.getBean(type));
			inspector.accept(context.getBean(AwsEndpoint.class));
		});
	}

	/**
	 * Run the application and ask its endpoint.
	 */
	void inspect(Consumer<AwsEndpoint> consumer) {
		run((context) -> consumer.accept(context.getBean(AwsEndpoint.class)));
	}

	private void run(Consumer<AssertableApplicationContext> consumer) {
		if (!this.section.isEmpty()) {
			this.config.append("services = wire\n");
			this.sections.append("[services wire]\n").append(this.section);
		}
		this.machine.config("[default]\n" + this.config + this.sections).credentials("[default]\n" + this.credentials);
		new ApplicationContextRunner()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("application", this.properties)))
			.withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoints.jmx.exposure.include=*")
			.withPropertyValues(this.commandLine.toArray(String[]::new))
			.withBean("http", AwsClientCustomizer.class,
					() -> (AwsClientCustomizer<AwsClientBuilder<?, ?>>) this::connect)
			.withBean(MfaTokenSupplier.class, () -> (serial) -> "123456")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				consumer.accept(context);
			});
	}

	private void connect(AwsClientBuilder<?, ?> builder, Object target) {
		if (this.customizer != null && builder instanceof SdkSyncClientBuilder<?, ?> sync) {
			this.customizer.accept(sync);
		}
		else if (this.http != null && builder instanceof SdkSyncClientBuilder<?, ?> sync) {
			sync.httpClient(this.http);
		}
		if (this.asyncHttp != null && builder instanceof SdkAsyncClientBuilder<?, ?> async) {
			async.httpClient(this.asyncHttp);
		}
	}

}
