package io.awsconfig.credentials.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsFreshness.State;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshingCredentialsTests;
import io.awsconfig.credentials.refresh.VirtualTime;
import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import org.springframework.boot.origin.Origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CredentialsChain}.
 */
class CredentialsChainRefreshTests {

	private final VirtualTime time = new VirtualTime();

	private final CredentialsRefresher refresher = this.time.refresher(Runnable::run);

	private int asked;

	private CredentialsChain chain(CredentialsPlan plan) {
		return CredentialsChain.of(plan,
				(step) -> () -> new FetchedCredentials(RefreshingCredentialsTests.keys(++this.asked),
						this.time.instant().plus(Duration.ofHours(1))),
				this.refresher);
	}

	@Test
	void carriesOutTheSelectedStep() {
		CredentialsPlan plan = new CredentialsPlan(List.of(), RefreshingCredentialsTests.STEP, List.of());
		CredentialsChain chain = chain(plan);
		this.refresher.start();
		assertThat(chain.getPlan()).isSameAs(plan);
		assertThat(chain.getSource()).isEqualTo("process (test)");
		assertThat(chain.freshness()).isEqualTo(CredentialsFreshness.none("process"));
		assertThat(this.asked).isZero();
		assertThat(chain.resolveCredentials()).isEqualTo(RefreshingCredentialsTests.keys(1));
		assertThat(chain.resolveIdentity()).isCompletedWithValue(RefreshingCredentialsTests.keys(1))
			.isSameAs(chain.resolveIdentity((request) -> {
			}))
			.isSameAs(chain.resolveIdentity(ResolveIdentityRequest.builder().build()));
		assertThat(chain.refresh().state()).isEqualTo(State.FRESH);
		assertThat(this.asked).isEqualTo(2);
		assertThat(chain.toString()).doesNotContain("secret-");
	}

	@Test
	void isRefreshedAheadOfTimeAlthoughNobodyAsks() {
		CredentialsChain chain = chain(new CredentialsPlan(List.of(), RefreshingCredentialsTests.STEP, List.of()));
		this.refresher.start();
		chain.resolveCredentials();
		this.time.pass(Duration.ofMinutes(59));
		assertThat(this.asked).isEqualTo(2);
		assertThat(chain.resolveCredentials()).isEqualTo(RefreshingCredentialsTests.keys(2));
		assertThat(this.asked).isEqualTo(2);
	}

	@Test
	void isNotCloseableSoThatOneClientBreaksNoOther() {
		assertThat(SdkAutoCloseable.class.isAssignableFrom(CredentialsChain.class)).isFalse();
		assertThat(AutoCloseable.class.isAssignableFrom(CredentialsChain.class)).isFalse();
	}

	@Test
	void accessKeysAreFixedAndNeedNoRefresher() {
		AccessKeys keys = new AccessKeys("AKIAIOSFODNN7EXAMPLE", "secret-1", "token-1", "123456789012",
				new WrittenValue("AKIAIOSFODNN7EXAMPLE", "AWS_ACCESS_KEY_ID", SourceKind.ENVIRONMENT_VARIABLES,
						new Origin() {
						}));
		CredentialsChain chain = chain(
				new CredentialsPlan(List.of(), new Step.AccessKeysStep(Step.Kind.ACCESS_KEYS, keys), List.of()));
		this.refresher.start();
		this.time.pass(Duration.ofDays(1));
		assertThat(this.time.ticks()).isZero();
		assertThat(chain.resolveCredentials().secretAccessKey()).isEqualTo("secret-1");
		assertThat(chain.resolveCredentials().accountId()).contains("123456789012");
		assertThat(chain.resolveIdentity()).isCompletedWithValue(chain.resolveCredentials())
			.isSameAs(chain.resolveIdentity());
		assertThat(chain.refresh()).isEqualTo(chain.freshness());
		assertThat(chain.freshness().state()).isEqualTo(State.STATIC);
		assertThat(chain.freshness().step()).isEqualTo("access keys");
		assertThat(chain.freshness().accessKeyId()).isEqualTo("****MPLE");
		assertThat(chain + " " + chain.freshness()).doesNotContain("secret-").doesNotContain("token-");
	}

	@Test
	void chainWithoutStepsListsThemAndFitsOnAScreen() {
		List<CredentialsPlan.Entry> entries = new ArrayList<>();
		for (Step.Kind kind : EnumSet.complementOf(EnumSet.of(Step.Kind.APPLICATION))) {
			entries.add(new CredentialsPlan.Entry(kind.toString(), false, false,
					"AWS_X is not set\nanywhere " + "x".repeat(5000)));
		}
		CredentialsChain chain = chain(new CredentialsPlan(entries, null, List.of()));
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(chain::resolveCredentials)
			.satisfies((ex) -> assertThat(ex.getMessage().lines()).hasSize(10)
				.allSatisfy((line) -> assertThat(line).hasSizeLessThan(200))
				.anyMatch((line) -> line.startsWith("    instance metadata: AWS_X is not set anywhere xxx"))
				.first()
				.isEqualTo("No credentials are configured. These are the places to have some:"));
		assertThat(chain.resolveIdentity()).isCompletedExceptionally();
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(chain::refresh);
		assertThat(chain.freshness().state()).isEqualTo(CredentialsFreshness.State.FAILED);
		assertThat(chain.freshness().lastFailure()).isEqualTo("No credentials are configured.");
		assertThat(chain.getSource()).isEqualTo("none");
	}

}
