"""The signed examples of RFC 7515, RFC 7520 and RFC 8037, each with the key that its document gives."""

from __future__ import annotations

import base64
import itertools
import json
from dataclasses import dataclass

import pytest

from workbench.core.finding import find_tokens
from workbench.core.signature import check_signature
from workbench.core.signature_keys import read_key, read_key_file, read_key_set, read_secret
from workbench.core.token import decode

JOE = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
FRODO = (
    "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAg"
    "b250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dp"
    "bmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4"
)


@dataclass(frozen=True)
class Example:
    """One example: where it stands, its algorithm, the JWK, and the three parts as printed."""

    place: str
    algorithm: str
    jwk: dict[str, str]
    header: str
    payload: str
    signature: str

    @property
    def text(self) -> str:
        return f"{self.header}.{self.payload}.{self.signature}"

    @property
    def key_file(self) -> bytes:
        return json.dumps(self.jwk).encode()


EXAMPLES = [
    Example(
        "RFC 7515 A.1",
        "HS256",
        {
            "kty": "oct",
            "k": ("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"),
        },
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9",
        JOE,
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    ),
    Example(
        "RFC 7515 A.2",
        "RS256",
        {
            "kty": "RSA",
            "n": (
                "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJ"
                "PMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0"
                "LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uD"
                "Zlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2"
                "PAcDTW9gb54h4FRWyuXpoQ"
            ),
            "e": "AQAB",
        },
        "eyJhbGciOiJSUzI1NiJ9",
        JOE,
        (
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W"
            "2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkS"
            "jtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnv"
            "Wh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
        ),
    ),
    Example(
        "RFC 7515 A.3",
        "ES256",
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        },
        "eyJhbGciOiJFUzI1NiJ9",
        JOE,
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    ),
    Example(
        "RFC 7515 A.4",
        "ES512",
        {
            "kty": "EC",
            "crv": "P-521",
            "x": ("AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk"),
            "y": ("ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"),
        },
        "eyJhbGciOiJFUzUxMiJ9",
        "UGF5bG9hZA",
        (
            "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7Xdt"
            "AG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn"
        ),
    ),
    Example(
        "RFC 7520 4.1",
        "RS256",
        {
            "kty": "RSA",
            "n": (
                "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0"
                "VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBord"
                "aZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzw"
                "OHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwU"
                "kRz5iaiQkqgc5gHdrNP5zw"
            ),
            "e": "AQAB",
            "kid": "bilbo.baggins@hobbiton.example",
            "use": "sig",
        },
        "eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9",
        FRODO,
        (
            "MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83"
            "xuglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJ"
            "Dt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12"
            "podGU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg"
        ),
    ),
    Example(
        "RFC 7520 4.2",
        "PS384",
        {
            "kty": "RSA",
            "n": (
                "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0"
                "VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBord"
                "aZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzw"
                "OHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwU"
                "kRz5iaiQkqgc5gHdrNP5zw"
            ),
            "e": "AQAB",
            "kid": "bilbo.baggins@hobbiton.example",
            "use": "sig",
        },
        "eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9",
        FRODO,
        (
            "cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkqsGqDqHCdP6"
            "O8TTB5dDDItllVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqi"
            "VJRmBqrYRXe8P_ijQ7p8Vdz0TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_"
            "jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0uTOcbH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw"
        ),
    ),
    Example(
        "RFC 7520 4.3",
        "ES512",
        {
            "kty": "EC",
            "kid": "bilbo.baggins@hobbiton.example",
            "use": "sig",
            "crv": "P-521",
            "x": ("AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt"),
            "y": ("AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1"),
        },
        "eyJhbGciOiJFUzUxMiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9",
        FRODO,
        (
            "AE_R_YZCChjn4791jSQCrdPZCNYqHXCTZH0-JZGYNlaAjP2kqaluUIIUnC9qvbu9Plon7KRTzoNEuT4Va2cmL1eJ"
            "AQy3mtPBu_u_sDDyYjnAMDxXPn7XrT0lw-kvAD890jl8e2puQens_IEKBpHABlsbEPX6sFY8OcGDqoRuBomu9xQ2"
        ),
    ),
    Example(
        "RFC 7520 4.4",
        "HS256",
        {
            "kty": "oct",
            "kid": "018c0ae5-4d9b-471b-bfd6-eef314bc7037",
            "use": "sig",
            "alg": "HS256",
            "k": "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg",
        },
        "eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9",
        FRODO,
        "s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0",
    ),
    Example(
        "RFC 8037 A.4",
        "EdDSA",
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        },
        "eyJhbGciOiJFZERTQSJ9",
        "RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
    ),
]
RSA_2048, P_521, ED25519 = EXAMPLES[1], EXAMPLES[3], EXAMPLES[8]
each = pytest.mark.parametrize("example", EXAMPLES, ids=[one.place for one in EXAMPLES])


@each
def test_an_example_verifies_with_its_key_however_the_key_is_given(example: Example) -> None:
    key_set = json.dumps({"keys": [{"kty": "unknown"}, example.jwk]}).encode()
    for keys in (read_key(example.key_file), read_key_file(example.key_file), read_key_file(key_set)):
        verification = check_signature(decode(example.text), keys)
        assert (verification.state, verification.algorithm) == ("verified", example.algorithm)
        assert verification.sentence.startswith(f"Signature verified ({example.algorithm}, ")
        assert verification.key == keys[0].describe()


@each
def test_an_example_is_found_in_a_text_and_verifies_from_there(example: Example) -> None:
    (token,) = find_tokens(f"Authorization: Bearer {example.text}\n").tokens
    assert check_signature(token, read_key(example.key_file)).state == "verified"


@each
def test_every_flipped_bit_of_the_signature_fails(example: Example) -> None:
    signature = base64.urlsafe_b64decode(example.signature + "==")
    keys = read_key(example.key_file)
    for at in {0, len(signature) // 2, len(signature) - 1}:
        for bit in range(8):
            flipped = bytearray(signature)
            flipped[at] ^= 1 << bit
            encoded = base64.urlsafe_b64encode(flipped).decode().rstrip("=")
            text = f"{example.header}.{example.payload}.{encoded}"
            assert check_signature(decode(text), keys).state == "failed"


@each
def test_a_flipped_bit_of_header_or_payload_fails(example: Example) -> None:
    signed = f"{example.header}.{example.payload}"
    keys = read_key(example.key_file)
    for at in (len(example.header) // 2, len(example.header) + len(example.payload) // 2):
        changed = signed[:at] + ("A" if signed[at] != "A" else "B") + signed[at + 1 :]
        assert check_signature(decode(f"{changed}.{example.signature}"), keys).state == "failed"


@pytest.mark.parametrize(
    ("example", "other"),
    [
        pytest.param(one, other, id=f"{one.place} with the key of {other.place}")
        for one, other in itertools.permutations(EXAMPLES, 2)
        if one.jwk != other.jwk
    ],
)
def test_no_example_verifies_with_the_key_of_another(example: Example, other: Example) -> None:
    verification = check_signature(decode(example.text), read_key(other.key_file))
    assert verification.state == "failed"
    assert verification.key is None


@each
def test_the_secret_of_an_example_works_in_every_form_and_nothing_of_it_is_told(example: Example) -> None:
    if example.jwk["kty"] != "oct":
        keys = read_key_set(json.dumps({"keys": [example.jwk]}).encode())
        assert keys[0].thumbprint is not None
        return
    written = example.jwk["k"]
    octets = base64.urlsafe_b64decode(written + "==")
    forms = (
        read_secret(octets),
        read_secret(written.encode(), "base64url"),
        read_secret(base64.b64encode(octets) + b"\n", "base64url"),
        read_secret(octets.hex().encode(), "hex"),
        read_secret(octets.hex(" ").upper().encode(), "hex"),
    )
    for keys in forms:
        verification = check_signature(decode(example.text), keys)
        assert verification.state == "verified"
        assert verification.key == f"secret of {len(octets)} bytes"
        assert keys[0].thumbprint is None


def test_the_thumbprints_are_those_of_rfc_7638_and_rfc_8037() -> None:
    rfc_7638 = {
        "kty": "RSA",
        "n": (
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWK"
            "RXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMic"
            "AtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3"
            "XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
        ),
        "e": "AQAB",
        "alg": "RS256",
        "kid": "2011-04-29",
    }
    (key,) = read_key(json.dumps(rfc_7638).encode())
    assert key.thumbprint == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    assert key.describe() == (
        "RSA key of 2048 bits “2011-04-29”, thumbprint NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    )
    assert read_key(ED25519.key_file)[0].thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_keys_are_named_by_kind_and_size() -> None:
    named = [read_key(one.key_file)[0].words for one in (EXAMPLES[0], RSA_2048, P_521, ED25519)]
    assert named == ["secret of 64 bytes", "RSA key of 2048 bits", "EC key P-521", "Ed25519 key"]
