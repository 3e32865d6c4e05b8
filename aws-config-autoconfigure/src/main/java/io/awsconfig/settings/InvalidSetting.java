package io.awsconfig.settings;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * A value that is not valid for its setting.
 *
 * @param setting the setting
 * @param written what was written, and where
 * @param reason what is wrong with it, to follow "the value"
 * @since 0.1.0
 */
public record InvalidSetting(AwsSetting<?> setting, WrittenValue written, String reason) {

	static final String REWRITTEN = "is not what stands there: without quotation marks, YAML takes it for a number or a truth value";

	private static final int MAX_SHOWN = 500;

	// As 'docker run --env-file' and word processors leave them there
	private static final String QUOTE = "[\\s\"'`\u201C\u201D\u201E\u2018\u2019\u201A\u00AB\u00BB]";

	// Looks at a run of blanks once, however long it is
	private static final Pattern QUOTES_AROUND = Pattern.compile("^%1$s++|(?<!%1$s)%1$s++$".formatted(QUOTE));

	private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Zs}\\p{Cf}\\p{Cntrl}]+");

	/**
	 * Settings that say more of credentials, but not whose they are.
	 */
	private static final Set<AwsSetting<?>> DETAILS = Set.of(SettingCatalog.ACCOUNT_ID,
			SettingCatalog.ROLE_SESSION_NAME, SettingCatalog.DURATION_SECONDS, SettingCatalog.EXTERNAL_ID,
			SettingCatalog.MFA_SERIAL);

	/**
	 * Settings by which the machine gives credentials, or does not.
	 */
	private static final Set<AwsSetting<?>> OF_MACHINE = Set.of(SettingCatalog.CONTAINER_CREDENTIALS_FULL_URI,
			SettingCatalog.CONTAINER_CREDENTIALS_RELATIVE_URI, SettingCatalog.EC2_METADATA_DISABLED,
			SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT);

	/**
	 * Describe the problem in the user's spelling; of a secret, the value is left out.
	 * @return whole sentences
	 */
	public String describe() {
		String value = this.setting.isSensitive() ? "The value"
				: "The value '" + shorten(SettingValue.display(this.setting, this.written.text())) + "'";
		return Problem.oneOf("%s of '%s' %s.".formatted(value, this.written.spelling(), this.reason))
			.where(this.written.place())
			.line("Valid", this.setting.getType().getValidValues())
			.toString();
	}

	private static String shorten(String text) {
		return (text.length() <= MAX_SHOWN) ? text
				: "%s… (%d characters)".formatted(text.substring(0, MAX_SHOWN), text.length());
	}

	/**
	 * Say what to do about the problem.
	 * @return a whole sentence, with the value that is likely to be meant
	 */
	String advise() {
		if (this.reason.equals(REWRITTEN)) {
			return "Put quotation marks around the value of '%s'.".formatted(this.written.spelling());
		}
		String plain = findPlain();
		if (plain != null) {
			String meant = this.setting.isSensitive() ? ""
					: "Did you mean %s, without %s? ".formatted(SettingValue.display(this.setting, plain), unwanted());
			return "%sWrite the value of '%s' without %s%s".formatted(meant, this.written.spelling(), unwanted(),
					decidesWhoseCredentials() ? ". Without it, other credentials may be used." : ", or remove it.");
		}
		String suggestion = this.setting.isSensitive() ? null : this.setting.getType().suggest(this.written.text());
		String valid = (suggestion != null)
				? "Set '%s' to %s".formatted(this.written.spelling(), SettingValue.display(this.setting, suggestion))
				: "Give '%s' a valid value".formatted(this.written.spelling());
		return valid + (decidesWhoseCredentials() ? ". Without it, other credentials may be used." : ", or remove it.");
	}

	/**
	 * Return the value without quotation marks and blank characters, if that is what is
	 * wrong about it.
	 */
	private @Nullable String findPlain() {
		String text = this.written.text();
		for (String plain : List.of(QUOTES_AROUND.matcher(text).replaceAll(""), BLANKS.matcher(text).replaceAll(""),
				BLANKS.matcher(QUOTES_AROUND.matcher(text).replaceAll("")).replaceAll(""))) {
			if (!plain.equals(text) && !plain.isEmpty() && isValid(plain)) {
				return plain;
			}
		}
		return null;
	}

	private boolean isValid(String text) {
		try {
			this.setting.getType().read(text);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private String unwanted() {
		return isQuoted() ? "the quotation marks" : "the blank and invisible characters";
	}

	private boolean isQuoted() {
		return !QUOTES_AROUND.matcher(this.written.text()).replaceAll("").equals(this.written.text());
	}

	/**
	 * Of what stops nobody, blanks between words may be meant.
	 */
	private String hint() {
		return (isQuoted() && findPlain() != null) ? "; write it without " + unwanted() : "";
	}

	private boolean decidesWhoseCredentials() {
		return this.setting.is(SettingTrait.IDENTITY) && !DETAILS.contains(this.setting)
				|| OF_MACHINE.contains(this.setting);
	}

	/**
	 * Describe the problem where it stops nobody. The value is left out, since it may be
	 * anything.
	 */
	Diagnostic asWarning() {
		return new Diagnostic(
				"The value of '%s' %s; it is passed on, since the AWS SDK takes it all the same%s; valid: %s"
					.formatted(this.written.spelling(), this.reason, hint(), this.setting.getType().getValidValues()),
				this.written.origin());
	}

	/**
	 * Describe the problem where nobody has used the value so far.
	 */
	Diagnostic asUnused() {
		return new Diagnostic(
				"The value of '%s' %s, which stops nobody as long as nothing uses it%s; valid: %s"
					.formatted(this.written.spelling(), this.reason, hint(), this.setting.getType().getValidValues()),
				this.written.origin());
	}

	@Override
	public String toString() {
		return describe();
	}

}
