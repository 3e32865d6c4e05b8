package io.awsconfig.autoconfigure;

import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.apache5.Apache5SdkHttpService;
import software.amazon.awssdk.http.nio.netty.NettySdkAsyncHttpService;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

class AwsRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@BeforeEach
	void registerAsTheBuildDoes() {
		List<RuntimeHintsRegistrar> registrars = SpringFactoriesLoader
			.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class);
		assertThat(registrars).hasAtLeastOneElementOfType(AwsRuntimeHints.class);
		registrars.forEach((registrar) -> registrar.registerHints(this.hints, getClass().getClassLoader()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "crt.s3.S3Client", "services.signin.SigninClient", "services.sso.SsoClient",
			"services.ssooidc.SsoOidcClient", "services.sts.StsClient" })
	void classIsFoundByItsName(String name) {
		assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of("software.amazon.awssdk." + name)))
			.accepts(this.hints);
	}

	@Test
	void httpClientsAreFound() throws NoSuchMethodException {
		List<Predicate<RuntimeHints>> predicates = List.of(
				RuntimeHintsPredicates.resource()
					.forResource("META-INF/services/software.amazon.awssdk.http.SdkHttpService"),
				RuntimeHintsPredicates.resource()
					.forResource("META-INF/services/software.amazon.awssdk.http.async.SdkAsyncHttpService"),
				RuntimeHintsPredicates.reflection()
					.onConstructorInvocation(Apache5SdkHttpService.class.getConstructor()),
				RuntimeHintsPredicates.reflection()
					.onConstructorInvocation(NettySdkAsyncHttpService.class.getConstructor()));
		assertThat(predicates).allSatisfy((predicate) -> assertThat(predicate).accepts(this.hints));
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.awsconfig.bootstrap.AwsBootstrapEnvironmentPostProcessor",
			"io.awsconfig.autoconfigure.AwsConfigurationFailureAnalyzer",
			"io.awsconfig.bootstrap.LoadedConfigData$Observer",
			"io.awsconfig.autoconfigure.UnknownClientFailureAnalyzer",
			"io.awsconfig.environment.AwsEnvironmentPostProcessor" })
	void springFindsWhatItIsToldOf(String name) throws Exception {
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Class.forName(name).getDeclaredConstructors()[0])).accepts(this.hints);
	}

	@Test
	void whatIsNotThereHasNone() {
		RuntimeHints without = new RuntimeHints();
		new AwsRuntimeHints().registerHints(without, new FilteredClassLoader("software.amazon.awssdk.services"));
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(TypeReference.of("software.amazon.awssdk.services.sts.StsClient"))).rejects(without);
	}

}
