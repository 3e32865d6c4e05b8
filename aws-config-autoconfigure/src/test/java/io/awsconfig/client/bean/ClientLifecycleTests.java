package io.awsconfig.client.bean;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.Scope;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.actuate.beans.BeansEndpoint;
import org.springframework.boot.actuate.beans.BeansEndpoint.BeanDescriptor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to beans from their making to their end happens to clients.
 */
class ClientLifecycleTests {

	private final ApplicationContextRunner contextRunner;

	ClientLifecycleTests(@TempDir Path home) {
		this.contextRunner = new ApplicationContextRunner().withInitializer(new FakeMachine(home).withRegionAndKeys())
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.region=eu-west-3");
	}

	@Test
	void lazyInitialization() {
		this.contextRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(User.class)
			.run((context) -> {
				ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
				assertThat(beanFactory.containsSingleton("s3Client")).isFalse();
				assertThat(beanFactory.containsSingleton("archive")).isFalse();
				User user = context.getBean(User.class);
				assertThat(user.s3.serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
				assertThat(user.archive.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_3);
			});
	}

	@Test
	void onlyWhatIsInjectedIsBuilt() {
		this.contextRunner.withBean(User.class).run((context) -> {
			ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
			assertThat(beanFactory.containsSingleton("s3Client")).isTrue();
			assertThat(beanFactory.containsSingleton("archive")).isTrue();
			assertThat(beanFactory.containsSingleton("s3AsyncClient")).isFalse();
			assertThat(beanFactory.containsSingleton("archiveS3Presigner")).isFalse();
		});
	}

	@Test
	void postProcessorWrapsOnceAndEverybodyGetsTheWrapper() {
		Wrapping wrapping = new Wrapping();
		this.contextRunner.withBean(Wrapping.class, () -> wrapping)
			.withBean("one", User.class)
			.withBean("other", User.class)
			.run((context) -> {
				User one = context.getBean("one", User.class);
				User other = context.getBean("other", User.class);
				assertThat(AopUtils.isJdkDynamicProxy(one.s3)).isTrue();
				assertThat(AopUtils.isJdkDynamicProxy(one.archive)).isTrue();
				assertThat(one.s3).isSameAs(other.s3).isSameAs(context.getBean(S3Client.class));
				assertThat(one.archive).isSameAs(other.archive).isSameAs(context.getBean("archive"));
				assertThat(one.s3).isNotSameAs(one.archive);
				assertThat(wrapping.wrapped).containsExactlyInAnyOrder("s3Client", "archive");
				context.getBean(S3TransferManager.class);
				assertThat(wrapping.wrapped).as("the client below another").contains("s3AsyncClient");
			});
	}

	@Test
	void endpointListsTheBeansThatWereAskedFor() {
		this.contextRunner.withBean(User.class).run((context) -> {
			Map<String, BeanDescriptor> beans = new BeansEndpoint(context.getSourceApplicationContext()).beans()
				.getContexts()
				.values()
				.iterator()
				.next()
				.getBeans();
			for (String name : List.of("s3Client", "archive")) {
				BeanDescriptor client = beans.get(name);
				assertThat(client.getType()).isAssignableTo(S3Client.class);
				assertThat(client.getScope()).isEqualTo("singleton");
				assertThat(client.getResource())
					.isEqualTo("aws-config (software.amazon.awssdk.services.s3.S3Client is on the class path)");
			}
			assertThat(beans).doesNotContainKey("s3AsyncClient");
		});
	}

	@Test
	void beansOfAllScopesGetTheSameClient() {
		try (LocalServer server = new LocalServer()) {
			this.contextRunner.withPropertyValues("aws.endpoint-url=" + server.url())
				.withUserConfiguration(Scoped.class)
				.withInitializer((context) -> context.getBeanFactory().registerScope("custom", new Custom()))
				.run((context) -> {
					S3Client s3 = context.getBean("s3Client", S3Client.class);
					S3Client archive = context.getBean("archive", S3Client.class);
					Custom custom = (Custom) context.getBeanFactory().getRegisteredScope("custom");
					for (String name : List.of("prototype", "scoped")) {
						User before = context.getBean(name, User.class);
						custom.refresh();
						User after = context.getBean(name, User.class);
						assertThat(after).isNotSameAs(before);
						assertThat(before.s3).isSameAs(after.s3).isSameAs(s3);
						assertThat(before.archive).isSameAs(after.archive).isSameAs(archive);
					}
					assertThat(custom.destroyed).isEqualTo(1);
					s3.headBucket((head) -> head.bucket("open"));
					archive.headBucket((head) -> head.bucket("open"));
					assertThat(server.requests()).hasSize(2);
				});
		}
	}

	static class User {

		final S3Client s3;

		final S3Client archive;

		User(S3Client s3, @Qualifier("archive") S3Client archive) {
			this.s3 = s3;
			this.archive = archive;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@org.springframework.context.annotation.Scope("prototype")
		User prototype(S3Client s3, @Qualifier("archive") S3Client archive) {
			return new User(s3, archive);
		}

		@Bean
		@org.springframework.context.annotation.Scope("custom")
		User scoped(S3Client s3, @Qualifier("archive") S3Client archive) {
			return new User(s3, archive);
		}

	}

	/**
	 * Makes its beans anew when it is told to, as the scope of refreshed beans does.
	 */
	static class Custom implements Scope {

		private final Map<String, Object> beans = new HashMap<>();

		private final Map<String, Runnable> callbacks = new HashMap<>();

		private int destroyed;

		@Override
		public Object get(String name, ObjectFactory<?> objectFactory) {
			return this.beans.computeIfAbsent(name, (key) -> objectFactory.getObject());
		}

		@Override
		public Object remove(String name) {
			return this.beans.remove(name);
		}

		@Override
		public void registerDestructionCallback(String name, Runnable callback) {
			this.callbacks.put(name, callback);
		}

		void refresh() {
			this.callbacks.values().forEach(Runnable::run);
			this.callbacks.clear();
			this.destroyed += this.beans.size();
			this.beans.clear();
		}

	}

	static class Wrapping implements BeanPostProcessor {

		final List<String> wrapped = new ArrayList<>();

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof S3Client || bean instanceof S3AsyncClient) {
				this.wrapped.add(beanName);
				return new ProxyFactory(bean).getProxy();
			}
			return bean;
		}

	}

}
