"""The exit statuses of all commands; what a command found wrong (1) has a name of its own there."""

DONE, FOUND_WRONG, WRONG_CALL, FAILED = range(4)
