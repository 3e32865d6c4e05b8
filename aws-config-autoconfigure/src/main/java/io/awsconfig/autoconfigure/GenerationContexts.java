package io.awsconfig.autoconfigure;

import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.awsconfig.client.BuiltClients;
import io.awsconfig.client.ClientContext;
import io.awsconfig.client.FormerSettings;
import io.awsconfig.client.SettingsCredentialsClientConfigurer;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.client.bean.ExtensionBeans;
import io.awsconfig.client.bean.OwnRegionProvider;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.MfaTokenSupplier;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.http.AwsHttpClients;
import io.awsconfig.imds.InstanceMetadata;
import io.awsconfig.reload.Generation;
import io.awsconfig.reload.SettingsInForce;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * What credentials and clients are made of in an application: beans, which stay, and the
 * settings of a generation.
 */
final class GenerationContexts implements Generation.Contexts {

	private static final Set<AwsSetting<?>> OF_INSTANCE_METADATA = Set.of(SettingCatalog.EC2_METADATA_V1_DISABLED,
			SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT, SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT_MODE,
			SettingCatalog.METADATA_SERVICE_NUM_ATTEMPTS, SettingCatalog.METADATA_SERVICE_TIMEOUT);

	private final DefaultListableBeanFactory beanFactory;

	private final BuiltClients builtClients = new BuiltClients();

	private final FormerSettings former = new FormerSettings();

	private final SingletonSupplier<CredentialsClientConfigurer> credentialsClients;

	GenerationContexts(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.credentialsClients = SingletonSupplier.of(() -> beanFactory
			.getBeanProvider(CredentialsClientConfigurer.class)
			.getIfAvailable(
					() -> new SettingsCredentialsClientConfigurer(() -> bean(SettingsInForce.class).get().clients())));
	}

	private <T> T bean(Class<T> type) {
		return this.beanFactory.getBean(type);
	}

	@Override
	public CredentialsContext credentials(Generation generation, @Nullable Generation former) {
		AwsSettings settings = generation.settings();
		Supplier<InstanceMetadata> metadata = (former != null && isSameInstanceMetadata(former.settings(), settings))
				? former.credentials().instanceMetadata() : instanceMetadata(settings);
		// Needed for the clients of some steps alone
		Supplier<AwsRegionProvider> region = SingletonSupplier.of(() -> regionProvider(generation, metadata));
		return new CredentialsContext(settings, generation.environment().getSharedConfig(),
				generation.environment().getLocations(), () -> region.get().getRegion(),
				this.credentialsClients::obtain, metadata,
				this.beanFactory.getBeanProvider(MfaTokenSupplier.class)::getIfUnique,
				bean(CredentialsRefresher.class));
	}

	private AwsRegionProvider regionProvider(Generation generation, Supplier<InstanceMetadata> metadata) {
		AwsRegionProvider ours = new SettingsRegionProvider(generation::regionSource, () -> metadata.get().getRegion());
		return new OwnRegionProvider(() -> regionProvider(ours), () -> ours, this.beanFactory);
	}

	private AwsRegionProvider regionProvider(AwsRegionProvider ours) {
		AwsRegionProvider bean = bean(AwsRegionProvider.class);
		// Ours follows the settings, and this generation has but its own
		return (bean instanceof SettingsRegionProvider) ? ours : bean;
	}

	private Supplier<InstanceMetadata> instanceMetadata(AwsSettings settings) {
		return SingletonSupplier.of(() -> this.beanFactory.getBeanProvider(InstanceMetadata.class)
			.getIfAvailable(() -> new InstanceMetadata(settings, System::nanoTime)));
	}

	private static boolean isSameInstanceMetadata(AwsSettings former, AwsSettings settings) {
		return OF_INSTANCE_METADATA.stream()
			.allMatch((setting) -> Objects.equals(former.get(setting).getDisplayValue(),
					settings.get(setting).getDisplayValue()));
	}

	@Override
	public ClientContext clients(Generation generation) {
		return new ClientContext(generation.settings(), generation.credentials().region(),
				new ExtensionBeans(this.beanFactory), bean(RetryStrategies.class), bean(AwsHttpClients.class),
				this.builtClients, bean(CallFailures.class), this.former);
	}

}
