package io.awsconfig.autoconfigure;

import java.util.Objects;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;

/**
 * Offers credentials and Region to whatever imports configuration data, that of Spring
 * Cloud AWS for example. Nothing is read before somebody asks.
 */
final class AwsBootstrapEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private final ConfigurableBootstrapContext bootstrapContext;

	AwsBootstrapEnvironmentPostProcessor(ConfigurableBootstrapContext bootstrapContext) {
		this.bootstrapContext = bootstrapContext;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		LoadedConfigData loaded = new LoadedConfigData();
		this.bootstrapContext.registerIfAbsent(LoadedConfigData.class, InstanceSupplier.of(loaded));
		this.bootstrapContext.registerIfAbsent(AwsEnvironment.class,
				(context) -> AwsEnvironment.duringImport(environment, loaded.getBinder()));
		this.bootstrapContext.registerIfAbsent(AwsSettings.class,
				(context) -> AwsSettings.resolve(get(context, AwsEnvironment.class).getSettingSources()));
		this.bootstrapContext.registerIfAbsent(AwsCredentialsProvider.class,
				(context) -> AwsCredentialsAutoConfiguration.createChain(get(context, AwsSettings.class),
						get(context, AwsEnvironment.class)));
		this.bootstrapContext.registerIfAbsent(AwsRegionProvider.class,
				(context) -> AwsRegionAutoConfiguration.createProvider(get(context, AwsSettings.class)));
	}

	private static <T> T get(BootstrapContext context, Class<T> type) {
		return Objects.requireNonNull(context.get(type));
	}

	@Override
	public int getOrder() {
		return ConfigDataEnvironmentPostProcessor.ORDER - 1;
	}

}
