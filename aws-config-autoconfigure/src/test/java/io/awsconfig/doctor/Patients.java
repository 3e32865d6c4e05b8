package io.awsconfig.doctor;

import java.util.List;

import io.awsconfig.client.BuiltClient;
import io.awsconfig.client.ClientContext;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.failure.CallFailure;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;

import org.springframework.context.ApplicationContext;

/**
 * What an application remembers that a doctor must not change.
 */
record Patients(ApplicationContext context) {

	List<CallFailure> failures() {
		return this.context.getBean(CallFailures.class).getAll();
	}

	List<BuiltClient> built() {
		return this.context.getBean(ClientContext.class).builtClients().getAll();
	}

	List<RetryStatus> retries() {
		return this.context.getBean(RetryStrategies.class).getStatus();
	}

	CredentialsFreshness.State freshness() {
		return this.context.getBean(CredentialsChain.class).freshness().state();
	}

}
