package io.awsconfig.bootstrap;

import java.util.List;
import java.util.Objects;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.settings.AwsSettings;
import io.awspring.cloud.autoconfigure.AwsSyncClientCustomizer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.bootstrap.BootstrapRegistry;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.util.ClassUtils;

/**
 * The clients by which Spring Cloud AWS imports configuration data: the settings apply to
 * them as to all others.
 */
final class SpringCloudAwsImports {

	private static final String CUSTOMIZER = "io.awspring.cloud.autoconfigure.AwsSyncClientCustomizer";

	/**
	 * How their locations start.
	 */
	private static final String LOCATIONS = "aws-";

	private SpringCloudAwsImports() {
	}

	/**
	 * Prepare for an import, if it is one of Spring Cloud AWS and that is there.
	 */
	static void prepare(ConfigDataLocation location, BootstrapRegistry registry) {
		if (location.getValue().startsWith(LOCATIONS) && ClassUtils.isPresent(CUSTOMIZER, null)) {
			Registration.register(registry);
		}
	}

	/**
	 * A class of its own, since Spring Cloud AWS need not be there.
	 */
	private static final class Registration {

		static void register(BootstrapRegistry registry) {
			registry.registerIfAbsent(AwsSyncClientCustomizer.class, Registration::createCustomizer);
		}

		private static AwsSyncClientCustomizer createCustomizer(BootstrapContext context) {
			AwsClientConfigurer configurer = createConfigurer(context);
			return (builder) -> complete(configurer, builder);
		}

		private static AwsClientConfigurer createConfigurer(BootstrapContext context) {
			ClientCredentialsChains credentials = new ClientCredentialsChains(
					instance(context, CredentialsContext.class),
					(without) -> instance(context, AwsCredentialsProvider.class));
			return new AwsClientConfigurer(instance(context, AwsSettings.class), credentials,
					instance(context, AwsRegionProvider.class), List.of());
		}

		private static <I> I instance(BootstrapContext context, Class<I> type) {
			return Objects.requireNonNull(context.get(type));
		}

		/**
		 * Every builder of the SDK has this type as well.
		 */
		@SuppressWarnings({ "unchecked", "rawtypes" })
		private static void complete(AwsClientConfigurer configurer, Object builder) {
			configurer.complete((AwsClientBuilder) builder);
		}

	}

}
