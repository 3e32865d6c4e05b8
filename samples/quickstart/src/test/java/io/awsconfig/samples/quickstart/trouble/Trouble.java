package io.awsconfig.samples.quickstart.trouble;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something that people do wrong, and how it is put right.
 */
final class Trouble {

	private final String title;

	private Consumer<Machine> broken = (machine) -> {
	};

	private Consumer<Machine> remedy = (machine) -> {
	};

	private String cause = "";

	private String advice = "";

	private final List<Question> questions = new ArrayList<>();

	private Trouble(String title) {
		this.title = title;
	}

	static Trouble of(String title) {
		return new Trouble(title);
	}

	/**
	 * What is wrong: a change of a machine on which all is well.
	 */
	Trouble broken(Consumer<Machine> broken) {
		this.broken = broken;
		return this;
	}

	/**
	 * What puts it right: a change of the broken machine, shown as what to type.
	 */
	Trouble remedy(Consumer<Machine> remedy) {
		this.remedy = remedy;
		return this;
	}

	Trouble cause(String cause) {
		this.cause = cause.strip();
		return this;
	}

	/**
	 * What to say before what to type.
	 */
	Trouble advice(String advice) {
		this.advice = advice.strip();
		return this;
	}

	/**
	 * Ask a path, and show a part of the answer.
	 */
	Trouble ask(String path, String pointer) {
		this.questions.add(new Question(path, pointer));
		return this;
	}

	Trouble askHealth() {
		return ask("/actuator/health", "/components/awsCredentials");
	}

	String title() {
		return this.title;
	}

	String cause() {
		return this.cause;
	}

	String advice() {
		return this.advice;
	}

	List<Question> questions() {
		return this.questions;
	}

	Machine brokenMachine(String certificate) {
		Machine machine = new Machine(certificate);
		this.broken.accept(machine);
		return machine;
	}

	Machine mendedMachine(String certificate) {
		Machine machine = brokenMachine(certificate);
		this.remedy.accept(machine);
		return machine;
	}

	@Override
	public String toString() {
		return this.title;
	}

	/**
	 * What to ask the running application.
	 *
	 * @param path the path
	 * @param pointer which part of the answer to show
	 */
	record Question(String path, String pointer) {

	}

}
