"""Signature checks: every family of algorithms, every shape of key, and what must never verify."""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import json
from functools import cache, partial
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from hypothesis import given
from hypothesis import strategies as st
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm, get_default_algorithms

from workbench.core.signature import check_signature
from workbench.core.signature_keys import SecretForm, UnusableKey, read_key, read_key_file, read_key_set, read_secret
from workbench.core.token import decode

SECRET = b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"


def b64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def sign(header: str, payload: str, algorithm: str, key: Any) -> str:
    signed = f"{b64(header.encode())}.{b64(payload.encode())}"
    return f"{signed}.{b64(get_default_algorithms()[algorithm].sign(signed.encode(), key))}"


def token_by(algorithm: str, key: Any, payload: str = '{"exp":1}', **header: Any) -> str:
    return sign(json.dumps({"alg": algorithm, **header}), payload, algorithm, key)


@cache
def private_key(kind: str) -> Any:
    match kind:
        case "RSA" | "other RSA":
            return rsa.generate_private_key(65537, 2048)
        case "Ed25519":
            return ed25519.Ed25519PrivateKey.generate()
        case "Ed448":
            return ed448.Ed448PrivateKey.generate()
        case "DSA":
            return dsa.generate_private_key(1024)
        case _:
            return ec.generate_private_key({c.name: c for c in CURVES}[kind])


CURVES = (ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1(), ec.SECP256K1(), ec.SECP224R1())
ASYMMETRIC = [
    *((f"{family}{size}", "RSA") for family in ("RS", "PS") for size in (256, 384, 512)),
    ("ES256", "secp256r1"),
    ("ES384", "secp384r1"),
    ("ES512", "secp521r1"),
    ("ES256K", "secp256k1"),
    ("EdDSA", "Ed25519"),
    ("EdDSA", "Ed448"),
]


def public_pem(kind: str) -> bytes:
    pem: bytes = (
        private_key(kind)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return pem


def private_pem(kind: str, passphrase: bytes | None = None) -> bytes:
    cipher = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    pem: bytes = private_key(kind).private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, cipher)
    return pem


def jwk(kind: str, **more: Any) -> dict[str, Any]:
    key = private_key(kind).public_key()
    family = RSAAlgorithm if kind.endswith("RSA") else OKPAlgorithm if kind.startswith("Ed") else ECAlgorithm
    return {**json.loads(family.to_jwk(key)), **more}


def state(text: str, keys: Any) -> str:
    return check_signature(decode(text), keys).state


# ---- what verifies


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_a_secret_verifies_its_token(algorithm):
    text = token_by(algorithm, SECRET)
    verification = check_signature(decode(text), read_secret(SECRET))
    assert (verification.state, verification.algorithm) == ("verified", algorithm)
    assert verification.sentence == f"Signature verified ({algorithm}, secret of 64 bytes, leeway 0 s)."
    assert state(text, read_secret(SECRET + b"x")) == "failed"


@pytest.mark.parametrize(("algorithm", "kind"), ASYMMETRIC)
def test_a_public_key_verifies_as_pem_jwk_and_in_a_set(algorithm, kind):
    text = token_by(algorithm, private_key(kind))
    one = json.dumps(jwk(kind)).encode()
    several = json.dumps({"keys": [jwk("other RSA"), {"kty": "unknown"}, jwk(kind, kid="a")]}).encode()
    for keys in (read_key(public_pem(kind)), read_key(one), read_key_set(several)):
        assert state(text, keys) == "verified"
        assert state(text[:-4] + ("AAAA" if text[-4:] != "AAAA" else "BBBB"), keys) == "failed"


@pytest.mark.parametrize("kind", ["RSA", "secp256r1", "Ed25519"])
def test_a_private_key_verifies_too(kind):
    algorithm = {"RSA": "RS256", "secp256r1": "ES256", "Ed25519": "EdDSA"}[kind]
    text = token_by(algorithm, private_key(kind))
    assert state(text, read_key(private_pem(kind))) == "verified"


def test_a_certificate_verifies_with_its_key():
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    begins = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, private_key("RSA").public_key(), 1, begins, begins.replace(year=2026))
        .sign(private_key("RSA"), hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    assert state(token_by("RS256", private_key("RSA")), read_key(certificate)) == "verified"


@pytest.mark.parametrize(
    ("header", "payload"),
    [
        pytest.param('{"alg":"HS256"}', '{"exp":1}', id="expired"),
        pytest.param('{"alg":"HS256"}', '{"nbf":99999999999}', id="not yet valid"),
        pytest.param('{"alg":"HS256"}', '{"exp":"x"}', id="bad exp"),
        pytest.param('{"alg":"HS256"}', "[1]", id="list"),
        pytest.param('{"alg":"HS256"}', "It’s text", id="text"),
        pytest.param('{"alg":"HS256"}', "", id="empty"),
        pytest.param('{"alg":"HS256"}', '{"a":1,"a":2}', id="duplicate members"),
        pytest.param('{"alg":"HS256"}', '{"a":NaN}', id="NaN"),
        pytest.param('{"alg":"HS256"}', '{"a":"\\ud800"}', id="lone surrogate"),
        pytest.param('{"alg":"HS256","kid":7}', "{}", id="numeric kid"),
        pytest.param('{"alg":"HS256","crit":["b64"],"b64":true}', "{}", id="a crit that is known"),
        pytest.param('{ "alg" : "HS256"\r\n}', "{}", id="odd spaces"),
    ],
)
def test_nothing_but_the_signature_is_judged(header, payload):
    assert state(sign(header, payload, "HS256", SECRET), read_secret(SECRET)) == "verified"


@given(
    st.binary(min_size=1).filter(
        lambda s: not s.endswith(b"\r") and not any(word in s for word in (b"-----", b"ssh", b"ecdsa"))
    ),
    st.text(),
)
def test_any_secret_verifies_what_it_signed(secret, payload):
    signed = b64(b'{"alg":"HS256"}') + "." + b64(payload.encode())
    text = signed + "." + b64(hmac.digest(secret, signed.encode(), hashlib.sha256))
    assert state(text, read_secret(secret + b"\n")) == "verified"


def test_a_short_secret_is_remarked():
    sentence = check_signature(decode(token_by("HS256", b"short")), read_secret(b"short")).sentence
    assert sentence == (
        "Signature verified (HS256, secret of 5 bytes, leeway 0 s). "
        "The secret is shorter than the 32 bytes that HS256 asks for."
    )


def test_one_final_newline_is_no_part_of_the_secret():
    text = token_by("HS256", SECRET)
    assert state(text, read_secret(SECRET + b"\n")) == "verified"
    assert state(text, read_secret(SECRET + b"\r\n")) == "verified"
    assert state(text, read_secret(SECRET + b"\n\n")) == "failed"
    assert state(token_by("HS256", SECRET + b"\n"), read_secret(SECRET + b"\n\n")) == "verified"
    assert state(text, read_secret(b" " + SECRET)) == "failed"


# ---- what must never verify


def test_a_public_key_is_never_taken_for_a_secret():
    """The old trick: sign with HS256, using the public key that everybody has as the secret."""
    pem = public_pem("RSA")
    signed = b64(b'{"alg":"HS256"}') + "." + b64(b"{}")
    for secret in (pem, pem.rstrip(b"\n")):
        text = signed + "." + b64(hmac.digest(secret, signed.encode(), hashlib.sha256))
        verification = check_signature(decode(text), read_key(pem))
        assert verification.state == "failed"
        assert "does not fit the given RSA key of 2048 bits" in verification.sentence
    der = (
        private_key("RSA")
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    spelt: list[tuple[bytes, SecretForm]] = [
        (pem, "text"),
        (der, "text"),
        (der.hex().encode(), "hex"),
        (b64(pem).encode(), "base64url"),
    ]
    for octets, form in spelt:
        with pytest.raises(UnusableKey, match="not a secret"):
            read_secret(octets, form)
    with pytest.raises(UnusableKey, match="not a secret"):
        read_key(json.dumps({"kty": "oct", "k": b64(pem)}).encode())


@pytest.mark.parametrize(
    ("algorithm", "kind"),
    [
        pytest.param("ES256", "secp384r1", id="another curve"),
        pytest.param("ES256", "secp256k1", id="another curve of the same size"),
        pytest.param("RS256", "secp256r1", id="RSA algorithm, curve key"),
        pytest.param("EdDSA", "RSA", id="Edwards algorithm, RSA key"),
        pytest.param("ES256", "Ed25519", id="curve algorithm, Edwards key"),
        pytest.param("HS256", "Ed25519", id="secret algorithm, Edwards key"),
    ],
)
def test_the_algorithm_must_fit_the_users_key(algorithm, kind):
    text = f"{b64(json.dumps({'alg': algorithm}).encode())}.e30.{'A' * 86}"
    verification = check_signature(decode(text), read_key(public_pem(kind)))
    assert (verification.state, verification.algorithm) == ("failed", algorithm)
    assert "does not fit" in verification.sentence


def test_a_jwks_own_algorithm_narrows_it():
    keys = read_key(json.dumps(jwk("RSA", alg="RS256")).encode())
    assert state(token_by("RS256", private_key("RSA")), keys) == "verified"
    assert state(token_by("PS256", private_key("RSA")), keys) == "failed"


@pytest.mark.parametrize(
    ("crit", "says"),
    [
        pytest.param(["x"], "the header demands the extension x, not known here", id="unknown"),
        pytest.param(["x", "b64", "y"], "demands the extensions x, y, not known", id="one of them known"),
        pytest.param([], "a “crit” of a wrong shape", id="empty"),
        pytest.param("b64", "a “crit” of a wrong shape", id="no list"),
        pytest.param([7], "a “crit” of a wrong shape", id="a number in it"),
        pytest.param(None, "a “crit” of a wrong shape", id="null"),
    ],
)
def test_a_demand_that_nobody_here_knows_fails_though_the_signature_fits(crit, says):
    text = token_by("HS256", SECRET, crit=crit)
    verification = check_signature(decode(text), read_secret(SECRET))
    assert verification.state == "failed"
    assert says in verification.sentence
    assert "made with the given secret of 64 bytes" in verification.sentence


@pytest.mark.parametrize("crit", [{}, {"crit": ["b64"]}], ids=["without crit", "with crit"])
def test_an_unencoded_payload_is_refused_in_words(crit):
    header = b64(json.dumps({"alg": "HS256", "b64": False, **crit}).encode())
    signature = b64(hmac.digest(SECRET, f"{header}.$02".encode(), hashlib.sha256))
    verification = check_signature(decode(f"{header}.$02.{signature}"), read_secret(SECRET))
    assert verification.state == "failed"
    assert "its payload is not encoded (“b64” is false, RFC 7797)" in verification.sentence


def test_an_unsigned_token_fails_in_plain_words():
    header = b64(b'{"alg":"none"}')
    verification = check_signature(decode(f"{header}.e30."), read_secret(SECRET))
    assert verification.sentence == (
        "Signature check failed: the header says “none”, so the token is not signed; anybody can have written it."
    )


def test_the_leeway_of_the_verdict_is_told_beside_the_check():
    keys = read_secret(SECRET)
    verified = check_signature(decode(token_by("HS256", SECRET)), keys, 2.5)
    assert (verified.leeway, verified.key) == (2.5, "secret of 64 bytes")
    assert verified.sentence == "Signature verified (HS256, secret of 64 bytes, leeway 2.5 s)."
    failed = check_signature(decode(token_by("HS256", b"other")), keys, 2.5)
    assert (failed.leeway, failed.key) == (2.5, None)
    assert failed.sentence == (
        "Signature check failed: the signature (HS256) was not made with the given secret of 64 bytes, "
        "or the token was changed."
    )


def test_of_several_keys_the_one_that_verified_is_named():
    keys = read_key_file(json.dumps({"keys": [jwk("other RSA", kid="old"), jwk("RSA", kid="new")]}).encode())
    verification = check_signature(decode(token_by("RS256", private_key("RSA"), kid="old")), keys)
    assert verification.sentence == "Signature verified (RS256, RSA key of 2048 bits “new”, leeway 0 s)."
    assert verification.key == keys[1].describe()
    wrong = check_signature(decode(token_by("ES256", private_key("secp256r1"))), keys)
    assert "the algorithm ES256, which does not fit any of the 2 given keys" in wrong.sentence


def test_a_small_rsa_key_is_remarked():
    small = rsa.generate_private_key(65537, 1024)
    pem = small.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    sentence = check_signature(decode(token_by("RS256", small)), read_key(pem)).sentence
    assert sentence == (
        "Signature verified (RS256, RSA key of 1024 bits, leeway 0 s). "
        "The key is smaller than the 2048 bits that RS256 asks for."
    )


@pytest.mark.parametrize("kind", ["Ed25519", "Ed448"])
def test_the_names_of_rfc_9864_stand_for_their_own_curve_alone(kind):
    other = {"Ed25519": "Ed448", "Ed448": "Ed25519"}[kind]
    signed = f"{b64(json.dumps({'alg': kind}).encode())}.e30"
    text = f"{signed}.{b64(private_key(kind).sign(signed.encode()))}"
    assert state(text, read_key(public_pem(kind))) == "verified"
    assert "does not fit" in check_signature(decode(text), read_key(public_pem(other))).sentence


def test_a_long_algorithm_is_cut_in_the_sentence():
    text = f"{b64(json.dumps({'alg': 'x' * 5000}).encode())}.e30.AAAA"
    assert len(check_signature(decode(text), read_secret(SECRET)).sentence) < 300


@pytest.mark.parametrize("name", ["none", "None", "HS999", "", "RS256 ", "hs256"])
def test_unsigned_and_unknown_algorithms_fail(name):
    header = b64(json.dumps({"alg": name}).encode())
    for signature in ("", b64(hmac.digest(SECRET, f"{header}.e30".encode(), hashlib.sha256))):
        assert state(f"{header}.e30.{signature}", read_secret(SECRET)) == "failed"


def test_a_key_in_the_token_is_never_used():
    text = token_by("RS256", private_key("other RSA"), jwk=jwk("other RSA"), jku="https://evil.example", kid="../x")
    assert state(text, read_key(public_pem("RSA"))) == "failed"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.replace(".", ".e", 1), id="payload changed"),
        pytest.param(lambda t: "e" + t, id="header changed"),
        pytest.param(lambda t: t[:-1], id="signature cut"),
        pytest.param(lambda t: t + "AAAA", id="signature longer"),
        pytest.param(lambda t: t.rpartition(".")[0] + ".", id="signature empty"),
        pytest.param(lambda t: t.rpartition(".")[0], id="signature missing"),
        pytest.param(lambda t: t.rpartition(".")[0] + ".A!", id="signature not base64url"),
        pytest.param(lambda t: t + ".x", id="a part too much"),
        pytest.param(lambda t: t.split(".")[0] + "..a.b.c", id="encrypted"),
        pytest.param(lambda t: "hello", id="no token"),
        pytest.param(lambda t: "", id="nothing"),
        pytest.param(lambda t: t.split(".")[0] + ".\ud800." + t.split(".")[2], id="lone surrogate for a payload"),
    ],
)
def test_a_changed_token_fails(change):
    text = change(token_by("HS256", SECRET))
    verification = check_signature(decode(text), read_secret(SECRET))
    assert verification.state == "failed"
    assert verification.sentence.startswith("Signature check failed: ")


@given(st.text(st.characters(codec=None)))
def test_any_text_fails_without_an_exception(text):
    for keys in (read_secret(SECRET), read_key(public_pem("RSA")), read_key(public_pem("secp256r1"))):
        assert state(text, keys) == "failed"


# ---- keys that cannot be used


@pytest.mark.parametrize(
    ("read", "octets"),
    [
        pytest.param(read_secret, b"", id="empty secret"),
        pytest.param(read_secret, b"\n", id="newline for a secret"),
        pytest.param(read_secret, b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE hunter22", id="SSH key for a secret"),
        pytest.param(read_secret, b'{"kty":"oct","k":"aHVudGVyMjI"}', id="JWK for a secret"),
        pytest.param(partial(read_secret, form="hex"), b"hunter22", id="text for hex"),
        pytest.param(partial(read_secret, form="hex"), b"abc", id="half a byte of hex"),
        pytest.param(partial(read_secret, form="hex"), b" ", id="nothing in hex"),
        pytest.param(partial(read_secret, form="base64url"), b"hunter22!", id="text for base64url"),
        pytest.param(partial(read_secret, form="base64url"), b"hunte", id="a length that base64url never has"),
        pytest.param(partial(read_secret, form="base64url"), b"==", id="nothing but padding"),
        pytest.param(partial(read_secret, form="base64url"), "hunter22ä".encode(), id="no ASCII"),
        pytest.param(read_key_file, b"hunter22", id="text for a key of any kind"),
        pytest.param(read_key_file, b'{"keys":[]}', id="empty set for a key of any kind"),
        pytest.param(read_key_file, b'{"kty":"XYZ"}', id="unknown kty for a key of any kind"),
        pytest.param(read_key, b"", id="empty key"),
        pytest.param(read_key, b"hunter22", id="text for a key"),
        pytest.param(read_key, b"\xff\xfe", id="no text"),
        pytest.param(read_key, b"[]", id="list"),
        pytest.param(read_key, b"{}", id="no kty"),
        pytest.param(read_key, b'{"kty":"XYZ"}', id="unknown kty"),
        pytest.param(read_key, b'{"kty":["oct"]}', id="kty is a list"),
        pytest.param(read_key, b'{"kty":"oct"}', id="no k"),
        pytest.param(read_key, b'{"kty":"oct","k":""}', id="empty k"),
        pytest.param(read_key, b'{"kty":"oct","k":7}', id="k is a number"),
        pytest.param(read_key, b'{"kty":"RSA","n":"AQAB","e":"hunter22"}', id="nonsense RSA"),
        pytest.param(read_key, b'{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}', id="no point"),
        pytest.param(read_key, b'{"kty":"OKP","crv":"X25519","x":"AA"}', id="key agreement"),
        pytest.param(read_key, b'{"kty":"oct","k":"aHVudGVyMjI","use":"enc"}', id="for encryption"),
        pytest.param(read_key, b'{"kty":"oct","k":"aHVudGVyMjI","alg":"RS256"}', id="alg does not fit"),
        pytest.param(read_key, b'{"keys":[]}', id="set for a key"),
        pytest.param(
            read_key, b"-----BEGIN PUBLIC KEY-----\naHVudGVyMjI=\n-----END PUBLIC KEY-----\n", id="broken PEM"
        ),
        pytest.param(read_key, b"-----BEGIN CERTIFICATE-----\nhunter22\n-----END CERTIFICATE-----\n", id="broken cert"),
        pytest.param(read_key, b"[" * 100_000, id="deep JSON"),
        pytest.param(read_key_set, b'{"kty":"oct","k":"aHVudGVyMjI"}', id="key for a set"),
        pytest.param(read_key_set, b'{"keys":[]}', id="empty set"),
        pytest.param(read_key_set, b'{"keys":[{"kty":"X"},7,null]}', id="set without a usable key"),
        pytest.param(read_key_set, b'{"keys":"hunter22"}', id="keys is no list"),
    ],
)
def test_an_unusable_key_is_refused_and_not_quoted(read, octets):
    with pytest.raises(UnusableKey) as caught:
        read(octets)
    assert "hunter22" not in str(caught.value)
    assert "aHVudGVyMjI" not in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: private_pem("RSA", b"pass"), id="with a passphrase"),
        pytest.param(lambda: public_pem("DSA"), id="DSA"),
        pytest.param(lambda: public_pem("secp224r1"), id="a curve no algorithm has"),
    ],
)
def test_keys_that_sign_no_token_are_refused(make):
    with pytest.raises(UnusableKey):
        read_key(make())


@given(st.binary())
def test_any_file_is_a_key_or_refused(octets):
    forms = (partial(read_secret, form="base64url"), partial(read_secret, form="hex"))
    for read in (read_secret, *forms, read_key, read_key_set, read_key_file):
        try:
            assert read(octets)
        except UnusableKey:
            continue


@given(st.binary(min_size=1, max_size=80))
def test_a_key_says_nothing_of_its_secret(secret):
    try:
        (key,) = read_secret(secret.hex().encode(), "hex")
    except UnusableKey:
        return
    words = f"{len(secret)} byte{'s' if len(secret) != 1 else ''}"
    assert key.describe() == key.words == f"secret of {words}"
    assert repr(key) == f"Key(kind='oct', algorithms={key.algorithms!r}, kid=None)"
