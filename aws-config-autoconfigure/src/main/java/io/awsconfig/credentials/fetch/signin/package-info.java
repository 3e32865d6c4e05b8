/**
 * Credentials of a person who has signed in: IAM Identity Center, and the console by
 * {@code aws login}.
 */
@NullMarked
package io.awsconfig.credentials.fetch.signin;

import org.jspecify.annotations.NullMarked;
