package io.awsconfig.trespass.bootstrap;

import io.awsconfig.trespass.autoconfigure.Wiring;

public final class EarlyWirer {

	private final Wiring wiring = new Wiring();

}
