package io.awsconfig.doctor;

/**
 * Something that is tried out, on a thread of the doctor's own.
 */
@FunctionalInterface
interface Check {

	/**
	 * Try it out.
	 * @param notes takes what is found
	 * @throws Exception if something goes wrong that the check has no words for
	 */
	void run(Notes notes) throws Exception;

}
