@NullMarked
package io.awsconfig.trespass.client.bean;

import org.jspecify.annotations.NullMarked;
