"""Sending a mail by the settings in force."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from pipelines.home import Home
from pipelines.rules.files import RuleError
from pipelines.rules.mail import MailSettings, mail_settings

TIMEOUT_SECONDS = 20
# of an error the first that fits: the setting to look at, and what to do
REMEDIES: tuple[tuple[type[Exception], str], ...] = (
    (
        ssl.SSLCertVerificationError,
        "mail_server: the certificate of {server} is not trusted ({reason}). Name the server as its"
        " certificate does, or write the certificate of the authority that signed it into {authority}",
    ),
    (
        ssl.SSLError,
        "mail_security: {server} does not speak TLS in the way of {security}. Set mail_security to none,"
        " starttls or tls, as the server wants it on that port",
    ),
    (
        smtplib.SMTPAuthenticationError,
        "mail_user: {server} refused the login. Correct mail_user, or the password in {password}",
    ),
    (
        UnicodeEncodeError,
        "mail_user: name and password must be plain ASCII. Correct mail_user, or the password in {password}",
    ),
    (smtplib.SMTPSenderRefused, "mail_from: {server} takes no mail from that address. Correct it"),
    (
        smtplib.SMTPRecipientsRefused,
        "mail_to: {server} takes no mail to any of these addresses. Correct them",
    ),
    (
        smtplib.SMTPNotSupportedError,
        "mail_security: {server} offers no STARTTLS, or no login, under {security}. Set mail_security to"
        " none, starttls or tls, as the server wants it on that port, or leave mail_user empty",
    ),
    (
        smtplib.SMTPResponseException,
        "mail_server: {server} refused the mail with code {code}. Ask who runs it",
    ),
    (
        OSError,
        "mail_server: nothing that takes mail answers at {server} ({kind}). Correct host and port, or set"
        " mail_security to tls, where it speaks TLS from the first byte",
    ),
)


class MailError(RuntimeError):
    """A mail did not go; the message names the setting and what to do, never the password."""


def send(home: Home, subject: str, text: str) -> bool:
    """Send a mail to whom the settings name; False where they name no server.

    RuleError where settings or password are no use, MailError where the mail did not go.
    """
    settings = mail_settings(home.settings, home.usual_date())
    if settings is None:
        return False
    password = _password(home) if settings.user else ""
    with _told(home, settings), _connected(home, settings) as server:
        if settings.user:
            server.login(settings.user, password)
        server.send_message(_message(settings, subject, text))
    return True


def _message(settings: MailSettings, subject: str, text: str) -> EmailMessage:
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
    return message


def _connected(home: Home, settings: MailSettings) -> smtplib.SMTP:
    place = (settings.host, settings.port)
    if settings.security == "tls":
        return smtplib.SMTP_SSL(*place, timeout=TIMEOUT_SECONDS, context=_trust(home))
    server = smtplib.SMTP(*place, timeout=TIMEOUT_SECONDS)
    if settings.security == "starttls":
        server.starttls(context=_trust(home))
    return server


def _trust(home: Home) -> ssl.SSLContext:
    """The authorities of this machine, and the home's own where it has one."""
    context = ssl.create_default_context()
    if home.mail_authority.exists():
        try:
            context.load_verify_locations(home.mail_authority)
        except ssl.SSLError:
            raise MailError(
                f"the mail did not go. {home.mail_authority} holds no certificate: write it there as PEM"
            ) from None
    return context


@contextmanager
def _told(home: Home, settings: MailSettings) -> Iterator[None]:
    """Let errors pass on as what to do about them."""
    try:
        yield
    except (OSError, UnicodeEncodeError) as error:
        remedy = next(remedy for kind, remedy in REMEDIES if isinstance(error, kind))
        told = remedy.format(
            server=f"{settings.host}:{settings.port}",
            security=settings.security,
            authority=home.mail_authority,
            password=home.mail_password,
            kind=type(error).__name__,
            reason=getattr(error, "verify_message", ""),
            code=getattr(error, "smtp_code", ""),
        )
        # "from None": an error of the login would be stored beside it with what was sent
        raise MailError(f"the mail did not go. {told}") from None


def _password(home: Home) -> str:
    if not home.mail_password.exists():
        raise RuleError(
            f"{home.mail_password.name} is missing: write the password of mail_user into "
            f"{home.mail_password} and give it to its owner alone (chmod 400)"
        )
    return home.mail_password.read_text("utf-8").strip()
