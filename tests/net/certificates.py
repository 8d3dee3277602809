"""Certificates for tests: an authority of one's own, and what it signs, good and bad."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LIFETIME = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Issued:
    """A certificate with its key, in one PEM file and in two; ``expires_at`` is Unix seconds."""

    both: Path
    certificate: Path
    key: Path
    expires_at: float


class Authority:
    """Owns a signing key that nobody else trusts; ``file`` holds its certificate."""

    def __init__(self, folder: Path, name: str = "Test Authority") -> None:
        self._folder = folder
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._count = 0
        certificate = self._sign(self._name, self._key.public_key(), x509.BasicConstraints(ca=True, path_length=None))
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def issue(
        self,
        name: str = "127.0.0.1",
        *,
        days: float = 30,
        is_self_signed: bool = False,
        passphrase: str | None = None,
    ) -> Issued:
        """A certificate for an address or a name; a negative number of days makes it an expired one."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"made for {name}")])
        certificate = self._sign(
            subject,
            key.public_key(),
            x509.BasicConstraints(ca=False, path_length=None),
            name=name,
            days=days,
            signer=(subject, key) if is_self_signed else None,
        )
        lock: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if passphrase is not None:
            lock = serialization.BestAvailableEncryption(passphrase.encode())
        key_pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
        certificate_pem = certificate.public_bytes(serialization.Encoding.PEM)
        self._count += 1
        paths = [self._folder / f"{self._count}-{part}.pem" for part in ("both", "certificate", "key")]
        for path, octets in zip(paths, (key_pem + certificate_pem, certificate_pem, key_pem), strict=True):
            path.write_bytes(octets)
        return Issued(paths[0], paths[1], paths[2], certificate.not_valid_after_utc.timestamp())

    def _sign(
        self,
        subject: x509.Name,
        public: ec.EllipticCurvePublicKey,
        constraints: x509.BasicConstraints,
        *,
        name: str | None = None,
        days: float = 30,
        signer: tuple[x509.Name, ec.EllipticCurvePrivateKey] | None = None,
    ) -> x509.Certificate:
        issuer, key = signer or (self._name, self._key)
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=100))
            .not_valid_after(now + datetime.timedelta(days=days))
            .add_extension(constraints, critical=True)
        )
        if name is not None:
            try:
                alternative: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
            except ValueError:
                alternative = x509.DNSName(name)
            builder = builder.add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        return builder.sign(key, hashes.SHA256())


def serve_with(issued: Issued, *, wants_client_of: Path | None = None) -> ssl.SSLContext:
    """The server's side; ``wants_client_of`` names the authority whose client certificates it demands."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(issued.both)
    if wants_client_of is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(wants_client_of)
    return context
