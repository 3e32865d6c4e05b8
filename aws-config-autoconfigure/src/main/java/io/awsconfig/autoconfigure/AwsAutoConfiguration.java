package io.awsconfig.autoconfigure;

import java.time.Clock;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientFactory;
import io.awsconfig.client.ClientContext;
import io.awsconfig.client.SdkModules;
import io.awsconfig.client.SdkServices;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.client.bean.ApplicationBeanFinder;
import io.awsconfig.client.bean.AwsClients;
import io.awsconfig.client.bean.CachingClientFactory;
import io.awsconfig.client.bean.ClientBeans;
import io.awsconfig.client.bean.OwnCredentialsProvider;
import io.awsconfig.connection.AwsConnectionDetails;
import io.awsconfig.connection.AwsConnections;
import io.awsconfig.connection.PropertiesAwsConnectionDetails;
import io.awsconfig.credentials.ClientCredentials;
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
import io.awsconfig.reload.SettingsInForce;
import io.awsconfig.reload.SettingsReloader;
import io.awsconfig.reload.SharedFilesFollower;
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
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
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
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	AwsEnvironment awsEnvironment(ConfigurableEnvironment environment) {
		return attached(environment);
	}

	private static AwsEnvironment attached(ConfigurableEnvironment environment) {
		AwsEnvironment attached = AwsEnvironment.getAttached(environment);
		return (attached != null) ? attached : AwsEnvironment.attachTo(environment);
	}

	@Bean
	@ConditionalOnMissingBean(AwsSettings.class)
	SettingsInForce awsSettingsInForce(AwsEnvironment environment, DefaultListableBeanFactory beanFactory) {
		return SettingsInForce.of(environment, resolve(environment, beanFactory), new GenerationContexts(beanFactory));
	}

	@Bean
	@ConditionalOnMissingBean
	SettingsInForce awsOwnSettingsInForce(AwsEnvironment environment, AwsSettings settings,
			DefaultListableBeanFactory beanFactory) {
		return SettingsInForce.fixed(environment, settings, new GenerationContexts(beanFactory));
	}

	private static AwsSettings resolve(AwsEnvironment environment, ListableBeanFactory beanFactory) {
		return AwsSettings.resolve(AwsConnections.before(beanFactory, environment.getSettingSources()),
				environment.getSharedConfig(), new SdkServices(AwsClientConfigurer.class.getClassLoader())::isKnown);
	}

	// A prototype, so that whoever is made after a reload gets what is in force by then
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	AwsSettings awsSettings(SettingsInForce inForce) {
		return inForce.settings();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SettingsReloader awsSettingsReloader(SettingsInForce inForce, ConfigurableEnvironment environment,
			ObjectProvider<AwsCredentialsProvider> credentialsProvider, ObjectProvider<ClientCredentialsChains> chains,
			ListableBeanFactory beanFactory) {
		return new SettingsReloader(inForce, environment, (anew) -> resolve(anew, beanFactory),
				new CredentialsInUse(credentialsProvider.getIfUnique(), chains::getIfAvailable), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	SharedFilesFollower awsSharedFilesFollower(SettingsInForce inForce, CredentialsRefresher refresher,
			ObjectProvider<SettingsReloader> reloader) {
		return new SharedFilesFollower(inForce, refresher, reloader::getObject);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(AwsConnectionDetails.class)
	PropertiesAwsConnectionDetails awsConnectionDetails(SettingsInForce inForce) {
		return new PropertiesAwsConnectionDetails(inForce::settings);
	}

	@Bean
	@Lazy
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	CredentialsContext awsCredentialsContext(SettingsInForce inForce) {
		return inForce.get().credentials();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(AwsRegionProvider.class)
	SettingsRegionProvider awsRegionProvider(SettingsInForce inForce) {
		return new SettingsRegionProvider(() -> inForce.get().regionSource(),
				() -> inForce.get().credentials().instanceMetadata().get().getRegion());
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
	ClientCredentialsChains awsClientCredentials(SettingsInForce inForce,
			ObjectProvider<AwsCredentialsProvider> application, DefaultListableBeanFactory beanFactory) {
		return new ClientCredentialsChains(() -> inForce.get().credentials(),
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
	CallFailures awsCallFailures(SettingsInForce inForce) {
		return new CallFailures(Clock.systemUTC(), (settings) -> inForce.environment().getProxy(settings),
				() -> inForce.environment().getReported());
	}

	@Bean
	@Lazy
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	ClientContext awsClientContext(SettingsInForce inForce) {
		return inForce.get().clients();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	AwsClientConfigurer awsClientConfigurer(SettingsInForce inForce, ClientCredentials credentials) {
		SdkModules.warnOfDifferentVersions(AwsClientConfigurer.class.getClassLoader());
		return new AwsClientConfigurer(() -> inForce.get().clients(), credentials);
	}

	// Closed by the clients, which outlive whoever uses them
	@Bean(destroyMethod = "")
	@Lazy
	@ConditionalOnMissingBean
	AwsHttpClients awsHttpClients(SettingsInForce inForce, ObjectProvider<SdkHttpClient> sync,
			ObjectProvider<SdkAsyncHttpClient> async, ObjectProvider<SslBundles> sslBundles, Environment environment,
			AwsClients clients) {
		return clients.closeLater(new AwsHttpClients(sync::getIfUnique, async::getIfUnique, sslBundles::getIfAvailable,
				new SurroundingRegion(inForce::settings, () -> environment.getProperty("AWS_EXECUTION_ENV"),
						() -> inForce.get().credentials().instanceMetadata().get().getRegion())));
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	AwsDoctor awsDoctor(SettingsInForce inForce, ObjectProvider<AwsCredentialsProvider> credentialsProvider,
			ObjectProvider<ClientCredentialsChains> chains, DefaultListableBeanFactory beanFactory) {
		return new AwsDoctor(() -> new Patient(inForce.environment(), inForce.settings(),
				() -> new CredentialsInUse(credentialsProvider.getIfUnique(), chains::getIfAvailable),
				() -> inForce.get().clients(),
				SingletonSupplier.of(() -> ApplicationBeanFinder.find(beanFactory))::obtain, classLoaderOf(beanFactory),
				Clock.systemUTC(), System::nanoTime));
	}

	private static ClassLoader classLoaderOf(DefaultListableBeanFactory beanFactory) {
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		return (classLoader != null) ? classLoader : AwsDoctor.class.getClassLoader();
	}

	// Closed by the clients, which outlive whoever uses them
	@Bean(destroyMethod = "")
	@Lazy
	@ConditionalOnMissingBean(AwsClientFactory.class)
	CachingClientFactory awsClientFactory(SettingsInForce inForce, AwsClientConfigurer configurer,
			ClientCredentials credentials, ClientContext context, AwsClients clients) {
		return clients.closeLater(
				new CachingClientFactory(inForce::settings, configurer, credentials, context.builtClients(), clients));
	}

	@Bean(ClientBeans.CLIENTS)
	@ConditionalOnMissingBean
	static AwsClients awsClients(ObjectProvider<AwsClientConfigurer> configurer,
			ObjectProvider<SettingsInForce> inForce, DefaultListableBeanFactory beanFactory) {
		return new AwsClients(configurer::getObject, () -> inForce.getObject().settings(), beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean
	StartupReport awsStartupReport(SettingsInForce inForce, ObjectProvider<AwsCredentialsProvider> credentialsProvider,
			ObjectProvider<ClientCredentialsChains> chains, DefaultListableBeanFactory beanFactory) {
		return new StartupReport(inForce.environment(), inForce.settings(),
				new CredentialsInUse(credentialsProvider.getIfUnique(), chains::getIfAvailable),
				SingletonSupplier.of(() -> ApplicationBeanFinder.find(beanFactory))::obtain);
	}

}
