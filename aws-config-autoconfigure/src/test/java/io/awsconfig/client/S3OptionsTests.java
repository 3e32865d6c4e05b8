package io.awsconfig.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.HttpStandIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has the last word about the options of S3.
 */
@ExtendWith(OutputCaptureExtension.class)
class S3OptionsTests {

	private static final String PATH = "s3.eu-central-1.amazonaws.com/photos/cat";

	private static final String HOST = "photos.s3.eu-central-1.amazonaws.com/cat";

	private static final String ACCELERATED = "photos.s3-accelerate.amazonaws.com/cat";

	@TempDir
	Path home;

	private final HttpStandIn http = new HttpStandIn();

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).variable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLEEXAMPLE01")
			.variable("AWS_SECRET_ACCESS_KEY", "secret")
			.variable("AWS_REGION", "eu-central-1");
	}

	private String called(S3Client client) {
		try (client) {
			client.headObject((request) -> request.bucket("photos").key("cat"));
		}
		return this.http.lastHost() + this.http.lastRequest().encodedPath();
	}

	/**
	 * Let somebody else build the client.
	 */
	private String calledByOthers(Consumer<S3ClientBuilder> code, String... properties) {
		S3ClientBuilder builder = Configurers.create(this.machine, properties).configure(S3Client.builder());
		code.accept(builder.httpClient(this.http));
		return called(builder.build());
	}

	/**
	 * Build the client, as for a bean, with a customizer.
	 */
	private String calledByUs(Consumer<S3ClientBuilder> code, String... properties) {
		AwsClientCustomizer<S3ClientBuilder> customizer = (builder, target) -> code
			.accept(builder.httpClient(this.http));
		AwsClientConfigurer configurer = Configurers.create(this.machine, List.of(customizer), properties);
		return called((S3Client) configurer.prepare(S3Client.builder(), null).build());
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			'',                               host
			'aws.services.s3.path-style=true',  path
			'aws.services.s3.path-style=false', host
			'aws.path-style=true',            path
			'aws.services.s3.accelerate=true', accelerated
			""")
	void settingsApplyWhoeverBuilds(String property, String expected) {
		String[] properties = property.isEmpty() ? new String[0] : new String[] { property };
		String url = Map.of("host", HOST, "path", PATH, "accelerated", ACCELERATED).get(expected);
		assertThat(calledByOthers((builder) -> {
		}, properties)).isEqualTo(url);
		assertThat(calledByUs((builder) -> {
		}, properties)).isEqualTo(url);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void codeHasTheLastWordAboutThePath(boolean path) {
		String setting = "aws.services.s3.path-style=" + !path;
		Consumer<S3ClientBuilder> method = (builder) -> builder.forcePathStyle(path);
		Consumer<S3ClientBuilder> configuration = (builder) -> builder
			.serviceConfiguration((s3) -> s3.pathStyleAccessEnabled(path));
		for (Consumer<S3ClientBuilder> code : List.of(method, configuration)) {
			assertThat(calledByOthers(code, setting)).isEqualTo(path ? PATH : HOST);
			assertThat(calledByUs(code, setting)).isEqualTo(path ? PATH : HOST);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void codeHasTheLastWordAboutAcceleration(boolean accelerate) {
		String setting = "aws.services.s3.accelerate=" + !accelerate;
		Consumer<S3ClientBuilder> method = (builder) -> builder.accelerate(accelerate);
		Consumer<S3ClientBuilder> configuration = (builder) -> builder
			.serviceConfiguration((s3) -> s3.accelerateModeEnabled(accelerate));
		for (Consumer<S3ClientBuilder> code : List.of(method, configuration)) {
			assertThat(calledByOthers(code, setting)).isEqualTo(accelerate ? ACCELERATED : HOST);
			assertThat(calledByUs(code, setting)).isEqualTo(accelerate ? ACCELERATED : HOST);
		}
	}

	@Test
	void codeMaySayTwoThingsInTheConfiguration() {
		assertThat(calledByUs(
				(builder) -> builder
					.serviceConfiguration((s3) -> s3.accelerateModeEnabled(false).pathStyleAccessEnabled(true)),
				"aws.services.s3.path-style=false", "aws.services.s3.accelerate=true"))
			.isEqualTo(PATH);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			http://localhost:4566,       path
			http://LOCALHOST:4566,       path
			http://localhost.:4566,      path
			http://minio:9000,           path
			http://127.0.0.1:9000,       path
			http://10.1.2.3,             path
			http://[::1]:9000,           path
			http://xn--mnio-1qa:9000,    path
			http://host.docker.internal:9000,     path
			http://Host.Containers.Internal:9000, path
			http://host.docker.internal.example.com, host
			http://s3.docker.internal:9000,       host
			http://[fd00:ec2::254]:9000, path
			http://s3.localhost:4566,    host
			https://minio.example.com,   host
			https://s3.eu-central-1.amazonaws.com, host
			""")
	void hostWithoutNamesBeforeItHasThePath(String endpoint, String expected, CapturedOutput output) {
		String property = "aws.services.s3.endpoint-url=" + endpoint;
		boolean path = expected.equals("path");
		assertThat(calledByOthers((builder) -> {
		}, property)).endsWith(path ? "/photos/cat" : "/cat").matches((url) -> url.startsWith("photos.") != path);
		assertThat(calledByUs((builder) -> {
		}, property)).endsWith(path ? "/photos/cat" : "/cat").matches((url) -> url.startsWith("photos.") != path);
		assertThat(output.getAll().contains("S3 is called in path style at " + endpoint)).isEqualTo(path);
	}

	@Test
	void lineSaysWhyAndHowToTurnItOff(CapturedOutput output) {
		calledByUs((builder) -> {
		}, "aws.services.s3.endpoint-url=http://minio:9000");
		assertThat(output.getAll()).containsOnlyOnce("S3 is called in path style at http://minio:9000 (\"aws.services")
			.contains(
					"no bucket can stand before the host 'minio'. Where one can, set 'aws.services.s3.path-style' to false");
	}

	@Test
	void pathBySelfCanBeTurnedOff(CapturedOutput output) {
		assertThat(calledByOthers((builder) -> {
		}, "aws.services.s3.endpoint-url=http://minio:9000", "aws.services.s3.path-style=false"))
			.isEqualTo("photos.minio/cat");
		assertThat(output.getAll()).doesNotContain("path style");
	}

	@Test
	void codeTurnsOffThePathBySelf() {
		Consumer<S3ClientBuilder> code = (builder) -> builder.forcePathStyle(false);
		String property = "aws.services.s3.endpoint-url=http://minio:9000";
		assertThat(calledByOthers(code, property)).isEqualTo("photos.minio/cat");
		assertThat(calledByUs(code, property)).isEqualTo("photos.minio/cat");
	}

	@Test
	void addressHasThePathWhateverIsSet(CapturedOutput output) {
		assertThat(calledByOthers((builder) -> {
		}, "aws.services.s3.endpoint-url=http://127.0.0.1:9000", "aws.services.s3.path-style=false"))
			.isEqualTo("127.0.0.1/photos/cat");
		assertThat(output.getAll()).contains(
				"'aws.services.s3.path-style' (\"aws.services.s3.path-style\" from property source", "has no effect");
	}

	@Test
	void urlsOfTheUtilitiesAreThoseOfTheClient() {
		AwsClientConfigurer configurer = Configurers.create(this.machine, "aws.services.s3.path-style=true");
		try (S3Client client = (S3Client) configurer.prepare(S3Client.builder(), null).build()) {
			assertThat(client.utilities().getUrl((url) -> url.bucket("photos").key("cat")))
				.hasToString("https://" + PATH);
		}
	}

	@Test
	void presignerHasTheOptions() {
		assertThat(presigned("aws.services.s3.path-style=true")).startsWith("https://" + PATH + "?");
		assertThat(presigned("aws.services.s3.accelerate=true")).startsWith("https://" + ACCELERATED + "?");
		assertThat(presigned("aws.services.s3.endpoint-url=http://minio:9000"))
			.startsWith("http://minio:9000/photos/cat?");
		assertThat(presigned("aws.services.s3.path-style=false")).startsWith("https://" + HOST + "?");
		assertThat(presigned()).startsWith("https://" + HOST + "?");
	}

	private String presigned(String... properties) {
		try (S3Presigner presigner = Configurers.create(this.machine, properties)
			.configure(S3Presigner.builder())
			.build()) {
			return presign(presigner);
		}
	}

	private static String presign(S3Presigner presigner) {
		return presigner
			.presignGetObject((request) -> request.signatureDuration(Duration.ofMinutes(1))
				.getObjectRequest((get) -> get.bucket("photos").key("cat")))
			.url()
			.toString();
	}

	@Test
	void codeHasTheLastWordAboutPresigners() {
		try (S3Presigner presigner = Configurers.create(this.machine, "aws.services.s3.path-style=true")
			.configure(S3Presigner.builder())
			.serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(false).build())
			.build()) {
			assertThat(presign(presigner)).startsWith("https://" + HOST + "?");
		}
	}

	@Test
	void namedClientHasItsOwn() {
		String[] properties = { "aws.services.s3.path-style=true", "aws.clients.archive.service=s3",
				"aws.clients.archive.path-style=false" };
		AwsClientConfigurer configurer = Configurers.create(this.machine, properties);
		NamedClient archive = Objects
			.requireNonNull(Configurers.settings(this.machine, properties).findClient("archive"));
		S3Client client = configurer.configure(S3Client.builder(), archive).httpClient(this.http).build();
		assertThat(called(client)).isEqualTo(HOST);
		try (S3Presigner presigner = configurer.configure(S3Presigner.builder(), archive).build()) {
			assertThat(presign(presigner)).startsWith("https://" + HOST + "?");
		}
	}

	@Test
	void usedValuesAreThoseInForce() {
		AwsClientCustomizer<S3ClientBuilder> customizer = (builder, target) -> builder.httpClient(this.http)
			.forcePathStyle(false)
			.crossRegionAccessEnabled(true)
			.serviceConfiguration((s3) -> s3.chunkedEncodingEnabled(false));
		AwsClientConfigurer configurer = Configurers.create(this.machine, List.of(customizer),
				"aws.services.s3.path-style=true");
		PreparedClient prepared = configurer.prepare(S3Client.builder(), null);
		S3Client client = (S3Client) prepared.build();
		called(client);
		Map<String, String> used = prepared.built()
			.getValues(ApplicationBeans.NONE)
			.stream()
			.filter((value) -> value.setting().is(SettingTrait.S3))
			.collect(Collectors.toMap((value) -> value.setting().getName(),
					(value) -> value.value() + " by " + value.source().getDescription()));
		assertThat(used).containsEntry(SettingCatalog.PATH_STYLE.getName(), "false by customizer")
			.containsEntry(SettingCatalog.CROSS_REGION_ACCESS.getName(), "true by customizer")
			.containsEntry(SettingCatalog.CHUNKED_ENCODING.getName(), "false by customizer")
			.containsEntry(SettingCatalog.ACCELERATE.getName(), "false by default")
			.doesNotContainKey(SettingCatalog.MULTIPART.getName());
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void usedValueTellsWhetherObjectsAreSentInParts(boolean multipart) {
		AwsClientConfigurer configurer = Configurers.create(this.machine, "aws.services.s3.multipart=" + multipart,
				"aws.services.s3.cross-region-access=true");
		PreparedClient prepared = configurer.prepare(S3AsyncClient.builder(), null);
		try (S3AsyncClient client = (S3AsyncClient) prepared.build()) {
			assertThat(S3Options.Said.multipart(client)).isEqualTo(multipart);
			UsedValue used = used(prepared, SettingCatalog.MULTIPART);
			assertThat(used.value()).isEqualTo(String.valueOf(multipart));
			assertThat(used.source()).isEqualTo(UsedValue.Source.SETTING);
		}
	}

	@Test
	void pathBySelfIsOfTheEndpoint() {
		AwsClientConfigurer configurer = Configurers.create(this.machine,
				"aws.services.s3.endpoint-url=http://minio:9000");
		PreparedClient prepared = configurer.prepare(S3Client.builder().httpClient(this.http), null);
		UsedValue before = pathStyle(prepared);
		called((S3Client) prepared.build());
		for (UsedValue value : List.of(before, pathStyle(prepared))) {
			assertThat(value.value()).isEqualTo("true");
			assertThat(value.source()).isEqualTo(UsedValue.Source.ENDPOINT);
			assertThat(value.by()).isEqualTo("minio");
		}
	}

	private static UsedValue pathStyle(PreparedClient prepared) {
		return used(prepared, SettingCatalog.PATH_STYLE);
	}

	private static UsedValue used(PreparedClient prepared, AwsSetting<?> setting) {
		return prepared.built()
			.getValues(ApplicationBeans.NONE)
			.stream()
			.filter((value) -> value.setting() == setting)
			.findFirst()
			.orElseThrow();
	}

}
