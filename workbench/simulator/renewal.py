"""The renewal: a key (mobile, second factor) or an earlier token (web) becomes a new token; the first no counts.

The order is a decision, the documentation has none. What it does have: 1597 for a key that is expired or not valid; and
timestamps that prove that a web token can be renewed before it expires, more than once, and that a key stays the same.
"""

from __future__ import annotations

from workbench.simulator.api_codes import RefusalError
from workbench.simulator.call import Call, Grant, Memory
from workbench.simulator.mint import Holder, Opened


def regenerate_token(call: Call, memory: Memory) -> Grant:
    """A new USER token for whoever the key or earlier token was made out to; neither is replaced."""
    if not call.story.renews:
        raise RefusalError(1525)
    is_web = call.endpoint.flow == "web"
    seed = _open_expired_token(call, memory) if is_web else _open_key(call, memory)
    call.check_against(seed.holder)
    account = memory.accounts.find_uid(call.org, seed.uid)
    if account is None:
        raise RefusalError(1515)
    # The documented web sample says false for a customer who has a password.
    has_password = not is_web and call.endpoint.factor in account.passwords
    identifiers = seed.holder.identifiers
    if call.story.renews_for_another:
        name, account = memory.accounts.find_another(account)
        identifiers = (name,)
    holder = Holder(identifiers, call.device, call.org)
    token = memory.credentials.issue_user_token(holder, account, call.issued_at, call.get_lifetime())
    return Grant(token, None, None, "USER", has_password)


def _open_key(call: Call, memory: Memory) -> Opened:
    key = memory.credentials.open(call.fields["key"])
    if key is None or key.role != "AUTH" or call.story.secrets_have_expired:
        raise RefusalError(1597)
    if key.is_mfa != (call.endpoint.factor == "second"):
        raise RefusalError(1597)
    return key


def _open_expired_token(call: Call, memory: Memory) -> Opened:
    token = memory.credentials.open(call.fields["expiredToken"])
    if token is None or token.expires_at is None or token.role != "USER" or call.story.secrets_have_expired:
        raise RefusalError(1525)
    window = call.story.refresh_window
    if window is not None and call.now >= token.expires_at + window:
        raise RefusalError(1529)
    return token
