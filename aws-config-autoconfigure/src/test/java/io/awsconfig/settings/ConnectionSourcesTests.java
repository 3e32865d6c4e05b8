package io.awsconfig.settings;

import java.util.List;

import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionSources}.
 */
class ConnectionSourcesTests {

	private static final String KEYS = "CONNECTION aws_access_key_id=all aws_secret_access_key=all-secret aws_session_token=all-token";

	private static final String OWN_KEYS = "CONNECTION s3:aws_access_key_id=own s3:aws_secret_access_key=own-secret";

	@Test
	void connectionsAreToldFromOtherPlacesAndKeepTheirOrder() {
		List<SettingSource> places = WrittenPlace
			.all("CONNECTION region=a | COMMAND_LINE region=b | CONNECTION region=c | CONFIG_FILE region=d");
		ConnectionSources connections = new ConnectionSources(places);
		assertThat(connections.getConnections()).containsExactly(places.get(0), places.get(2));
		assertThat(connections.getOthers()).containsExactly(places.get(1), places.get(3));
	}

	@ParameterizedTest(name = "{0} for {1}: {2}")
	@CsvSource(delimiter = ';', textBlock = """
			CONNECTION region=a                         ;     ; a
			CONNECTION region=a                         ; s3  ; a
			CONNECTION region=a s3:region=b             ; s3  ; b a
			CONNECTION region=a s3:region=b             ; sqs ; a
			CONNECTION region=a s3:region=b             ;     ; a
			CONNECTION region=a | CONNECTION s3:region=b; s3  ; b a
			CONNECTION region=a | CONNECTION region=b   ; s3  ; a b
			COMMAND_LINE region=a s3:region=b           ; s3  ;
			""")
	void whatIsSaidOfAServiceComesBeforeWhatIsSaidOfAll(String places, @Nullable String service,
			@Nullable String found) {
		assertThat(connections(places).find(SettingCatalog.REGION, service(service))).extracting(WrittenValue::text)
			.containsExactly((found != null) ? found.split(" ") : new String[0]);
	}

	@ParameterizedTest(name = "{0} for {1}: {2}, own: {3}")
	@CsvSource(delimiter = ';', textBlock = """
			CONNECTION region=a                ;     ; false ; false
			CONNECTION region=a                ; s3  ; false ; false
			CONNECTION aws_access_key_id=a         ;     ; true  ; false
			CONNECTION aws_access_key_id=a         ; s3  ; true  ; false
			CONNECTION s3:aws_access_key_id=a      ;     ; false ; false
			CONNECTION s3:aws_access_key_id=a      ; s3  ; true  ; true
			CONNECTION s3:aws_access_key_id=a      ; sqs ; false ; false
			CONNECTION region=a | CONNECTION s3:aws_access_key_id=a ; s3 ; true ; true
			APPLICATION aws_access_key_id=a s3:aws_access_key_id=b      ; s3 ; false ; false
			""")
	void credentialsAreThoseOfTheServiceOrOfAll(String places, @Nullable String service, boolean some, boolean own) {
		ConnectionSources connections = connections(places);
		assertThat(connections.hasCredentials(service(service))).isEqualTo(some);
		if (service != null) {
			assertThat(connections.hasOwnCredentials(ServiceId.of(service))).isEqualTo(own);
		}
	}

	@ParameterizedTest(name = "{0} for {1}: {2}")
	@CsvSource(delimiter = ';', nullValues = "-", textBlock = """
			$ALL         ; -   ; all-token
			$ALL         ; s3  ; all-token
			$ALL | $OWN  ; s3  ; -
			$ALL | $OWN  ; sqs ; all-token
			$OWN | CONNECTION s3:aws_session_token=stray ; s3 ; -
			$OWN s3:aws_session_token=own-token          ; s3 ; own-token
			CONNECTION aws_session_token=stray           ; s3 ; -
			CONNECTION aws_session_token=stray           ; -  ; -
			""")
	void partsOfCredentialsAreOfOneConnection(String places, @Nullable String service, @Nullable String token) {
		List<WrittenValue> found = connections(places.replace("$ALL", KEYS).replace("$OWN", OWN_KEYS))
			.findInCredentials(SettingCatalog.SESSION_TOKEN, service(service));
		assertThat(found).extracting(WrittenValue::text)
			.containsExactly((token != null) ? new String[] { token } : new String[0]);
	}

	@Test
	void accessKeysAreThoseOfTheServiceOrOfAll() {
		ConnectionSources connections = connections(KEYS + " | " + OWN_KEYS);
		assertThat(connections.resolveAccessKeys(null).find().accessKeys()).isNotNull().satisfies((keys) -> {
			assertThat(keys.accessKeyId()).isEqualTo("all");
			assertThat(keys.sessionToken()).isEqualTo("all-token");
		});
		assertThat(connections.resolveAccessKeys(ServiceId.of("s3")).find().accessKeys()).isNotNull()
			.satisfies((keys) -> {
				assertThat(keys.accessKeyId()).isEqualTo("own");
				assertThat(keys.sessionToken()).isNull();
			});
		assertThat(connections.resolveAccessKeys(ServiceId.of("sqs")).find().accessKeys()).isNull();
		assertThat(connections("APPLICATION aws_access_key_id=a aws_secret_access_key=b").resolveAccessKeys(null)
			.find()
			.accessKeys()).isNull();
	}

	private static ConnectionSources connections(String places) {
		return new ConnectionSources(WrittenPlace.all(places));
	}

	private static @Nullable ServiceId service(@Nullable String text) {
		return (text != null) ? ServiceId.of(text) : null;
	}

}
