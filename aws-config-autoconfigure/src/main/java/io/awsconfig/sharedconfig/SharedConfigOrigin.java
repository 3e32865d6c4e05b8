package io.awsconfig.sharedconfig;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * A place in a shared file: file, line, column and section. It prints as
 * {@code /home/u/.aws/config - 3:25 (profile 'dev')}, Spring Boot's notation with the
 * section added. Two origins are equal if they are the same place of the same file.
 *
 * @since 0.1.0
 */
public final class SharedConfigOrigin implements Origin {

	private final Path path;

	private final long position;

	private final @Nullable String section;

	SharedConfigOrigin(Path path, long position, @Nullable String section) {
		this.path = path;
		this.position = position;
		this.section = section;
	}

	/**
	 * Return the file.
	 * @return the path as it was given to the parser
	 */
	public Path getPath() {
		return this.path;
	}

	/**
	 * Return the line, counted from one.
	 * @return the line, or zero if the file as a whole is meant
	 */
	public int getLine() {
		return Position.line(this.position);
	}

	/**
	 * Return the column, counted from one in UTF-16 code units; a byte order mark is not
	 * counted.
	 * @return the column, or zero if the file as a whole is meant
	 */
	public int getColumn() {
		return Position.column(this.position);
	}

	/**
	 * Return the section in words, such as {@code profile 'dev'}.
	 * @return the section, or {@code null} outside of one
	 */
	public @Nullable String getSection() {
		return this.section;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SharedConfigOrigin that && this.position == that.position
				&& this.path.equals(that.path);
	}

	@Override
	public int hashCode() {
		return 31 * this.path.hashCode() + Long.hashCode(this.position);
	}

	@Override
	public String toString() {
		String place = (this.position != Position.NONE) ? " - " + getLine() + ":" + getColumn() : "";
		return this.path + place + ((this.section != null) ? " (" + this.section + ")" : "");
	}

}
