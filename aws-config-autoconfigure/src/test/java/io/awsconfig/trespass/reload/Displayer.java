package io.awsconfig.trespass.reload;

import io.awsconfig.trespass.actuate.Wirer;

public final class Displayer {

	private final Wirer wirer = new Wirer();

}
