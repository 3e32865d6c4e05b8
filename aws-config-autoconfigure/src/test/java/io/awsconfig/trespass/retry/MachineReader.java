package io.awsconfig.trespass.retry;

import java.util.function.UnaryOperator;

public final class MachineReader {

	private final UnaryOperator<String> variables = System::getenv;

}
