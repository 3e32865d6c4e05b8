package io.awsconfig.client;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.awsconfig.settings.ServiceId;
import io.awsconfig.testsupport.Guide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

class ClientServicesTests {

	private static final String SERVICES = "software/amazon/awssdk/services/";

	private static final Pattern ENDPOINT_VARIABLE = Pattern.compile("AWS_ENDPOINT_URL_([A-Z0-9_]+)");

	private static final Pattern IDENTIFIERS = Pattern.compile("([^\\t]+)\\t[^\\t]*\\tAWS_ENDPOINT_URL_(\\w+)\\s*");

	/**
	 * Rows of the guide's table whose two names are of different services, or misspelled.
	 */
	private static final Set<String> SLIPS = Set.of("AppSync", "Directory Service", "finspace", "finspace data", "rbn");

	/**
	 * The base builder of each client on the class path, with the identifier that the SDK
	 * itself has compiled into it.
	 */
	static Stream<Client> clients() throws IOException {
		PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
		List<Client> clients = new ArrayList<>();
		for (Resource resource : resolver
			.getResources("classpath*:" + SERVICES + "**/Default*BaseClientBuilder.class")) {
			String path = resource.getURL().toString();
			String type = path.substring(path.lastIndexOf(SERVICES), path.length() - ".class".length());
			String prefix = type.replace("/Default", "/").replace("BaseClientBuilder", "").replace('/', '.');
			String identifier = readIdentifier(resource);
			clients.add(new Client(prefix + "Client", identifier));
			clients.add(new Client(prefix + "AsyncClient", identifier));
		}
		return clients.stream();
	}

	private static String readIdentifier(Resource resource) throws IOException {
		try (InputStream in = resource.getInputStream()) {
			Matcher matcher = ENDPOINT_VARIABLE.matcher(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
			assertThat(matcher.find()).as("identifier in %s", resource).isTrue();
			return matcher.group(1);
		}
	}

	@Test
	void clientsOfTheTestsAreFound() throws IOException {
		assertThat(clients().map(Client::identifier)).contains("S3", "DYNAMODB", "DYNAMODB_STREAMS", "STS", "KMS",
				"IAM", "SSO_OIDC");
	}

	@ParameterizedTest
	@MethodSource("clients")
	void identifierIsTheOneOfTheSdk(Client client) throws ReflectiveOperationException {
		Object builder = Class.forName(client.type()).getMethod("builder").invoke(null);
		assertThat(ClientServices.serviceOf((AwsClientBuilder<?, ?>) builder))
			.isEqualTo(ServiceId.of(client.identifier()));
	}

	@Test
	void identifiersOfTheGuideAreConsistentAndDistinct() {
		Map<ServiceId, String> identifiers = new HashMap<>();
		for (String line : Guide.lines()) {
			Matcher matcher = IDENTIFIERS.matcher(line);
			if (matcher.matches() && !SLIPS.contains(matcher.group(1))) {
				String serviceId = matcher.group(1);
				ServiceId id = ServiceId.of(serviceId);
				assertThat(ServiceId.of(matcher.group(2))).as(line).isEqualTo(id);
				assertThat(ServiceId.of(serviceId.replace(' ', '_').toLowerCase(Locale.ROOT))).as(line).isEqualTo(id);
				assertThat(identifiers.put(id, serviceId)).as(line).isIn(null, serviceId);
			}
		}
		assertThat(identifiers).hasSizeGreaterThan(200);
	}

	@Test
	void mockOfABuilderHasTheServiceOfItsInterface() {
		assertThat(ClientServices.serviceOf(mock(S3ClientBuilder.class))).isEqualTo(ServiceId.of("s3"));
	}

	@Test
	void proxyOfABuilderHasTheServiceOfItsInterface() {
		S3ClientBuilder proxy = (S3ClientBuilder) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { S3ClientBuilder.class },
				(self, method, arguments) -> method.invoke(S3Client.builder(), arguments));
		assertThat(ClientServices.serviceOf(proxy)).isEqualTo(ServiceId.of("s3"));
	}

	@Test
	void builderThatIsOfNoServiceIsNamed() {
		AwsClientBuilder<?, ?> builder = mock(AwsClientBuilder.class);
		assertThatIllegalArgumentException().isThrownBy(() -> ClientServices.serviceOf(builder))
			.withMessageStartingWith("'builder' must be the builder of an SDK client: ")
			.withMessageContaining(builder.getClass().getName());
	}

	record Client(String type, String identifier) {

	}

}
