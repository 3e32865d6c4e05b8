package io.awsconfig.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on the test that sees a setting work: in a request that came over the wire, in
 * the connection, or in what became of the answer. {@code docs/settings.md} names it
 * beside the setting, and the build stops where a setting has none.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Proves.All.class)
public @interface Proves {

	/**
	 * The name of the setting in the catalogue, such as {@code use_fips_endpoint}.
	 */
	String value();

	/**
	 * One sentence, in Markdown, about what the setting changes on the wire. Exactly one
	 * of the tests that prove a setting says it.
	 */
	String effect() default "";

	/**
	 * Several of them.
	 */
	@Documented
	@Retention(RetentionPolicy.RUNTIME)
	@Target(ElementType.METHOD)
	@interface All {

		Proves[] value();

	}

}
