"""What may be told of an error: its kind, and what the system says; never its text, which may quote a row."""

NO_MEMORY = ("failed to map segment", "annot allocate memory")  # what the loader says of a library


def kind(error: Exception) -> str:
    """The kind of an error, and of a system's error also what the system says: never a path or a value."""
    told = error.strerror if isinstance(error, OSError) else None
    if lacks_memory(error):
        told = "too little memory"
    return f"{type(error).__name__} ({told})" if told else type(error).__name__


def lacks_memory(error: Exception) -> bool:
    """Whether the memory that this process may take was too little."""
    if isinstance(error, ImportError | OSError):
        return any(words in str(error) for words in NO_MEMORY)
    return isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException"
