package io.awsconfig.autoconfigure;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.token.credentials.SdkTokenProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

import io.awsconfig.actuate.StartupReport;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClients;
import io.awsconfig.client.ClientBeans;
import io.awsconfig.client.ExtensionBeans;
import io.awsconfig.client.OwnCredentialsProvider;
import io.awsconfig.client.OwnRegionProvider;
import io.awsconfig.client.SdkModules;
import io.awsconfig.client.SettingsCredentialsClients;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.client.SurroundingRegion;
import io.awsconfig.connection.AwsConnectionDetails;
import io.awsconfig.connection.AwsConnections;
import io.awsconfig.connection.PropertiesAwsConnectionDetails;
import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.credentials.CredentialsChain;
import io.awsconfig.credentials.CredentialsChains;
import io.awsconfig.credentials.CredentialsClients;
import io.awsconfig.credentials.CredentialsRefresher;
import io.awsconfig.credentials.IdentityCenterTokenProvider;
import io.awsconfig.credentials.InstanceMetadata;
import io.awsconfig.credentials.MfaTokenSupplier;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.http.AwsHttpClients;
import io.awsconfig.retry.AwsRetryTemplates;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingCatalog;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the AWS settings, and for the
 * Region and the credentials of the clients that they apply to. Each bean backs off by
 * itself. They stand in one class, and what can wait is lazy, because every application
 * that starts pays for each class and bean.
 *
 * @since 0.1.0
 */
@AutoConfiguration(beforeName = { "io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration",
		"io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration" })
public final class AwsAutoConfiguration {

	@Bean
	static AwsBeanFactoryPostProcessor awsBeanFactoryPostProcessor(ConfigurableEnvironment environment) {
		return new AwsBeanFactoryPostProcessor(environment);
	}

	@Bean
	AwsEnvironment awsEnvironment(ConfigurableEnvironment environment) {
		return attached(environment);
	}

	private static AwsEnvironment attached(ConfigurableEnvironment environment) {
		AwsEnvironment attached = AwsEnvironment.getAttached(environment);
		return (attached != null) ? attached : AwsEnvironment.attachTo(environment);
	}

	@Bean
	@ConditionalOnMissingBean
	AwsSettings awsSettings(AwsEnvironment awsEnvironment, ListableBeanFactory beanFactory) {
		return AwsSettings.resolve(AwsConnections.before(beanFactory, awsEnvironment.getSettingSources()),
				awsEnvironment.getSharedConfig());
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(AwsConnectionDetails.class)
	PropertiesAwsConnectionDetails awsConnectionDetails(AwsSettings settings) {
		return new PropertiesAwsConnectionDetails(settings);
	}

	@Bean
	@Lazy
	CredentialsParts awsCredentialsParts(AwsSettings settings, AwsEnvironment environment,
			ObjectProvider<InstanceMetadata> instanceMetadata, ObjectProvider<CredentialsClients> clients,
			ObjectProvider<AwsRegionProvider> regionProvider, DefaultListableBeanFactory beanFactory,
			ObjectProvider<RetryStrategies> retryStrategies, ObjectProvider<RetryStrategy> retryStrategy,
			ObjectProvider<AwsHttpClients> httpClients) {
		Supplier<InstanceMetadata> metadata = SingletonSupplier
			.of(() -> instanceMetadata.getIfAvailable(() -> new InstanceMetadata(settings, System::nanoTime)));
		AwsRegionProvider region = new OwnRegionProvider(regionProvider::getObject,
				SingletonSupplier.of(() -> createRegionProvider(settings, environment, metadata)), beanFactory);
		return new CredentialsParts(metadata,
				() -> clients.getIfAvailable(
						() -> new SettingsCredentialsClients(settings, region, new ExtensionBeans(beanFactory),
								retryStrategies.getObject(), retryStrategy::getIfUnique, httpClients.getObject())),
				region);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(AwsRegionProvider.class)
	SettingsRegionProvider awsRegionProvider(AwsSettings settings, AwsEnvironment environment, CredentialsParts parts) {
		return createRegionProvider(settings, environment, parts::instanceMetadata);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	RetryStrategies awsRetryStrategies() {
		return new RetryStrategies();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	AwsRetryTemplates awsRetryTemplates(RetryStrategies retryStrategies, AwsSettings settings) {
		return new AwsRetryTemplates(retryStrategies, settings.getValue(SettingCatalog.MAX_ATTEMPTS));
	}

	@Bean
	@ConditionalOnMissingBean
	CredentialsRefresher awsCredentialsRefresher(Environment environment) {
		return new CredentialsRefresher(Clock.systemUTC(), System::nanoTime,
				() -> Threading.VIRTUAL.isActive(environment));
	}

	@Bean
	@ConditionalOnMissingBean(AwsCredentialsProvider.class)
	CredentialsChain awsCredentialsProvider(AwsSettings settings, AwsEnvironment environment,
			ObjectProvider<CredentialsParts> parts, ObjectProvider<MfaTokenSupplier> mfaTokens,
			CredentialsRefresher refresher) {
		return CredentialsChain.create(settings, environment.getSharedConfig(), environment.getLocations(),
				() -> parts.getObject().clients(), () -> parts.getObject().instanceMetadata(), mfaTokens::getIfUnique,
				refresher);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(ClientCredentials.class)
	CredentialsChains awsClientCredentials(AwsSettings settings, AwsEnvironment environment,
			ObjectProvider<AwsCredentialsProvider> application, CredentialsParts parts,
			ObjectProvider<MfaTokenSupplier> mfaTokens, CredentialsRefresher refresher,
			DefaultListableBeanFactory beanFactory) {
		return new CredentialsChains(settings, environment.getSharedConfig(), environment.getLocations(),
				new OwnCredentialsProvider(application::getIfUnique, CredentialsChain.class::isInstance, beanFactory),
				parts::clients, parts::instanceMetadata, mfaTokens::getIfUnique, refresher);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(SdkTokenProvider.class)
	@Conditional(OnSsoSessionCondition.class)
	IdentityCenterTokenProvider awsTokenProvider(AwsSettings settings, AwsEnvironment environment,
			CredentialsParts parts) {
		return IdentityCenterTokenProvider.create(settings, environment.getLocations(), parts.clients());
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	AwsClientConfigurer awsClientConfigurer(AwsSettings settings, ClientCredentials credentials, CredentialsParts parts,
			DefaultListableBeanFactory beanFactory, RetryStrategies retryStrategies,
			ObjectProvider<RetryStrategy> retryStrategy, AwsHttpClients httpClients) {
		SdkModules.warnOfDifferentVersions(AwsClientConfigurer.class.getClassLoader());
		return new AwsClientConfigurer(settings, credentials, parts.region(), new ExtensionBeans(beanFactory),
				retryStrategies, retryStrategy::getIfUnique, httpClients);
	}

	// Closed by the clients, which outlive whoever uses them
	@Bean(destroyMethod = "")
	@Lazy
	@ConditionalOnMissingBean
	AwsHttpClients awsHttpClients(AwsSettings settings, ObjectProvider<SdkHttpClient> sync,
			ObjectProvider<SdkAsyncHttpClient> async, ObjectProvider<SslBundles> sslBundles, CredentialsParts parts,
			Environment environment, AwsClients clients) {
		return clients.closeLater(new AwsHttpClients(sync::getIfUnique, async::getIfUnique, sslBundles::getIfAvailable,
				new SurroundingRegion(settings, () -> environment.getProperty("AWS_EXECUTION_ENV"),
						() -> parts.instanceMetadata().getRegion())));
	}

	@Bean(ClientBeans.CLIENTS)
	@ConditionalOnMissingBean
	static AwsClients awsClients(ObjectProvider<AwsClientConfigurer> configurer, ObjectProvider<AwsSettings> settings,
			DefaultListableBeanFactory beanFactory) {
		return new AwsClients(configurer::getObject, settings::getObject, beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean
	StartupReport awsStartupReport(AwsEnvironment environment, AwsSettings settings,
			ObjectProvider<AwsCredentialsProvider> credentialsProvider, ObjectProvider<CredentialsChains> chains) {
		return new StartupReport(environment, settings, credentialsProvider.getIfUnique(), chains::getIfAvailable);
	}

	/**
	 * The Region of those that ask before there are beans.
	 */
	static SettingsRegionProvider createRegionProvider(AwsSettings settings, AwsEnvironment environment) {
		return createRegionProvider(settings, environment, () -> new InstanceMetadata(settings, System::nanoTime));
	}

	private static SettingsRegionProvider createRegionProvider(AwsSettings settings, AwsEnvironment environment,
			Supplier<InstanceMetadata> instanceMetadata) {
		return new SettingsRegionProvider(settings, environment.getSharedConfig(),
				() -> instanceMetadata.get().getRegion());
	}

	/**
	 * The chain of those that ask before there are beans.
	 */
	static CredentialsChain createChain(AwsSettings settings, AwsEnvironment environment) {
		CredentialsClients clients = new SettingsCredentialsClients(settings,
				createRegionProvider(settings, environment), List::of);
		return CredentialsChain.create(settings, environment.getSharedConfig(), environment.getLocations(),
				() -> clients, () -> new InstanceMetadata(settings, System::nanoTime), () -> null,
				new CredentialsRefresher(Clock.systemUTC(), System::nanoTime));
	}

}
