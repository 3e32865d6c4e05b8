package io.awsconfig.failure;

import java.time.Clock;
import java.util.function.Supplier;

import io.awsconfig.credentials.WatchedCredentials;
import io.awsconfig.credentials.WatchedCredentials.Verdict;
import io.awsconfig.retry.RetryQuotaExceededException;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.settings.proxy.ProxyInForce;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Finds out why a call of one client has failed. Where the settings have nothing to do
 * with it, as with an object that does not exist, that is the application's business.
 */
final class Explainer {

	private final WatchedClient client;

	private final Clock clock;

	private final Supplier<ProxyInForce> proxy;

	Explainer(WatchedClient client, Clock clock, Supplier<ProxyInForce> proxy) {
		this.client = client;
		this.clock = clock;
		this.proxy = proxy;
	}

	@Nullable Explanation explain(FailedCall call) {
		WatchedCredentials credentials = this.client.watched();
		for (Throwable each : call.chain()) {
			if (credentials != null && credentials.hasTold(each)) {
				Facts facts = facts(call).common();
				return new Explanation(Cause.NO_CREDENTIALS, "",
						sentence(call, "there are no credentials to sign with"), facts.toMap(),
						String.valueOf(each.getMessage()).strip(), null);
			}
		}
		if (RetryQuotaExceededException.isReasonOf(call.exception())) {
			return quota(call);
		}
		AwsServiceException answer = call.answer();
		return (answer != null) ? new AnswerExplainer(this, call).explain(answer)
				: new NetworkExplainer(this, call).explain();
	}

	private Explanation quota(FailedCall call) {
		String reason = (call.answer() != null)
				? "AWS answered " + (call.code().isEmpty() ? "with HTTP status " + call.status() : call.code())
				: "it failed with " + call.exception().getClass().getSimpleName();
		return of(call, Cause.RETRY_QUOTA, "",
				"was not retried, because the retry quota of this client is used up: most of its calls fail, and "
						+ reason,
				facts(call).common().retries(),
				"Look for what makes the calls fail; more attempts would not help. The quota fills up as calls succeed.");
	}

	Facts facts(FailedCall call) {
		return new Facts(this.client, call, this.clock, this.proxy.get());
	}

	WatchedClient client() {
		return this.client;
	}

	Clock clock() {
		return this.clock;
	}

	String property(AwsSetting<?> setting) {
		return this.client.property(setting);
	}

	Explanation of(FailedCall call, Cause cause, String subject, String what, Facts facts, String action) {
		return of(call, cause, subject, what, facts, action, null);
	}

	Explanation of(FailedCall call, Cause cause, String subject, String what, Facts facts, String action,
			@Nullable Verdict verdict) {
		return new Explanation(cause, subject, sentence(call, what), facts.toMap(), action, verdict);
	}

	private String sentence(FailedCall call, String what) {
		return "%s: %s %s%s".formatted(this.client.describe(), call.operation(), connect(what),
				what.endsWith(".") ? "" : ".");
	}

	private static String connect(String what) {
		return (what.startsWith("was ") || what.startsWith("took ") || what.startsWith("did ")) ? what
				: "failed, because " + what;
	}

	/**
	 * Return the endpoint as its setting, or what to say where none is set.
	 */
	String endpointSetting(Facts facts) {
		WrittenValue written = facts.written(SettingCatalog.ENDPOINT_URL);
		return "'%s'".formatted((written != null) ? written.spelling() : property(SettingCatalog.ENDPOINT_URL));
	}

}
