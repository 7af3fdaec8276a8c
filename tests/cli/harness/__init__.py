"""What the end-to-end tests share: running the shipped program, reading its words and its pictures independently."""
