"""Sending a mail by the settings in force."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from pipelines.home import Home
from pipelines.rules.files import RuleError
from pipelines.rules.mail import MailSettings, mail_settings

TIMEOUT_SECONDS = 30


def send(home: Home, subject: str, text: str) -> bool:
    """Send a mail to whom the settings name; False where they name no server.

    RuleError where settings or password are no use; OSError or smtplib.SMTPException where it did not go.
    """
    settings = mail_settings(home.settings, home.usual_date())
    if settings is None:
        return False
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        subject,
        settings.sender,
        ", ".join(settings.recipients),
    )
    message["Date"], message["Message-ID"] = (
        formatdate(),
        make_msgid(domain=settings.sender.partition("@")[2]),
    )
    message.set_content(text)
    with _connected(settings) as server:
        if settings.user:
            server.login(settings.user, _password(home))
        server.send_message(message)
    return True


def _connected(settings: MailSettings) -> smtplib.SMTP:
    place = (settings.host, settings.port)
    if settings.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(*place, timeout=TIMEOUT_SECONDS, context=context)
    server = smtplib.SMTP(*place, timeout=TIMEOUT_SECONDS)
    if settings.security == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server


def _password(home: Home) -> str:
    if not home.mail_password.exists():
        raise RuleError(
            f"{home.mail_password.name} is missing: write the password of mail_user into "
            f"{home.mail_password} and give it to its owner alone (chmod 400)"
        )
    return home.mail_password.read_text("utf-8").strip()
