"""The codes the simulator puts into ``status.code``, with their messages, and the exception that carries a refusal.

The numbers are documented; the texts are the documentation's, shortened where it tells a story. Of 1519 the live text
is published and differs from the code list, so clients should go by the number.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SUCCESS = 200
RATE_LIMITED = 429

API_MESSAGES: Mapping[int, str] = MappingProxyType(
    {
        SUCCESS: "SUCCESS",
        RATE_LIMITED: "Rate limit exceeded",
        1504: "Unable to generate token",
        1505: "Invalid session",
        1506: "Invalid OTP",
        1507: "Mobile does not match the one used for the token/session",
        1508: "Device ID does not match the one used for the token/session",
        1509: "Brand does not match the one used for the token/session",
        1515: "User does not exist",
        1518: "Max OTP retries reached, authenticate from the start",
        1519: "Invalid details for respective API",
        1521: "Password and confirm password do not match",
        1523: "Unable to change password",
        1525: "Cannot regenerate token, please authenticate again",
        1526: "Unable to validate password",
        1527: "Old and new password cannot be same",
        1528: "Invalid password, try the correct one",
        1529: "Token has expired",
        1530: "Max password retries reached, reset password",
        1531: "Unable to expire token",
        1537: "OTP not generated for these details; generate first",
        1540: "Mobile or e-mail needed to send OTP",
        1541: "Identifier differs between session and OTP generate/validate",
        1597: "Key expired or not valid",
        3005: "External ID login must be enabled",
    }
)


class RefusalError(Exception):
    """Owns the code with which the engine says no to a well-formed call."""

    def __init__(self, code: int) -> None:
        super().__init__(API_MESSAGES[code])
        self.code = code
