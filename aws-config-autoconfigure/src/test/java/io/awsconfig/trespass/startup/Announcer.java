package io.awsconfig.trespass.startup;

import io.awsconfig.trespass.actuate.Wirer;

public final class Announcer {

	private final Wirer wirer = new Wirer();

}
