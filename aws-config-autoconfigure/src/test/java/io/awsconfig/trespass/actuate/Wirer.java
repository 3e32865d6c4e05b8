package io.awsconfig.trespass.actuate;

import io.awsconfig.trespass.autoconfigure.Wiring;

public final class Wirer {

	private final Wiring wiring = new Wiring();

}
