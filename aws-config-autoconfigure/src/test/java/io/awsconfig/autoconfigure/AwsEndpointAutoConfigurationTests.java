package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.List;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.actuate.AwsEndpointWebExtension;
import io.awsconfig.actuate.AwsSecretsSanitizingFunction;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.startup.StartupReport;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.actuate.autoconfigure.endpoint.PropertiesEndpointAccessResolver;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.OperationFilter;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.invoke.convert.ConversionServiceParameterValueMapper;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class AwsEndpointAutoConfigurationTests {

	@TempDir
	Path home;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.contextRunner = new ApplicationContextRunner().withInitializer(new FakeMachine(this.home))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsEndpointAutoConfiguration.class));
	}

	@Test
	void endpointIsThereWhenItIsExposed() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=aws")
			.run((context) -> assertThat(context).hasSingleBean(AwsEndpoint.class)
				.hasSingleBean(AwsEndpointWebExtension.class));
	}

	@Test
	void endpointIsNotThereUnlessItIsExposed() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(AwsEndpoint.class)
			.doesNotHaveBean(AwsEndpointWebExtension.class)
			.hasSingleBean(AwsSecretsSanitizingFunction.class));
	}

	@Test
	void endpointIsNotThereWithoutAccess() {
		this.contextRunner
			.withPropertyValues("management.endpoints.web.exposure.include=aws", "management.endpoint.aws.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(AwsEndpoint.class));
	}

	@Test
	void refreshIsNotThereWithReadOnlyAccess() {
		ApplicationContextRunner runner = this.contextRunner
			.withPropertyValues("management.endpoints.web.exposure.include=aws");
		runner.run((context) -> assertThat(operations(context)).containsExactlyInAnyOrder("GET aws", "GET aws/{part}",
				"GET aws/{part}/{name}", "POST aws/{part}", "POST aws/{part}"));
		runner.withPropertyValues("management.endpoint.aws.access=READ_ONLY")
			.run((context) -> assertThat(operations(context)).containsExactlyInAnyOrder("GET aws", "GET aws/{part}",
					"GET aws/{part}/{name}"));
	}

	private static List<String> operations(ApplicationContext context) {
		WebEndpointDiscoverer discoverer = new WebEndpointDiscoverer(context,
				new ConversionServiceParameterValueMapper(), EndpointMediaTypes.DEFAULT, List.of(), List.of(),
				List.of(), List.of(),
				List.of(OperationFilter.byAccess(new PropertiesEndpointAccessResolver(context.getEnvironment()))));
		return discoverer.getEndpoints()
			.stream()
			.flatMap((endpoint) -> endpoint.getOperations().stream())
			.map(WebOperation::getRequestPredicate)
			.map((request) -> request.getHttpMethod() + " " + request.getPath())
			.toList();
	}

	@Test
	void valuesThatAreNotHarmlessAreShownIfAskedFor() {
		ApplicationContextRunner runner = this.contextRunner.withPropertyValues(
				"management.endpoints.web.exposure.include=aws", "aws.region=us-east-1",
				"aws.endpoint-url=http://localhost:1");
		runner.run((context) -> {
			assertThat(context.getBean(AwsEndpointProperties.class).getShowValues()).isEqualTo(Show.NEVER);
			assertThat(context.getBean(AwsEndpoint.class).aws().region().value()).isEqualTo("us-east-1");
			assertThat(context.getBean(AwsEndpoint.class).entry("settings", "endpoint-url").toString())
				.contains("value=******,");
		});
		runner.withPropertyValues("management.endpoint.aws.show-values=ALWAYS")
			.run((context) -> assertThat(
					context.getBean(AwsEndpoint.class).entry("settings", "endpoint-url").toString())
				.contains("value=http://localhost:1,"));
	}

	@Test
	void everythingElseWorksWithoutTheActuator() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class, Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(AwsSettings.class)
				.hasSingleBean(StartupReport.class)
				.hasSingleBean(AwsClientConfigurer.class)
				.doesNotHaveBean(AwsSecretsSanitizingFunction.class));
	}

	@Test
	void backsOffForTheApplicationsOwnEndpoint() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=aws")
			.withBean("own", AwsSecretsSanitizingFunction.class)
			.run((context) -> assertThat(context).hasSingleBean(AwsSecretsSanitizingFunction.class).hasBean("own"));
	}

}
