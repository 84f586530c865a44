"""Mails go to servers of every kind; one that does not go says what to mend, and never the password."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from letterbox import PASSWORD, USER, Letterbox, serving, settle

from pipelines.home import Home
from pipelines.orchestration.mailing import MailError, send
from pipelines.rules.files import RuleError


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def certified(authority: trustme.CA) -> ssl.SSLContext:
    """What a server named localhost shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@pytest.fixture
def plain() -> Iterator[Letterbox]:
    with serving(auth_require_tls=False) as box:
        yield box


@pytest.fixture
def starttls(certified: ssl.SSLContext) -> Iterator[Letterbox]:
    with serving(tls_context=certified, require_starttls=True) as box:
        yield box


@pytest.fixture
def tls(certified: ssl.SSLContext) -> Iterator[Letterbox]:
    # the server does not know that its line is encrypted already
    with serving(ssl_context=certified, auth_require_tls=False) as box:
        yield box


@pytest.fixture
def trusting(home: Home, authority: trustme.CA) -> Home:
    """A home that knows the authority and the password."""
    authority.cert_pem.write_to_path(home.mail_authority)
    home.mail_password.write_text(f"{PASSWORD}\n", "utf-8")
    return home


def refused(home: Home) -> str:
    with pytest.raises(MailError) as raised:
        send(home, "题目", "正文")
    assert PASSWORD not in str(raised.value) and raised.value.__suppress_context__
    return str(raised.value)


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_of_each_kind_takes_mail_after_a_login(
    security: str, trusting: Home, request: pytest.FixtureRequest
) -> None:
    box: Letterbox = request.getfixturevalue(security.replace("none", "plain"))
    settle(trusting, box.port, "localhost", mail_security=security, mail_user=USER)
    assert send(trusting, "题目", "正文")
    assert [(mail["Subject"], mail.get_content()) for mail in box.mails] == [("题目", "正文\r\n")]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_an_unknown_authority_is_refused(
    security: str, trusting: Home, request: pytest.FixtureRequest
) -> None:
    box: Letterbox = request.getfixturevalue(security)
    trusting.mail_authority.unlink()
    settle(trusting, box.port, "localhost", mail_security=security, mail_user=USER)
    said = refused(trusting)
    assert f"mail_server: the certificate of localhost:{box.port} is not trusted (unable to get" in said
    assert str(trusting.mail_authority) in said and not box.mails


def test_a_certificate_of_another_server_is_refused(trusting: Home, tls: Letterbox) -> None:
    settle(trusting, tls.port, "127.0.0.1", mail_security="tls", mail_user=USER)
    assert (
        "is not trusted (IP address mismatch" in (said := refused(trusting)) and "Name the server as" in said
    )


def test_a_wrong_password_is_told_by_setting_and_file(trusting: Home, starttls: Letterbox) -> None:
    settle(trusting, starttls.port, "localhost", mail_security="starttls", mail_user=USER)
    trusting.mail_password.write_text("another", "utf-8")
    said = refused(trusting)
    assert "refused the login. Correct mail_user, or the password in" in said and "another" not in said


@pytest.mark.parametrize("server", ["plain", "starttls"])
def test_a_server_that_speaks_otherwise_leads_to_mail_security(
    server: str, trusting: Home, request: pytest.FixtureRequest
) -> None:
    box: Letterbox = request.getfixturevalue(server)
    settle(trusting, box.port, "localhost", mail_security="tls")
    assert "mail_security: " in refused(trusting) and "in the way of tls" in refused(trusting)


def test_a_server_without_starttls_is_not_spoken_to_in_the_clear(trusting: Home, plain: Letterbox) -> None:
    settle(trusting, plain.port, "localhost", mail_security="starttls", mail_user=USER)
    assert "offers no STARTTLS" in refused(trusting)


def test_a_password_that_cannot_be_sent_is_not_quoted(trusting: Home, plain: Letterbox) -> None:
    settle(trusting, plain.port, mail_user=USER)
    trusting.mail_password.write_text("密", "utf-8")
    assert "must be plain ASCII" in (said := refused(trusting)) and "密" not in said


def test_an_authority_that_is_no_certificate_is_named(trusting: Home, tls: Letterbox) -> None:
    settle(trusting, tls.port, "localhost", mail_security="tls")
    Path(trusting.mail_authority).write_text("certificate", "utf-8")
    assert "mail.pem holds no certificate" in refused(trusting)


def test_a_server_that_does_not_answer_leads_to_mail_server(trusting: Home) -> None:
    settle(trusting, 1)
    assert "mail_server: nothing that takes mail answers at 127.0.0.1:1" in refused(trusting)


def test_a_login_without_its_password_says_where_to_write_it(home: Home) -> None:
    settle(home, 1, mail_user=USER)
    with pytest.raises(RuleError, match=r"mail\.password is missing: write the password"):
        send(home, "题目", "正文")
