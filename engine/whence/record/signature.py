"""Signatures of entries: ed25519 (RFC 8032) with keys in their usual PEM files. The one room that knows cryptography.

What is signed is the digest of an entry behind a fixed prefix, so that a signature means nothing elsewhere. A key is
named by the SHA-256 of its 32 public bytes. Keys are the user's: nothing is generated unasked, nothing is kept.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from whence.record.canonical import Json

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_PREFIX = b"whence entry\n"
_HOW = "pip install 'whence[sign]'"


class NoSignature(ValueError):
    """A key that cannot be used, or signing where the package for it is `missing`; the message is a sentence."""

    missing = False


class Signer:
    """Signs with one private key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self._public = _raw(key.public_key())

    @property
    def name(self) -> str:
        """The name of the key."""
        return name_of(self._public)

    def sign(self, digest: str) -> Json:
        """The signature of an entry's digest, with the public key it can be checked by."""
        return {
            "algorithm": "ed25519",
            "public_key": self._public.hex(),
            "value": self._key.sign(_PREFIX + digest.encode("ascii")).hex(),
        }


def name_of(public: bytes) -> str:
    """The name of a public key of 32 bytes."""
    return hashlib.sha256(public).hexdigest()


def signer_of(pem: bytes) -> Signer:
    """The signer of a private key (PEM, PKCS 8, without passphrase). Raises NoSignature."""
    _available()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, password=None)
    except TypeError:
        raise NoSignature("the private key is locked with a passphrase: give one without") from None
    except (ValueError, UnsupportedAlgorithm):
        raise NoSignature("no private key in PEM (PKCS 8): openssl genpkey -algorithm ed25519 makes one") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSignature("a private key, but not of ed25519")
    return Signer(key)


def public_key_of(pem: bytes) -> bytes:
    """The 32 bytes of a public key (PEM), or of the public half of a private one. Raises NoSignature."""
    _available()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if b"PRIVATE KEY" in pem:
        raise NoSignature("a private key where the public one belongs; keep it to yourself")
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise NoSignature("no public key in PEM: openssl pkey -in KEYFILE -pubout writes it") from None
    if not isinstance(key, Ed25519PublicKey):
        raise NoSignature("a public key, but not of ed25519")
    return _raw(key)


def fault_of(signature: Json, signer: str, digest: str) -> str | None:
    """What is wrong with the signature of an entry that says it is signed by `signer`; None where it is good.

    Raises NoSignature where the package for it is missing.
    """
    if not isinstance(signature, dict) or len(signature) != 3:
        return "its signature is not in its form"
    match signature:
        case {"algorithm": "ed25519", "public_key": str(public), "value": str(value)}:
            try:
                key, signed = bytes.fromhex(public), bytes.fromhex(value)
            except ValueError:
                return "its signature is not in its form"
        case _:
            return "its signature is not in its form"
    if key.hex() != public or signed.hex() != value:
        return "its signature is not in its form"  # one spelling only
    if name_of(key) != signer:
        return "it is signed with another key than it says"
    _available()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signed, _PREFIX + digest.encode("ascii"))
    except (InvalidSignature, ValueError):
        return "its signature does not fit"
    return None


def new_key() -> tuple[bytes, bytes]:
    """A new key pair as PEM: private (PKCS 8), public (SubjectPublicKeyInfo). Raises NoSignature."""
    _available()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private, public


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes_raw()


def _available() -> None:
    try:
        import cryptography  # noqa: F401
    except ImportError:
        error = NoSignature(f"signatures need the package cryptography: {_HOW}")
        error.missing = True
        raise error from None
