package io.awsconfig.settings.proxy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.WrittenPlace;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProxyInForce}. That the HTTP clients of the SDK do the same, is shown
 * by {@code precedence.ProxyTests}. What starts with {@code aws.} is a setting, other
 * names with a dot are system properties and all others are variables.
 */
class ProxyInForceTests {

	private static ProxyInForce find(String words) {
		Map<String, String> names = new HashMap<>();
		StringBuilder settings = new StringBuilder("APPLICATION");
		for (String word : words.strip().split(" +")) {
			int equals = word.indexOf('=');
			if (word.startsWith("aws.")) {
				settings.append(' ').append(word.substring("aws.".length()));
			}
			else if (equals != -1) {
				names.put(word.substring(0, equals), word.substring(equals + 1));
			}
		}
		AwsSettings resolved = AwsSettings.resolve(WrittenPlace.all(settings.toString()));
		return ProxyInForce.find(resolved, (name) -> name.contains(".") ? null : names.get(name),
				(name) -> name.contains(".") ? names.get(name) : null);
	}

	private static @Nullable String text(@Nullable WrittenValue written) {
		return (written != null) ? written.text() + " " + written.spelling() : null;
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', nullValues = "-",
			textBlock = """
					''                                                              ; -                    ; -
					HTTP_PROXY=http://a:1                                           ; http://a:1 HTTP_PROXY ; -
					http_proxy=http://a:1 HTTP_PROXY=http://b:1                     ; http://a:1 http_proxy ; -
					HTTP_PROXY=http://jane:s@a:1 NO_PROXY=x,*.y                     ; http://a:1 HTTP_PROXY ; x,*.y NO_PROXY
					HTTP_PROXY=http://a:1 no_proxy=x NO_PROXY=y                     ; http://a:1 HTTP_PROXY ; x no_proxy
					HTTP_PROXY=https://a:1                                          ; http://a:1 HTTP_PROXY ; -
					NO_PROXY=x                                                      ; -                    ; -
					HTTP_PROXY=http://a:1 http.proxyHost=b http.proxyPort=2         ; http://b:2 http.proxyHost ; -
					http.proxyHost=b http.proxyPort=2 http.nonProxyHosts=x|y        ; http://b:2 http.proxyHost ; x|y http.nonProxyHosts
					HTTP_PROXY=http://a:1 http.nonProxyHosts=x                      ; -                    ; -
					HTTP_PROXY=http://a:1 aws.http.proxy.endpoint=http://c:3        ; http://c:3 http.proxy.endpoint ; -
					HTTP_PROXY=http://a:1 NO_PROXY=x aws.http.proxy.endpoint=http://c:3 ; http://c:3 http.proxy.endpoint ; x NO_PROXY
					HTTP_PROXY=http://a:1 NO_PROXY=x aws.http.proxy.non_proxy_hosts=z   ; http://a:1 HTTP_PROXY ; z http.proxy.non_proxy_hosts
					HTTPS_PROXY=http://a:1                                          ; -                    ; -
					https.proxyHost=a                                               ; -                    ; -
					""")
	void oneIsInForce(String words, @Nullable String endpoint, @Nullable String hosts) {
		ProxyInForce proxy = find(words);
		assertThat(text(proxy.endpoint())).isEqualTo(endpoint);
		assertThat(text(proxy.nonProxyHosts())).isEqualTo(hosts);
		assertThat(proxy.toString()).doesNotContain("jane");
	}

	@Test
	void othersAreShadowed() {
		ProxyInForce proxy = find("HTTP_PROXY=http://jane:secret@a:1 http.proxyHost=b http.proxyPort=2 NO_PROXY=x "
				+ "http.nonProxyHosts=y aws.http.proxy.endpoint=http://c:3 aws.http.proxy.non_proxy_hosts=z");
		assertThat(proxy.shadowedEndpoints()).extracting(ProxyInForceTests::text)
			.containsExactly("http://b:2 http.proxyHost", "http://a:1 HTTP_PROXY");
		assertThat(proxy.shadowedNonProxyHosts()).extracting(ProxyInForceTests::text)
			.containsExactly("y http.nonProxyHosts", "x NO_PROXY");
		assertThat(proxy.diagnostics()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "HTTP_PROXY=http://a:1, aws.example, true", "HTTPS_PROXY=http://a:1, aws.example, false",
			"HTTP_PROXY=http://a:1, app.localhost, false", "HTTP_PROXY=http://a:1, 127.0.0.1, false",
			"HTTP_PROXY=http://a:1 NO_PROXY=x|*.example, AWS.example, false",
			"HTTP_PROXY=http://a:1 NO_PROXY=.example, aws.example, true", "NO_PROXY=x, aws.example, false" })
	void isUsedForHostsThatAreNotExcepted(String places, String host, boolean used) {
		assertThat(find(places).isUsedFor(host)).isEqualTo(used);
	}

	@Test
	void oneLineTellsTheProxy() {
		assertThat(find("HTTP_PROXY=http://jane:secret@a:1 NO_PROXY=x").describe())
			.isEqualTo("AWS proxy: http://a:1 from environment variable HTTP_PROXY; reached without it: this machine, "
					+ "x from environment variable NO_PROXY");
		assertThat(find("HTTP_PROXY=http://a:1 NO_PROXY=x,10.0.0.0/8,.minio,*.local").describe())
			.isEqualTo("AWS proxy: http://a:1 from environment variable HTTP_PROXY; reached without it: this machine, "
					+ "x,*.local from environment variable NO_PROXY");
		assertThat(find("aws.http.proxy.endpoint=http://c:3").describe())
			.isEqualTo("AWS proxy: http://c:3 from APPLICATION http.proxy.endpoint; reached without it: this machine");
		assertThat(find("").describe()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "NO_PROXY=.minio", "HTTP_PROXY=http://a:1 HTTPS_PROXY=http://jane:s@a:1 NO_PROXY=x",
			"HTTP_PROXY=http://a:1 NO_PROXY=.minio,*.minio", "HTTP_PROXY=http://a:1 HTTPS_PROXY=http://a:1",
			"HTTP_PROXY=http://a:1 NO_PROXY=localhost,.localhost,127.0.0.1,127.0.0.0/8,::1,[::1],localhost:80,169.254.169.254,169.254.0.0/16",
			"HTTP_PROXY=http://a:1 NO_PROXY=*", "HTTP_PROXY=http://a:1 NO_PROXY=10.1.2.3,minio,*.svc",
			"http.proxyHost=a http.proxyPort=1 http.nonProxyHosts=localhost|127.*|[::1]",
			"http.proxyHost=a http.proxyPort=1 HTTP_PROXY=http://b:1 HTTPS_PROXY=http://b:1",
			"http.proxyHost=a http.proxyPort=1 https.proxyHost=a https.proxyPort=1",
			"HTTP_PROXY=http://b:1 HTTPS_PROXY=http://c:1 aws.http.proxy.endpoint=http://a:1", "http.proxyPort=80" })
	void whatWorksIsNothingToTalkAbout(String words) {
		assertThat(find(words).diagnostics()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
			.minio              ; '.minio' (write '*.minio')
			minio,.svc,.local,*.local ; '.svc' (write '*.svc')
			10.0.0.0/8          ; '10.0.0.0/8' (write '10.*')
			10.1.0.0/16         ; '10.1.0.0/16' (write '10.1.*')
			10.1.2.0/24         ; '10.1.2.0/24' (write '10.1.2.*')
			10.1.2.3/32         ; '10.1.2.3/32' (write '10.1.2.3')
			172.16.0.0/12       ; '172.16.0.0/12'
			fd00::/8            ; 'fd00::/8'
			minio:9000          ; 'minio:9000' (write 'minio')
			.minio:9000         ; '.minio:9000' (write '*.minio')
			http://minio:9000/  ; 'http://minio:9000/' (write 'minio')
			amazonaws.com       ; 'amazonaws.com' (write '*.amazonaws.com')
			[                   ; '['
			.A,.b               ; '.a' (write '*.a'), '.b' (write '*.b')
			""")
	void entryThatTheSdkReadsOtherwiseIsTold(String hosts, String odd) {
		assertThat(find("HTTP_PROXY=http://a:1 NO_PROXY=" + hosts).diagnostics()).singleElement()
			.extracting(Diagnostic::message)
			.isEqualTo("'NO_PROXY' has no effect on AWS clients with " + odd
					+ ": an entry is the whole name of a host, with * for any part of it");
	}

	@Test
	void entriesOfTheSettingsAreReadAlike() {
		assertThat(find("aws.http.proxy.endpoint=http://a:1 aws.http.proxy.non_proxy_hosts=.minio "
				+ "aws.s3:http.proxy.non_proxy_hosts=.svc")
			.diagnostics()).extracting(Diagnostic::message)
			.containsExactly(
					"'http.proxy.non_proxy_hosts' has no effect on AWS clients with '.minio' (write '*.minio'): "
							+ "an entry is the whole name of a host, with * for any part of it",
					"'s3:http.proxy.non_proxy_hosts' has no effect on AWS clients with '.svc' (write '*.svc'): "
							+ "an entry is the whole name of a host, with * for any part of it");
	}

	@Test
	void entriesOfTheJvmHaveBarsBetweenThem() {
		assertThat(find("http.proxyHost=a http.proxyPort=1 http.nonProxyHosts=x,y").diagnostics()).singleElement()
			.extracting(Diagnostic::message)
			.isEqualTo("'http.nonProxyHosts' has no effect on AWS clients with 'x,y' (write 'x|y'): "
					+ "an entry is the whole name of a host, with * for any part of it");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					HTTPS_PROXY=http://a:1 | 'HTTPS_PROXY' is read by no HTTP client of the AWS SDK; \
					set 'HTTP_PROXY', which counts for HTTPS as well, or 'aws.http.proxy.endpoint'
					https_proxy=a:1 | 'https_proxy' is read by no HTTP client of the AWS SDK; \
					set 'http_proxy', which counts for HTTPS as well, or 'aws.http.proxy.endpoint'
					HTTP_PROXY=http://a:1 HTTPS_PROXY=http://b:1 | 'HTTPS_PROXY' is read by no HTTP client of the AWS SDK; \
					for HTTPS as well, 'HTTP_PROXY' counts; 'aws.http.proxy.endpoint' chooses another one
					https.proxyHost=a https.proxyPort=1 | 'https.proxyHost' is read by no HTTP client of the AWS SDK but 'url-connection'; \
					set 'http.proxyHost' and 'http.proxyPort', which count for HTTPS as well, or 'aws.http.proxy.endpoint'
					HTTP_PROXY=a:3128 | 'HTTP_PROXY' is not used as a proxy of AWS clients, \
					since it is no URL with scheme and port such as http://proxy.example.com:3128
					HTTP_PROXY=http://a | 'HTTP_PROXY' is not used as a proxy of AWS clients, \
					since it is no URL with scheme and port such as http://proxy.example.com:3128
					http.proxyHost=a | 'http.proxyHost' is not used as a proxy of AWS clients, since 'http.proxyPort' is no port
					HTTP_PROXY=http://a:1 http.nonProxyHosts=x | 'HTTP_PROXY' is not used as a proxy of AWS clients: \
					the AWS SDK looks at no variable if the JVM system property 'http.nonProxyHosts' is set; \
					set 'http.proxyHost' and 'http.proxyPort', or 'aws.http.proxy.endpoint'
					http.proxyHost=a http.proxyPort=1 NO_PROXY=x | 'NO_PROXY' is not read, since the JVM system property \
					'http.proxyHost' is set; set 'http.nonProxyHosts' or 'aws.http.proxy.non-proxy-hosts'
					""")
	void whatNamesAProxyAndIsNotUsedIsToldOnce(String words, String message) {
		List<Diagnostic> diagnostics = find(words).diagnostics();
		assertThat(diagnostics).extracting(Diagnostic::message).containsExactly(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST", "localhost.", "buck.localhost", "a.b.localhost", "127.0.0.1",
			"127.1.2.3", "::1", "[::1]", "0:0:0:0:0:0:0:1", "0000:0000:0000:0000:0000:0000:0000:0001", "0.0.0.0", "::",
			"::ffff:127.0.0.1", "[::FFFF:7f00:1]" })
	void thisMachineHasManyNames(String host) {
		assertThat(LocalHosts.contains(host)).isTrue();
		assertThat(LocalHosts.PATTERNS).anyMatch((pattern) -> host.matches(pattern));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost.example.com", "mylocalhost", "128.0.0.1", "10.127.0.1", "127.example.com",
			"fe80::1", "2001:db8::1", "::ffff:10.0.0.1", "minio", "s3.amazonaws.com", "::1:1" })
	void otherMachinesAreNone(String host) {
		assertThat(LocalHosts.contains(host)).isFalse();
	}

}
