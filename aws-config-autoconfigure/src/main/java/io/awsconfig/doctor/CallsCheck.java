package io.awsconfig.doctor;

import java.util.List;

import io.awsconfig.failure.CallFailure;

/**
 * Why calls of the application itself have failed, as long as none of that kind has
 * succeeded since.
 */
record CallsCheck(Patient patient) implements Check {

	@Override
	public void run(Notes notes) {
		List<CallFailure> failures = this.patient.clients()
			.get()
			.failures()
			.getAll()
			.stream()
			.filter((failure) -> failure.recovered() == null)
			.toList();
		for (CallFailure failure : failures) {
			notes.begin("calls", failure.client().toString());
			notes.add(Verdict.WARNING,
					"%s (%d times, last at %s)".formatted(failure.message(), failure.count(), failure.last()),
					failure.facts(), failure.action());
		}
		if (failures.isEmpty()) {
			notes.ok("no call of the application has failed for a reason that lasts");
		}
	}

}
