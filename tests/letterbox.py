"""A mail server on this machine that keeps what it takes, and the settings that lead to it."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from pipelines.home import Home

USER, PASSWORD = "taizhang", "Drei-Ecken-77"


class Letterbox:
    """Keeps what a mail server took."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.port = 0

    async def handle_DATA(self, server: object, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"


def knows(server: object, session: Session, envelope: Envelope, mechanism: str, login: object) -> AuthResult:
    assert isinstance(login, LoginPassword)
    # one that is not handled is refused by the server itself
    return AuthResult(success=login == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)


@contextmanager
def serving(**options: ssl.SSLContext | bool) -> Iterator[Letterbox]:
    """A letterbox behind a server of these options, which knows one user."""
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    controller = Controller(box, "127.0.0.1", box.port, authenticator=knows, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def settle(home: Home, port: int, host: str = "127.0.0.1", **more: str) -> None:
    """Settings that send alerts to the letterbox on that port."""
    said = {"mail_server": f"{host}:{port}", "mail_from": "taizhang@example.cn"}
    said |= {"mail_to": "engineer@example.cn; head@example.cn", **more}
    lines = [f"{name},1999-01-01,{value}" for name, value in said.items()]
    (home.settings / "settings.csv").write_text("\n".join(["setting,valid_from,value", *lines]), "utf-8")
