package io.awsconfig.diagnostic;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.origin.Origin;

import static org.assertj.core.api.Assertions.assertThat;

class BearingTests {

	private static final String FAILURE = "The value 'x' of 'retry_mode' is wrong at /aws/config - 3:4 (profile 'shop').";

	private static Diagnostic diagnostic(String message, String place) {
		return new Diagnostic(message, new Place(place));
	}

	private static List<Diagnostic> select(Bearing bearing, Diagnostic... known) {
		return bearing.select(Arrays.asList(known)).bearing();
	}

	@Test
	void whatIsMissingComesFirstAndWhatHasNothingToDoWithItIsLeftOut() {
		Diagnostic missing = diagnostic("'aws.regoin' is ignored; did you mean 'aws.region'?", "application.yml - 1:1");
		Diagnostic sameName = diagnostic("'AWS_RETRY_MODE' has no value", "variable");
		Diagnostic nearName = diagnostic("'retri_mode' is ignored", "/other - 1:1 (profile 'other')");
		Diagnostic sameSection = diagnostic("'q' is odd", "/other - 1:1 (profile 'shop')");
		Diagnostic sameFile = diagnostic("'y' is odd", "/aws/config - 9:9 (profile 'other')");
		Diagnostic other = diagnostic("'z' is odd", "/other - 9:9 (profile 'other')");
		Bearing.Found found = Bearing.on(FAILURE)
			.lacking(List.of("AWS_REGION"))
			.select(List.of(other, sameFile, sameSection, nearName, sameName, missing));
		assertThat(found.bearing()).containsExactly(missing, sameName, nearName, sameSection, sameFile);
		assertThat(found.others()).containsExactly(other);
		assertThat(found.before("Do it."))
			.isEqualTo("First see to what was found as well. If that is not the reason:%n%nDo it.".formatted());
	}

	@Test
	void actionThatSaysItItselfStaysAsItIs() {
		Bearing.Found found = Bearing.on(FAILURE)
			.lacking(List.of("shop"))
			.select(List.of(diagnostic("Section [profile shop] is ignored", "/aws/credentials - 1:1")));
		assertThat(found.reason()).isTrue();
		String action = "Write [shop] at /aws/credentials - 1:1.";
		assertThat(found.before(action)).isEqualTo(action);
	}

	@Test
	void whatTheFailureSaysItselfIsNotSaidTwice() {
		assertThat(select(Bearing.on(FAILURE), diagnostic("The value of 'retry_mode' is wrong, which stops nobody",
				"/aws/config - 3:4 (profile 'shop')")))
			.isEmpty();
	}

	@Test
	void whatIsKnownTwiceIsSaidOnce() {
		assertThat(select(Bearing.on(FAILURE), diagnostic("'retry_mode' twice", "a"),
				diagnostic("'retry_mode' twice", "a")))
			.hasSize(1);
	}

	@Test
	void settingOfOneServiceBearsOnTheSettingOfAll() {
		assertThat(select(Bearing.on("Nothing.").lacking(List.of("region")),
				diagnostic("'aws.services.sqs.region' is odd", "a"), diagnostic("'aws.services.sqs' is odd", "a")))
			.singleElement()
			.extracting(Diagnostic::message)
			.isEqualTo("'aws.services.sqs.region' is odd");
	}

	@Test
	void whatIsLostInTheFilesThatAreReadMayBeWhatIsMissing() {
		Diagnostic lost = diagnostic("This line is odd", "/aws/config - 1:1");
		Bearing bearing = Bearing.on("Nothing.").inFiles(List.of("/aws/config"));
		assertThat(select(bearing, lost)).isEmpty();
		assertThat(select(bearing.lacking(List.of("region")), lost)).containsExactly(lost);
		assertThat(select(Bearing.on("Nothing.").inFiles(List.of("/aws/config")),
				diagnostic("The file cannot be read", "/aws/config")))
			.hasSize(1);
	}

	@Test
	void notTooManyAreShown() {
		Diagnostic[] many = new Diagnostic[12];
		Arrays.setAll(many, (i) -> diagnostic("'retry_mode' is odd", "line " + i));
		assertThat(Bearing.on(FAILURE).select(Arrays.asList(many)).toString())
			.endsWith("%n%n2 more warnings that have less to do with it are in the log.".formatted())
			.startsWith("%n%nThis was found as well:%n%n    'retry_mode' is odd [line 0]".formatted());
	}

	private record Place(String text) implements Origin {

		@Override
		public String toString() {
			return this.text;
		}

	}

}
