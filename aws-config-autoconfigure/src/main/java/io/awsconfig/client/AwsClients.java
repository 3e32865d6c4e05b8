package io.awsconfig.client;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;

import io.awsconfig.http.AwsHttpClients;
import io.awsconfig.settings.AwsSettings;

/**
 * Every SDK client and presigner as a bean: whatever interface of one is injected, sync
 * or async, it is built when it is first asked for, and closed with the application. A
 * single bean knows them all by the SDK's own conventions, so that a module on the class
 * path costs nothing before one of its clients is used. The same holds for the clients of
 * the SDK's libraries: the S3 transfer manager and the enhanced DynamoDB clients, which
 * stand on the application's own client of the service if there is one, and the clients
 * of the instance metadata service.
 * <p>
 * Clients that the application names, as {@code aws.clients.<name>.service}, are beans of
 * that name. They are injected where a qualifier asks for them, and nowhere else.
 *
 * @since 0.1.0
 */
public final class AwsClients extends ClientFactory implements BeanFactoryPostProcessor {

	private final Supplier<AwsClientConfigurer> configurer;

	private final Supplier<AwsSettings> settings;

	private final Supplier<Collection<String>> names;

	private volatile @Nullable ConfigurableListableBeanFactory beanFactory;

	/**
	 * Create the clients.
	 * @param configurer gives what applies the settings to their builders; asked when the
	 * first client is built
	 * @param settings gives the settings; asked when a named client is looked for
	 * @param names gives the names of the named clients; asked before there are beans
	 */
	public AwsClients(Supplier<AwsClientConfigurer> configurer, Supplier<AwsSettings> settings,
			Supplier<Collection<String>> names) {
		this.configurer = configurer;
		this.settings = settings;
		this.names = names;
	}

	/**
	 * Register the named clients, unless the application has beans of these names. This
	 * one is a post-processor for one more reason: Spring asks only factories that have
	 * been made which types they support, and makes post-processors before anything is
	 * injected.
	 */
	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		for (String name : this.names.get()) {
			if (beanFactory instanceof BeanDefinitionRegistry registry && !registry.isBeanNameInUse(name)) {
				RootBeanDefinition definition = new RootBeanDefinition(NamedClients.class,
						() -> new NamedClients(name, this.configurer, this.settings));
				definition.setDefaultCandidate(false);
				definition.setFallback(true);
				registry.registerBeanDefinition(name, definition);
				beanFactory.getBean("&" + name);
			}
		}
	}

	@Override
	<C> @Nullable C findClientOfApplication(Class<C> type) {
		ConfigurableListableBeanFactory beanFactory = this.beanFactory;
		if (beanFactory == null) {
			return null;
		}
		List<String> own = Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type))
			.filter((name) -> Candidates.isCandidate(beanFactory, name) && !Candidates.isFallback(beanFactory, name))
			.toList();
		return switch (own.size()) {
			case 0 -> null;
			case 1 -> beanFactory.getBean(own.get(0), type);
			default -> beanFactory.getBean(type);
		};
	}

	/**
	 * Close the clients, and the HTTP clients that they share. Being a post-processor,
	 * this one outlives all other beans, which may use clients to the last.
	 */
	@Override
	public void destroy() {
		super.destroy();
		if (this.beanFactory != null
				&& this.beanFactory.getSingleton("awsHttpClients") instanceof AwsHttpClients httpClients) {
			httpClients.close();
		}
	}

	@Override
	AwsSettings settings() {
		return this.settings.get();
	}

	@Override
	Object buildAsyncS3() {
		return this.configurer.get().buildAsyncS3(null);
	}

	@Override
	<B extends AwsClientBuilder<B, ?>> PreparedClient prepare(B builder) {
		return this.configurer.get().prepare(builder);
	}

	@Override
	void configure(SdkPresigner.Builder builder) {
		this.configurer.get().configure(builder);
	}

}
