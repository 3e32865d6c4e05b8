/**
 * The clients as beans: what there is on the class path, one lazy definition for each,
 * and what makes them.
 * <p>
 * Start at {@link io.awsconfig.client.bean.ClientBeans}.
 */
@NullMarked
package io.awsconfig.client.bean;

import org.jspecify.annotations.NullMarked;
