package io.awsconfig.actuate;

import java.util.function.Supplier;

import io.awsconfig.actuate.AwsEndpoint.DoctorDescriptor;
import io.awsconfig.actuate.AwsEndpoint.FreshnessDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ReloadDescriptor;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.doctor.AwsDoctor;
import io.awsconfig.reload.SettingsReloader;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Does what can be done by the endpoint, and waits until that is done.
 */
final class AwsOperations {

	static final String CREDENTIALS = "credentials";

	private static final String RELOAD = "reload";

	private static final String DOCTOR = "doctor";

	private final AwsDescriber describer;

	private final CredentialsInUse credentials;

	private Supplier<@Nullable AwsDoctor> doctor = () -> null;

	private @Nullable Supplier<SettingsReloader> reloader;

	/**
	 * Create the operations.
	 * @param describer describes what came of them
	 * @param credentials the credentials of the clients
	 */
	AwsOperations(AwsDescriber describer, CredentialsInUse credentials) {
		this.describer = describer;
		this.credentials = credentials;
	}

	void setDoctor(Supplier<@Nullable AwsDoctor> doctor) {
		this.doctor = doctor;
	}

	void setReloader(Supplier<SettingsReloader> reloader) {
		this.reloader = reloader;
	}

	/**
	 * Do what a part can do.
	 * @return what came of it, or {@code null} if there is no such part or it is not this
	 * project's to change
	 */
	@Nullable OperationResponseBody perform(String part, boolean showUnsanitized) {
		return switch (part) {
			case CREDENTIALS -> refreshCredentials();
			case RELOAD -> reload(showUnsanitized);
			case DOCTOR -> examine();
			default -> null;
		};
	}

	private @Nullable DoctorDescriptor examine() {
		AwsDoctor doctor = this.doctor.get();
		return (doctor != null) ? DoctorDescriptor.of(doctor.examine()) : null;
	}

	private @Nullable ReloadDescriptor reload(boolean showUnsanitized) {
		Supplier<SettingsReloader> reloader = this.reloader;
		return (reloader != null)
				? this.describer.describe(reloader.get().reload("POST /actuator/aws/reload"), showUnsanitized) : null;
	}

	private @Nullable FreshnessDescriptor refreshCredentials() {
		FreshnessDescriptor freshness = null;
		if (this.credentials.application() instanceof CredentialsChain chain) {
			try {
				freshness = new FreshnessDescriptor(chain.refresh());
			}
			catch (CredentialsException ex) {
				refreshOwnCredentials(ex);
				throw ex;
			}
		}
		refreshOwnCredentials();
		return freshness;
	}

	private void refreshOwnCredentials(CredentialsException earlier) {
		try {
			refreshOwnCredentials();
		}
		catch (CredentialsException ex) {
			earlier.addSuppressed(ex);
		}
	}

	private void refreshOwnCredentials() {
		ClientCredentialsChains chains = this.describer.settings().getOwnersOfCredentials().isEmpty() ? null
				: this.credentials.clients().get();
		if (chains != null) {
			chains.refresh();
		}
	}

}
