package io.awsconfig.autoconfigure;

import java.util.List;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * {@link RuntimeHintsRegistrar} for what is looked for by its name while the application
 * runs. That is little: clients are made by generated code.
 */
final class AwsRuntimeHints implements RuntimeHintsRegistrar {

	/**
	 * Classes that are looked for before anything refers to what they come with.
	 */
	private static final List<String> LOOKED_FOR = List.of("io.awspring.cloud.autoconfigure.AwsSyncClientCustomizer",
			"software.amazon.awssdk.crt.s3.S3Client", "software.amazon.awssdk.services.signin.SigninClient",
			"software.amazon.awssdk.services.sso.SsoClient", "software.amazon.awssdk.services.ssooidc.SsoOidcClient",
			"software.amazon.awssdk.services.sts.StsClient");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		LOOKED_FOR.forEach((type) -> hints.reflection().registerTypeIfPresent(classLoader, type));
		registerServices(hints, classLoader, SdkHttpService.class);
		registerServices(hints, classLoader, SdkAsyncHttpService.class);
	}

	/**
	 * Register the HTTP clients. Those of the SDK have hints of their own; one of
	 * somebody else need not.
	 */
	private static <S> void registerServices(RuntimeHints hints, @Nullable ClassLoader classLoader, Class<S> type) {
		hints.resources().registerPattern("META-INF/services/" + type.getName());
		ServiceLoader.load(type, classLoader)
			.stream()
			.forEach((service) -> hints.reflection()
				.registerType(service.type(), MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS));
	}

}
