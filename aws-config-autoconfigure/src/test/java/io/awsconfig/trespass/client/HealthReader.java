package io.awsconfig.trespass.client;

import io.awsconfig.trespass.actuate.Wirer;

public final class HealthReader {

	private final Wirer wirer = new Wirer();

}
