package io.awsconfig.trespass.doctor;

import io.awsconfig.trespass.actuate.Wirer;

public final class Prescriber {

	private final Wirer wirer = new Wirer();

}
