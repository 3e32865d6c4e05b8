package io.awsconfig.samples.accounts;

import java.util.List;

import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes orders, moves them and shows where they are.
 */
@RestController
class OrderController {

	private final Orders orders;

	private final Journal journal;

	OrderController(Orders orders, Journal journal) {
		this.orders = orders;
		this.journal = journal;
	}

	@PostMapping("/orders")
	@ResponseStatus(HttpStatus.CREATED)
	Order take(@RequestBody @Valid Order order) {
		this.orders.take(order);
		return order;
	}

	@GetMapping("/orders/{id}")
	ResponseEntity<Order> show(@PathVariable String id) {
		return ResponseEntity.ofNullable(this.orders.find(id));
	}

	@PostMapping("/orders/{id}/archive")
	ResponseEntity<Order> archive(@PathVariable String id) {
		return ResponseEntity.ofNullable(this.orders.archive(id));
	}

	@GetMapping("/archive/{id}")
	ResponseEntity<Order> showArchived(@PathVariable String id) {
		return ResponseEntity.ofNullable(this.orders.findArchived(id));
	}

	@GetMapping("/journal")
	List<String> journal() {
		return this.journal.ids();
	}

}
