package io.awsconfig.samples.quickstart;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * An order, as it is taken, sent and stored.
 *
 * @param id what the customer calls it
 * @param item what is ordered
 * @param quantity how many of it
 */
record Order(@NotBlank(message = "'id' is missing") String id, @NotBlank(message = "'item' is missing") String item,
		@NotNull(message = "'quantity' is missing") Integer quantity) {

}
