package io.awsconfig.autoconfigure;

import java.time.Clock;
import java.util.function.Supplier;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientFactory;
import io.awsconfig.client.ClientContext;
import io.awsconfig.client.SdkModules;
import io.awsconfig.client.SdkServices;
import io.awsconfig.client.SettingsCredentialsClientConfigurer;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.client.bean.ApplicationBeanFinder;
import io.awsconfig.client.bean.AwsClients;
import io.awsconfig.client.bean.CachingClientFactory;
import io.awsconfig.client.bean.ClientBeans;
import io.awsconfig.client.bean.ExtensionBeans;
import io.awsconfig.client.bean.OwnCredentialsProvider;
import io.awsconfig.client.bean.OwnRegionProvider;
import io.awsconfig.connection.AwsConnectionDetails;
import io.awsconfig.connection.AwsConnections;
import io.awsconfig.connection.PropertiesAwsConnectionDetails;
import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.MfaTokenSupplier;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.credentials.fetch.signin.IdentityCenterTokenProvider;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshTime;
import io.awsconfig.doctor.AwsDoctor;
import io.awsconfig.doctor.Patient;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.http.AwsHttpClients;
import io.awsconfig.http.SurroundingRegion;
import io.awsconfig.imds.InstanceMetadata;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.retry.method.AwsRetryTemplates;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.startup.StartupReport;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.token.credentials.SdkTokenProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

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
				awsEnvironment.getSharedConfig(), new SdkServices(AwsClientConfigurer.class.getClassLoader())::isKnown);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(AwsConnectionDetails.class)
	PropertiesAwsConnectionDetails awsConnectionDetails(AwsSettings settings) {
		return new PropertiesAwsConnectionDetails(settings);
	}

	@Bean
	@Lazy
	CredentialsContext awsCredentialsContext(AwsSettings settings, AwsEnvironment environment,
			ObjectProvider<InstanceMetadata> instanceMetadata, ObjectProvider<CredentialsClientConfigurer> clients,
			ObjectProvider<AwsRegionProvider> regionProvider, ObjectProvider<MfaTokenSupplier> mfaTokens,
			CredentialsRefresher refresher, DefaultListableBeanFactory beanFactory,
			ObjectProvider<ClientContext> clientContext) {
		Supplier<InstanceMetadata> metadata = SingletonSupplier
			.of(() -> instanceMetadata.getIfAvailable(() -> new InstanceMetadata(settings, System::nanoTime)));
		AwsRegionProvider region = new OwnRegionProvider(regionProvider::getObject,
				SingletonSupplier.of(() -> regionOf(settings, environment, metadata)), beanFactory);
		Supplier<CredentialsClientConfigurer> own = () -> new SettingsCredentialsClientConfigurer(
				clientContext.getObject());
		return new CredentialsContext(settings, environment.getSharedConfig(), environment.getLocations(), region,
				SingletonSupplier.of(() -> clients.getIfAvailable(own)), metadata, mfaTokens::getIfUnique, refresher);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(AwsRegionProvider.class)
	SettingsRegionProvider awsRegionProvider(AwsSettings settings, AwsEnvironment environment,
			CredentialsContext context) {
		return regionOf(settings, environment, context.instanceMetadata());
	}

	private static SettingsRegionProvider regionOf(AwsSettings settings, AwsEnvironment environment,
			Supplier<InstanceMetadata> instanceMetadata) {
		return new SettingsRegionProvider(settings, environment.getSharedConfig(),
				() -> instanceMetadata.get().getRegion());
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
		return new CredentialsRefresher(RefreshTime.ofSystem(), () -> Threading.VIRTUAL.isActive(environment));
	}

	@Bean
	@ConditionalOnMissingBean(AwsCredentialsProvider.class)
	CredentialsChain awsCredentialsProvider(CredentialsContext context) {
		return CredentialsChain.of(context);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(ClientCredentials.class)
	ClientCredentialsChains awsClientCredentials(CredentialsContext context,
			ObjectProvider<AwsCredentialsProvider> application, DefaultListableBeanFactory beanFactory) {
		return new ClientCredentialsChains(context,
				new OwnCredentialsProvider(application::getIfUnique, CredentialsChain.class::isInstance, beanFactory));
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(SdkTokenProvider.class)
	@Conditional(OnSsoSessionCondition.class)
	IdentityCenterTokenProvider awsTokenProvider(CredentialsContext context) {
		return IdentityCenterTokenProvider.create(context.settings(), context.locations(), context.clients().get());
	}

	@Bean
	@Lazy
	CallFailures awsCallFailures(AwsEnvironment environment) {
		return new CallFailures(Clock.systemUTC(), environment::getProxy, environment::getReported);
	}

	@Bean
	@Lazy
	ClientContext awsClientContext(AwsSettings settings, CredentialsContext credentials,
			RetryStrategies retryStrategies, AwsHttpClients httpClients, CallFailures failures,
			DefaultListableBeanFactory beanFactory) {
		return new ClientContext(settings, credentials.region(), new ExtensionBeans(beanFactory), retryStrategies,
				httpClients, failures);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	AwsClientConfigurer awsClientConfigurer(ClientContext context, ClientCredentials credentials) {
		SdkModules.warnOfDifferentVersions(AwsClientConfigurer.class.getClassLoader());
		return new AwsClientConfigurer(context, credentials);
	}

	// Closed by the clients, which outlive whoever uses them
	@Bean(destroyMethod = "")
	@Lazy
	@ConditionalOnMissingBean
	AwsHttpClients awsHttpClients(AwsSettings settings, ObjectProvider<SdkHttpClient> sync,
			ObjectProvider<SdkAsyncHttpClient> async, ObjectProvider<SslBundles> sslBundles, CredentialsContext context,
			Environment environment, AwsClients clients) {
		return clients.closeLater(new AwsHttpClients(sync::getIfUnique, async::getIfUnique, sslBundles::getIfAvailable,
				new SurroundingRegion(settings, () -> environment.getProperty("AWS_EXECUTION_ENV"),
						() -> context.instanceMetadata().get().getRegion())));
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	AwsDoctor awsDoctor(AwsEnvironment environment, AwsSettings settings,
			ObjectProvider<AwsCredentialsProvider> credentialsProvider, ObjectProvider<ClientCredentialsChains> chains,
			ObjectProvider<ClientContext> clientContext, DefaultListableBeanFactory beanFactory) {
		return new AwsDoctor(() -> new Patient(environment, settings,
				() -> new CredentialsInUse(credentialsProvider.getIfUnique(), chains::getIfAvailable),
				clientContext::getObject, SingletonSupplier.of(() -> ApplicationBeanFinder.find(beanFactory))::obtain,
				classLoaderOf(beanFactory), Clock.systemUTC(), System::nanoTime));
	}

	private static ClassLoader classLoaderOf(DefaultListableBeanFactory beanFactory) {
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		return (classLoader != null) ? classLoader : AwsDoctor.class.getClassLoader();
	}

	// Closed by the clients, which outlive whoever uses them
	@Bean(destroyMethod = "")
	@Lazy
	@ConditionalOnMissingBean(AwsClientFactory.class)
	CachingClientFactory awsClientFactory(AwsSettings settings, AwsClientConfigurer configurer,
			ClientCredentials credentials, ClientContext context, AwsClients clients) {
		return clients
			.closeLater(new CachingClientFactory(() -> settings, configurer, credentials, context.builtClients()));
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
			ObjectProvider<AwsCredentialsProvider> credentialsProvider, ObjectProvider<ClientCredentialsChains> chains,
			DefaultListableBeanFactory beanFactory) {
		return new StartupReport(environment, settings,
				new CredentialsInUse(credentialsProvider.getIfUnique(), chains::getIfAvailable),
				SingletonSupplier.of(() -> ApplicationBeanFinder.find(beanFactory))::obtain);
	}

}
