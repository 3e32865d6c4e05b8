package io.awsconfig.credentials.fetch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.awsconfig.credentials.fetch.CacheFile.UnusableException;
import io.awsconfig.imds.JsonDocument;
import io.awsconfig.testsupport.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CacheFile} with files that the AWS CLI would not write.
 */
class CacheFileFuzzTests {

	private static final String FILE = """
			{"startUrl":"https://x","region":"eu-west-1","accessToken":"telltale","expiresAt":"2030-12-31T23:59:59UTC",
			"clientId":"c","clientSecret":"telltale-2","registrationExpiresAt":"2030-12-31T23:59:59+00:00",
			"refreshToken":"telltale-3"}""";

	@TempDir
	Path directory;

	@Test
	void fileIsUsedAndWrittenOrRefused() {
		CacheFile file = new CacheFile(this.directory.resolve("token.json"));
		Fuzz.run((text) -> check(file, text), FILE, FILE.replace("UTC", "Z"), FILE.replace("UTC", ""),
				FILE.replace("UTC", ".123456Z"));
	}

	private static void check(CacheFile file, String text) throws Exception {
		Files.write(file.path(), text.getBytes(StandardCharsets.UTF_8));
		try {
			JsonDocument document = file.read();
			Fuzz.assertTellsNothing(document.toString());
			file.use(() -> document.requireText("accessToken"));
			file.use(() -> document.requireTime("expiresAt"));
			file.use(() -> document.getTime("registrationExpiresAt"));
			file.use(() -> document.requireText("clientSecret"));
			file.write(document);
			assertThat(file.read()).isEqualTo(document);
		}
		catch (UnusableException ex) {
			Fuzz.assertTellsNothing(ex.reason());
			assertThat(ex).hasNoCause();
		}
	}

}
