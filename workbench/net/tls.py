"""TLS: what to trust, what to show for oneself, and what the other side showed.

Learned from Python 3.11's ``ssl``: ``load_cert_chain`` asks the terminal for a passphrase unless it is given a function
that answers; a missing certificate file and a missing key file raise the same error; making a context costs 20 to 70
ms.
"""

from __future__ import annotations

import ssl
from contextlib import suppress
from pathlib import Path

from workbench.core.route import ConnectionSettings
from workbench.core.timeline import Certificate
from workbench.language import mark, tr
from workbench.language.system import describe_errno

_NO_AUTHORITIES = mark("The file with trusted certificates cannot be read ({cause}): {file}.")
_NO_CERTIFICATE = mark("The file with the client certificate cannot be read ({cause}): {file}.")
_NO_KEY = mark("The file with the client key cannot be read ({cause}): {file}.")


class TlsTrouble(Exception):
    """The settings of a connection cannot be used; the message says why, in words for the user."""


def make_context(settings: ConnectionSettings) -> ssl.SSLContext:
    """The TLS context of a profile's settings. Blocks for tens of milliseconds.

    :raises TlsTrouble: a file cannot be read or does not hold what it should.
    """
    import httpx  # late: 100 ms

    if settings.ca_file and settings.is_verified:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        _trust(context, settings.ca_file)
    else:
        try:
            context = httpx.create_ssl_context(verify=settings.is_verified, trust_env=True)
        except OSError:  # ssl.SSLError is one
            raise TlsTrouble(
                tr("The trusted certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read.")
            ) from None
    if settings.client_certificate_file:
        _show(context, settings)
    elif settings.client_key_file:
        raise TlsTrouble(tr("There is a client key but no client certificate; name the certificate's file too."))
    return context


def fingerprint_files(settings: ConnectionSettings) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of each file that settings name, which change when a file is replaced."""
    found = []
    for name in (settings.ca_file, settings.client_certificate_file, settings.client_key_file):
        with suppress(OSError):
            state = Path(name).expanduser().stat()
            found.append((name, state.st_size, state.st_mtime_ns))
    return tuple(found)


def describe_certificate(der: bytes | None) -> Certificate | None:
    """What a certificate says of itself; ``None`` where there is none or it cannot be read."""
    from cryptography import x509

    if not der:
        return None
    try:
        certificate = x509.load_der_x509_certificate(der)
        expires_at = certificate.not_valid_after_utc.timestamp()
        return Certificate(_name(certificate.subject), _name(certificate.issuer), expires_at)
    except ValueError:
        return None


def _name(name: object) -> str:
    """A distinguished name as its common name where there is one, else whole."""
    from cryptography import x509

    assert isinstance(name, x509.Name)  # noqa: S101
    common = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()


def _trust(context: ssl.SSLContext, ca_file: str) -> None:
    path = _check_readable(ca_file, _NO_AUTHORITIES)
    try:
        context.load_verify_locations(cafile=path)
    except ssl.SSLError:
        raise TlsTrouble(
            tr("The file with trusted certificates holds none in PEM form: {file}.", file=ca_file)
        ) from None


def _show(context: ssl.SSLContext, settings: ConnectionSettings) -> None:
    certificate = _check_readable(settings.client_certificate_file, _NO_CERTIFICATE)
    key = _check_readable(settings.client_key_file, _NO_KEY) if settings.client_key_file else None
    was_asked = False

    def answer() -> str:
        nonlocal was_asked
        was_asked = True
        return "" if settings.client_key_passphrase is None else settings.client_key_passphrase.reveal()

    try:
        context.load_cert_chain(certificate, key, password=answer)
    except (ssl.SSLError, ValueError) as error:  # ValueError: a passphrase beyond OpenSSL's 1024 bytes
        if was_asked:
            if settings.client_key_passphrase:
                words = mark("The client key is locked by a passphrase, and the one given is wrong.")
            else:
                words = mark("The client key is locked by a passphrase, and the one given is missing.")
            raise TlsTrouble(tr(words)) from None
        if getattr(error, "reason", None) == "KEY_VALUES_MISMATCH":
            raise TlsTrouble(tr("The client key does not belong to the client certificate.")) from None
        where = settings.client_key_file or settings.client_certificate_file
        words = tr("Client certificate and key cannot be read; both must be in PEM form: {file}.", file=where)
        raise TlsTrouble(words) from None


def _check_readable(name: str, otherwise: str) -> str:
    """Its path; ``otherwise`` is what to say when it cannot be read."""
    path = Path(name).expanduser()
    try:
        with path.open("rb"):
            return str(path)
    except OSError as error:
        raise TlsTrouble(tr(otherwise, cause=describe_errno(error.errno or 0), file=name)) from None
