package io.awsconfig.client.bean;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.testsupport.FakeMachine;
import jakarta.annotation.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.ImportResource;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every way of getting a bean gets a client, with and without a name, in the same way.
 */
class ClientInjectionTests {

	private final ApplicationContextRunner contextRunner;

	ClientInjectionTests(@TempDir Path home) {
		this.contextRunner = new ApplicationContextRunner().withInitializer(new FakeMachine(home).withRegionAndKeys())
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.region=eu-west-3");
	}

	private static void assertClients(AssertableApplicationContext context, S3Client unnamed, S3Client archive) {
		assertThat(unnamed).isSameAs(context.getBean("s3Client"));
		assertThat(unnamed.serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
		assertThat(archive).isSameAs(context.getBean("archive"));
		assertThat(archive.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_3);
	}

	@Test
	void constructor() {
		this.contextRunner.withBean(EveryKind.class).run((context) -> {
			EveryKind user = context.getBean(EveryKind.class);
			assertClients(context, user.s3, user.archive);
			assertThat(user.async).isSameAs(context.getBean("s3AsyncClient"));
			assertThat(user.archiveAsync).isSameAs(context.getBean("archiveS3AsyncClient"));
			assertThat(user.presigner).isSameAs(context.getBean("s3Presigner"));
			assertThat(user.archivePresigner).isSameAs(context.getBean("archiveS3Presigner"));
			assertThat(user.transfers).isSameAs(context.getBean("s3TransferManager"));
			assertThat(user.archiveTransfers).isSameAs(context.getBean("archiveS3TransferManager"));
		});
	}

	@Test
	void fieldAndMethod() {
		this.contextRunner.withUserConfiguration(WithFields.class).run((context) -> {
			WithFields user = context.getBean(WithFields.class);
			assertClients(context, user.s3, user.archive);
			User made = context.getBean(User.class);
			assertClients(context, made.s3, made.archive);
		});
	}

	@Test
	void nameOfAParameterIsNoQualifier() {
		this.contextRunner.withBean(WithNameOfParameter.class)
			.run((context) -> assertThat(context.getBean(WithNameOfParameter.class).archive)
				.isSameAs(context.getBean("s3Client")));
	}

	@Test
	void optional() {
		this.contextRunner.withBean(WithOptional.class).run((context) -> {
			WithOptional user = context.getBean(WithOptional.class);
			assertClients(context, user.s3.orElseThrow(), user.archive.orElseThrow());
			assertThat(user.unknown).isEmpty();
		});
	}

	@Test
	void objectProvider() {
		this.contextRunner.withBean(WithProvider.class).run((context) -> {
			WithProvider user = context.getBean(WithProvider.class);
			assertThat(context.getBeanFactory().containsSingleton("s3Client")).isFalse();
			assertThat(context.getBeanFactory().containsSingleton("archive")).isFalse();
			assertClients(context, user.s3.getObject(), user.archive.getObject());
			assertClients(context, user.s3.getIfAvailable(), user.archive.getIfAvailable());
			assertClients(context, user.s3.getIfUnique(), user.archive.getIfUnique());
			assertThat(user.s3.stream()).containsExactly(context.getBean("s3Client", S3Client.class));
			assertThat(user.s3.orderedStream()).containsExactly(context.getBean("s3Client", S3Client.class));
			assertThat(user.archive.stream()).containsExactly(context.getBean("archive", S3Client.class));
			assertThat(user.archive.orderedStream()).containsExactly(context.getBean("archive", S3Client.class));
			assertThat(user.unknown.getIfAvailable()).isNull();
		});
	}

	@Test
	void list() {
		this.contextRunner.withBean(WithList.class).run((context) -> {
			WithList user = context.getBean(WithList.class);
			assertThat(user.s3).containsExactly(context.getBean("s3Client", S3Client.class));
			assertThat(user.archive).containsExactly(context.getBean("archive", S3Client.class));
		});
	}

	@Test
	void map() {
		this.contextRunner.withBean(WithMap.class).run((context) -> {
			WithMap user = context.getBean(WithMap.class);
			assertThat(user.s3)
				.containsExactlyEntriesOf(Map.of("s3Client", context.getBean("s3Client", S3Client.class)));
			assertThat(user.archive)
				.containsExactlyEntriesOf(Map.of("archive", context.getBean("archive", S3Client.class)));
		});
	}

	@Test
	void lazy() {
		this.contextRunner.withBean(WithLazy.class).run((context) -> {
			WithLazy user = context.getBean(WithLazy.class);
			ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
			assertThat(AopUtils.isAopProxy(user.s3)).isTrue();
			assertThat(beanFactory.containsSingleton("s3Client")).isFalse();
			assertThat(beanFactory.containsSingleton("archive")).isFalse();
			assertThat(user.s3.serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
			assertThat(beanFactory.containsSingleton("s3Client")).isTrue();
			assertThat(beanFactory.containsSingleton("archive")).isFalse();
			assertThat(user.archive.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_3);
		});
	}

	@Test
	void qualifierIsTheNameOfTheClientOrOfTheBean() {
		this.contextRunner.withBean(WithQualifier.class).run((context) -> {
			WithQualifier user = context.getBean(WithQualifier.class);
			assertClients(context, user.s3, user.archive);
			assertThat(user.async).isSameAs(context.getBean("s3AsyncClient"));
			assertThat(BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), S3AsyncClient.class,
					"archive"))
				.isSameAs(context.getBean("archiveS3AsyncClient"));
		});
	}

	@Test
	void resource() {
		this.contextRunner.withBean(WithResource.class).run((context) -> {
			WithResource user = context.getBean(WithResource.class);
			assertClients(context, user.unnamed, user.named);
			assertThat(user.s3Client).isSameAs(user.unnamed);
			assertThat(user.archive).isSameAs(user.named);
			assertThat(user.byType).isSameAs(user.unnamed);
		});
	}

	@Test
	void expressionLanguage() {
		this.contextRunner.withBean(WithExpression.class).run((context) -> {
			WithExpression user = context.getBean(WithExpression.class);
			assertClients(context, user.s3, user.archive);
			assertThat(user.region).isEqualTo("eu-west-3");
		});
	}

	@Test
	void xml() {
		this.contextRunner.withUserConfiguration(WithXml.class).run((context) -> {
			User user = context.getBean(User.class);
			assertClients(context, user.s3, user.archive);
		});
	}

	@Test
	void dependsOn() {
		this.contextRunner.withUserConfiguration(WithDependsOn.class)
			.run((context) -> assertThat(context.getBean("builtBefore")).isEqualTo(List.of(true, true)));
	}

	@Test
	void genericSuperclass() {
		this.contextRunner.withBean(Concrete.class).run((context) -> {
			Concrete user = context.getBean(Concrete.class);
			assertClients(context, user.client, user.named);
		});
	}

	@Test
	void genericSuperclassThatIsNotResolvedAsksForAnyClient() {
		this.contextRunner.withBean(Unresolved.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(NoUniqueBeanDefinitionException.class,
						(failure) -> assertThat(failure.getBeanNamesFound()).contains("s3Client", "dynamoDbClient")
							.doesNotContain("archive")));
	}

	@Test
	void beanByType() {
		this.contextRunner.run((context) -> {
			assertThat(context.getType("s3Client")).isEqualTo(S3Client.class);
			assertThat(context.getType("archive")).isEqualTo(S3Client.class);
			assertClients(context, context.getBean(S3Client.class), context.getBean("archive", S3Client.class));
			assertThat(context.getBeanProvider(S3Client.class).getIfUnique()).isSameAs(context.getBean("s3Client"));
			assertThat(context.containsBean("s3Client")).isTrue();
			assertThat(context.isSingleton("archive")).isTrue();
		});
	}

	@Test
	void beansOfType() {
		this.contextRunner.run((context) -> {
			Map<String, S3Client> clients = context.getBeansOfType(S3Client.class);
			assertThat(clients).containsOnlyKeys("s3Client", "archive");
			assertClients(context, clients.get("s3Client"), clients.get("archive"));
		});
	}

	@Test
	void beanNamesForType() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBeanNamesForType(S3Client.class)).containsExactlyInAnyOrder("s3Client", "archive");
			assertThat(context.getBeanNamesForType(S3AsyncClient.class)).containsExactlyInAnyOrder("s3AsyncClient",
					"archiveS3AsyncClient");
			assertThat(context.getBeanNamesForType(S3Presigner.class)).containsExactlyInAnyOrder("s3Presigner",
					"archiveS3Presigner");
			assertThat(context.getBeanNamesForType(S3TransferManager.class))
				.containsExactlyInAnyOrder("s3TransferManager", "archiveS3TransferManager");
			assertThat(context.getBeanFactory().containsSingleton("s3Client")).isFalse();
			assertThat(context.getBeanFactory().containsSingleton("archive")).isFalse();
		});
	}

	record EveryKind(S3Client s3, @Qualifier("archive") S3Client archive, S3AsyncClient async,
			@Qualifier("archive") S3AsyncClient archiveAsync, S3Presigner presigner,
			@Qualifier("archive") S3Presigner archivePresigner, S3TransferManager transfers,
			@Qualifier("archive") S3TransferManager archiveTransfers) {

	}

	record User(S3Client s3, S3Client archive) {

	}

	@Configuration(proxyBeanMethods = false)
	static class WithFields {

		@Autowired
		S3Client s3;

		@Autowired
		@Qualifier("archive")
		S3Client archive;

		@Bean
		User user(S3Client s3, @Qualifier("archive") S3Client archive) {
			return new User(s3, archive);
		}

	}

	record WithNameOfParameter(S3Client archive) {

	}

	record WithOptional(Optional<S3Client> s3, @Qualifier("archive") Optional<S3Client> archive,
			@Qualifier("unknown") Optional<S3Client> unknown) {

	}

	record WithProvider(ObjectProvider<S3Client> s3, @Qualifier("archive") ObjectProvider<S3Client> archive,
			@Qualifier("unknown") ObjectProvider<S3Client> unknown) {

	}

	record WithList(List<S3Client> s3, @Qualifier("archive") List<S3Client> archive) {

	}

	record WithMap(Map<String, S3Client> s3, @Qualifier("archive") Map<String, S3Client> archive) {

	}

	record WithLazy(@Lazy S3Client s3, @Lazy @Qualifier("archive") S3Client archive) {

	}

	record WithQualifier(@Qualifier("s3Client") S3Client s3, @Qualifier("archive") S3Client archive,
			@Qualifier("s3AsyncClient") S3AsyncClient async) {

	}

	static class WithResource {

		@Resource(name = "s3Client")
		S3Client unnamed;

		@Resource(name = "archive")
		S3Client named;

		@Resource
		S3Client s3Client;

		@Resource
		S3Client archive;

		@Resource
		S3Client byType;

	}

	record WithExpression(@Value("#{@s3Client}") S3Client s3, @Value("#{@archive}") S3Client archive,
			@Value("#{@archive.serviceClientConfiguration().region().id()}") String region) {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportResource("classpath:io/awsconfig/client/bean/clients.xml")
	static class WithXml {

	}

	@Configuration(proxyBeanMethods = false)
	static class WithDependsOn {

		@Bean
		@DependsOn({ "s3Client", "archive" })
		List<Boolean> builtBefore(ConfigurableListableBeanFactory beanFactory) {
			return List.of(beanFactory.containsSingleton("s3Client"), beanFactory.containsSingleton("archive"));
		}

	}

	abstract static class Base<C extends SdkClient> {

		@Autowired
		C client;

		@Autowired
		@Qualifier("archive")
		C named;

	}

	static class Concrete extends Base<S3Client> {

	}

	static class Unresolved<C extends SdkClient> extends Base<C> {

	}

}
