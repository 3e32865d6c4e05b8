/**
 * Classes that break a rule of the architecture, each one its own, beside lawful ones
 * that do not.
 */
package io.awsconfig.trespass;
