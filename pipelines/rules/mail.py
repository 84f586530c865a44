"""Where alerts go: the mail settings in force on a day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.rules.files import RuleError
from pipelines.rules.setting_lines import in_force, read_setting_lines

PORTS = {"none": 25, "starttls": 587, "tls": 465}


@dataclass(frozen=True)
class MailSettings:
    """A mail server, how to speak to it, and between whom; a blank user does not log in."""

    host: str
    port: int
    security: str
    user: str
    sender: str
    recipients: tuple[str, ...]


def mail_settings(folder: Path, day: date) -> MailSettings | None:
    """The mail settings in force; None where no server is named, RuleError where a server is all there is."""
    lines = read_setting_lines(folder)
    server, security, user, sender, to = (
        in_force(lines, f"mail_{name}", day) for name in ("server", "security", "user", "from", "to")
    )
    if not server.written:
        return None
    for line in (sender, to):
        if not line.written:
            raise RuleError(
                f"{server.place}: {line.name} is empty; add a line for it, or leave mail_server empty"
            )
    host, _, port = server.written.partition(":")
    return MailSettings(
        host=host,
        port=int(port or PORTS[security.written]),
        security=security.written,
        user=user.written,
        sender=sender.written,
        recipients=tuple(to.written.replace(";", " ").split()),
    )
