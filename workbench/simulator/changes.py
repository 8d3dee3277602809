"""What changes an account: a new password, a forgotten one, an expired token, another identifier."""

from __future__ import annotations

from workbench.simulator.accounts import Account, is_well_formed
from workbench.simulator.api_codes import RefusalError
from workbench.simulator.call import Call, Grant, Memory
from workbench.simulator.login import find_session
from workbench.simulator.mint import Opened, Role

TOKEN_ROLES: tuple[Role, ...] = ("USER", "VIEW")


def change_password(call: Call, memory: Memory) -> Grant:
    """Replace the password; needs the old one and a USER token. Tokens and keys stay good."""
    opened = _open_token(call, memory, ("USER",), otherwise=1523)
    call.check_against(opened.holder)
    account = memory.accounts.find_uid(call.org, opened.uid)
    if account is None:
        raise RefusalError(1515)
    factor = call.endpoint.factor
    current, new = account.passwords.get(factor), call.fields["newPassword"]
    if current is None:
        raise RefusalError(1523)
    if call.fields["password"] != current:
        raise RefusalError(1528)
    if new != call.fields["confirmPassword"]:
        raise RefusalError(1521)
    if new == current:
        raise RefusalError(1527)
    account.passwords[factor] = new
    return Grant()


def forget_password(call: Call, memory: Memory) -> Grant:
    """Set a password without the old one and revoke every token and key; the session stays for the OTP to come."""
    find_session(call, memory)
    account = _find_account(call, memory, otherwise=1515)
    if call.fields["password"] != call.fields["confirmPassword"]:
        raise RefusalError(1521)
    account.passwords[call.endpoint.factor] = call.fields["password"]
    memory.credentials.revoke_all(account)
    return Grant()


def expire_token(call: Call, memory: Memory) -> Grant:
    """Revoke one token; the key stays good. The one success whose message is not SUCCESS."""
    opened = _open_token(call, memory, TOKEN_ROLES, otherwise=1531)
    call.check_against(opened.holder)
    memory.credentials.revoke(call.fields["token"])
    return Grant(message="Token expired successfully")


def update_identifier(call: Call, memory: Memory) -> Grant:
    """Another value of the same type; a wrong customer is 1519, the one refusal whose body is published."""
    if call.fields["identifierType"] not in ("MOBILE", "EMAIL"):
        raise RefusalError(1519)
    opened = _open_token(call, memory, TOKEN_ROLES, otherwise=1519)
    call.check_against(opened.holder, otherwise=1519)
    _find_account(call, memory, otherwise=1519)
    new = f"{call.fields['identifierType']}|{call.fields['newIdentifierValue']}"
    if not is_well_formed(new) or memory.accounts.find(call.org, new) is not None:
        raise RefusalError(1519)
    memory.accounts.rename(call.org, call.identifier, new)
    return Grant()


def _find_account(call: Call, memory: Memory, otherwise: int) -> Account:
    account = memory.accounts.find(call.org, call.identifier)
    if account is None:
        raise RefusalError(otherwise)
    return account


def _open_token(call: Call, memory: Memory, roles: tuple[Role, ...], otherwise: int) -> Opened:
    opened = memory.credentials.open(call.fields["token"])
    if opened is None or opened.expires_at is None or opened.role not in roles:
        raise RefusalError(otherwise)
    if call.now >= opened.expires_at:
        raise RefusalError(1529)
    return opened
