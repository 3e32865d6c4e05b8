package io.awsconfig.doctor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.fetch.RegularFile;
import io.awsconfig.credentials.fetch.RegularFile.UnreadableException;
import io.awsconfig.credentials.fetch.signin.TokenFile;
import io.awsconfig.settings.ShownUrl;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody is signed in: the files that the AWS CLI or a platform leaves for the
 * steps that need one.
 */
record TokensCheck(Patient patient, List<Account> accounts) implements Check {

	private static final int MAX_BYTES = 1024 * 1024;

	private static final Duration SOON = Duration.ofMinutes(15);

	@Override
	public void run(Notes notes) {
		Set<Step> steps = new LinkedHashSet<>();
		this.accounts.forEach((account) -> steps.addAll(account.steps()));
		for (Step step : steps) {
			TokenFile file = TokenFile.of(step);
			if (file != null) {
				notes.begin("token", file.path().toString());
				check(step, file, notes);
			}
			else if (step instanceof Step.WebIdentityStep identity) {
				notes.begin("token", identity.tokenFile().toString());
				check(identity, notes);
			}
		}
	}

	private void check(Step step, TokenFile file, Notes notes) {
		Instant expiresAt = file.expiresAt();
		String signIn = "Type '%s'; the application need not be restarted.".formatted(file.command());
		if (file.problem() != null || expiresAt == null) {
			notes.fail("you are not signed in, as far as can be told: " + file.problem(), signIn);
			return;
		}
		String other = (step instanceof Step.IdentityCenterStep center) ? findOther(center, file) : null;
		if (other != null) {
			notes.fail(other, "Correct the profile if it is wrong. " + signIn);
			return;
		}
		Instant now = this.patient.clock().instant();
		if (expiresAt.isAfter(now)) {
			String lasts = "signed in; the token lasts until " + expiresAt;
			if (!file.refreshable() && expiresAt.isBefore(now.plus(SOON))) {
				notes.warn(lasts + ", and cannot be refreshed", signIn);
			}
			else {
				notes.ok(lasts);
			}
		}
		else if (file.refreshable()) {
			notes.ok("the token ended at %s, and is refreshed without a sign-in if the session still lasts"
				.formatted(expiresAt));
		}
		else {
			notes.fail("the sign-in ended at " + expiresAt, signIn);
		}
	}

	private static @Nullable String findOther(Step.IdentityCenterStep step, TokenFile file) {
		if (file.region() != null && !file.region().equals(step.region())) {
			return "the token is for the Region %s, and 'sso_region' is %s".formatted(file.region(), step.region());
		}
		if (file.startUrl() != null && !withoutEnd(file.startUrl()).equals(withoutEnd(step.startUrl().toString()))) {
			return "the token is for %s, and 'sso_start_url' is %s".formatted(ShownUrl.of(file.startUrl()),
					ShownUrl.of(step.startUrl().toString()));
		}
		return null;
	}

	private static String withoutEnd(String url) {
		return url.replaceFirst("[/#]+$", "");
	}

	private static void check(Step.WebIdentityStep step, Notes notes) {
		try {
			byte[] token = RegularFile.read(step.tokenFile(), MAX_BYTES);
			if (new String(token, StandardCharsets.UTF_8).isBlank()) {
				notes.fail("the token file is empty",
						"See to it that the platform writes the token there: " + step.place());
			}
			else {
				notes.ok("the token file can be read");
			}
		}
		catch (UnreadableException ex) {
			notes.fail("the token file " + ex.getReason(),
					"Mount the token there, or correct the path: " + step.place());
		}
	}

}
