package io.awsconfig.bootstrap;

import java.util.List;
import java.util.Objects;

import io.awsconfig.connection.AwsConnectionDetails;
import io.awsconfig.connection.AwsConnections;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingSource;
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
		register(LoadedConfigData.class, environment, loaded);
		register(AwsEnvironment.class, environment, loaded);
		register(AwsSettings.class, environment, loaded);
		register(CredentialsContext.class, environment, loaded);
		register(AwsCredentialsProvider.class, environment, loaded);
		register(AwsRegionProvider.class, environment, loaded);
		if (this.bootstrapContext.isRegistered(AwsConnectionDetails.class)) {
			this.bootstrapContext.addCloseListener(new BootstrapConnection());
		}
	}

	private <T> void register(Class<T> type, ConfigurableEnvironment environment, LoadedConfigData loaded) {
		this.bootstrapContext.registerIfAbsent(type, new Instance<>(type, environment, loaded));
	}

	@Override
	public int getOrder() {
		return ConfigDataEnvironmentPostProcessor.ORDER - 1;
	}

	/**
	 * One class for all, since every application that starts pays for each.
	 */
	private record Instance<T>(Class<T> type, ConfigurableEnvironment environment,
			LoadedConfigData loaded) implements InstanceSupplier<T> {

		@Override
		public T get(BootstrapContext context) {
			return this.type.cast(create(context));
		}

		private Object create(BootstrapContext context) {
			if (this.type == LoadedConfigData.class) {
				return this.loaded;
			}
			if (this.type == AwsEnvironment.class) {
				return AwsEnvironment.duringImport(this.environment, this.loaded.getBinder());
			}
			if (this.type == AwsSettings.class) {
				AwsEnvironment attached = instance(context, AwsEnvironment.class);
				return AwsSettings.resolve(sources(context, attached), attached.getSharedConfig());
			}
			AwsSettings settings = instance(context, AwsSettings.class);
			AwsEnvironment attached = instance(context, AwsEnvironment.class);
			if (this.type == AwsRegionProvider.class) {
				return StandaloneCredentials.regionOf(settings, attached);
			}
			if (this.type == CredentialsContext.class) {
				return StandaloneCredentials.contextOf(settings, attached, instance(context, AwsRegionProvider.class));
			}
			return CredentialsChain.of(instance(context, CredentialsContext.class));
		}

		private static List<SettingSource> sources(BootstrapContext context, AwsEnvironment attached) {
			List<SettingSource> sources = attached.getSettingSources();
			AwsConnectionDetails connection = context.getOrElse(AwsConnectionDetails.class, null);
			return (connection != null) ? AwsConnections.before("the BootstrapContext", connection, sources) : sources;
		}

		private static <I> I instance(BootstrapContext context, Class<I> type) {
			return Objects.requireNonNull(context.get(type));
		}

	}

}
