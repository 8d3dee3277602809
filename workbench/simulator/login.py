"""The login: open a session, send the OTP, validate OTP or password; first and second factor alike."""

from __future__ import annotations

from workbench.simulator.accounts import Account, is_well_formed
from workbench.simulator.api_codes import RefusalError
from workbench.simulator.call import Call, Grant, Memory
from workbench.simulator.mint import Holder
from workbench.simulator.sessions import MAX_TRIES, Session

DEMO_OTP = "999999"
"""The OTP of every customer, as in the documentation's demo organisations."""


def generate_token(call: Call, memory: Memory, session_id: str) -> Grant:
    """Open a session and grant a VIEW token; a first login may bring the password it wants to have."""
    if not is_well_formed(call.identifier):
        raise RefusalError(1519)
    account = memory.accounts.find(call.org, call.identifier)
    if call.endpoint.flow == "mfa":
        _check_first_factor(call, memory)
    new_password = call.fields.get("password")
    if new_password != call.fields.get("confirmPassword"):
        raise RefusalError(1521)
    holder = Holder(_name_identifiers(call, memory, account), call.device, call.org)
    memory.sessions.add(Session(session_id, call.endpoint.factor, holder, call.now, new_password))
    token = memory.credentials.issue_view_token(holder, call.issued_at, call.get_lifetime())
    return Grant(token, None, session_id, "VIEW", account is not None and call.endpoint.factor in account.passwords)


def generate_otp(call: Call, memory: Memory) -> Grant:
    """Send the OTP of this session (nothing is sent, it is always the same)."""
    session = find_session(call, memory)
    session.has_otp = True
    return Grant()


def validate_otp(call: Call, memory: Memory) -> Grant:
    """Prove who it is with the OTP; whoever is not a customer yet becomes one."""
    session = find_session(call, memory)
    if not session.has_otp:
        raise RefusalError(1537)
    if session.wrong_otps >= MAX_TRIES:
        raise RefusalError(1518)
    if call.endpoint.flow == "mfa" and call.fields["identifierType"] == "EXTERNALID":
        raise RefusalError(3005)
    if call.fields["otp"] != DEMO_OTP:
        session.wrong_otps += 1
        raise RefusalError(1506)
    memory.sessions.spend(session)
    account = memory.accounts.find(call.org, call.identifier)
    account = account or memory.accounts.enrol(call.org, session.holder.identifiers)
    if session.new_password is not None:
        account.passwords.setdefault(session.factor, session.new_password)
    return _grant_user(call, memory, account, session.holder, by_password=False)


def validate_password(call: Call, memory: Memory) -> Grant:
    """Prove who it is with the password; without one the first login has to be by OTP."""
    session = find_session(call, memory, otherwise=1526)
    account = memory.accounts.find(call.org, call.identifier)
    if account is None:
        raise RefusalError(1515)
    if session.factor not in account.passwords:
        raise RefusalError(1526)
    if session.wrong_passwords >= MAX_TRIES:
        raise RefusalError(1530)
    if call.fields["password"] != account.passwords[session.factor]:
        session.wrong_passwords += 1
        raise RefusalError(1528)
    memory.sessions.spend(session)
    return _grant_user(call, memory, account, session.holder, by_password=True)


def find_session(call: Call, memory: Memory, otherwise: int | None = None) -> Session:
    """The session that the call names, held against what else it says (see ``Call.check_against``)."""
    session = memory.sessions.find(call.fields["sessionId"], call.endpoint.factor, call.now)
    call.check_against(session.holder, otherwise)
    return session


def _check_first_factor(call: Call, memory: Memory) -> None:
    opened = memory.credentials.open(call.fields["authorizedToken"])
    if opened is None or opened.role != "USER" or opened.expires_at is None:
        raise RefusalError(1504)
    if call.now >= opened.expires_at:
        raise RefusalError(1529)
    # A first login on the web is bound to no device; the second factor then binds it to the one it comes from.
    device = opened.holder.device or call.device
    call.check_against(Holder(opened.holder.identifiers, device, opened.holder.org))
    if memory.accounts.find_uid(call.org, opened.uid) is None:
        raise RefusalError(1515)


def _name_identifiers(call: Call, memory: Memory, account: Account | None) -> tuple[str, ...]:
    """What ``idv`` will hold: a user name is joined by the mobile number or e-mail address that its OTP goes to."""
    if call.fields["identifierType"] != "USERNAME":
        return (call.identifier,)
    given = {"MOBILE": call.fields.get("mobile"), "EMAIL": call.fields.get("email")}
    contacts = [f"{kind}|{value}" for kind, value in given.items() if value is not None]
    known = memory.accounts.find_contact(account) if account is not None else None
    contact = contacts[0] if contacts else known
    if contact is None:
        raise RefusalError(1540)
    if not is_well_formed(contact):
        raise RefusalError(1519)
    return (contact, call.identifier)


def _grant_user(call: Call, memory: Memory, account: Account, holder: Holder, by_password: bool) -> Grant:
    """A USER token; a key with it unless on the web, where an OTP does not even bring a ``user``."""
    holder = Holder(holder.identifiers, call.device, holder.org)
    issued_at, factor = call.issued_at, call.endpoint.factor
    token = memory.credentials.issue_user_token(holder, account, issued_at, call.get_lifetime(by_password))
    has_password = factor in account.passwords
    if call.endpoint.flow == "web":
        return Grant(token, None, None, "USER" if by_password else None, has_password)
    key = memory.credentials.hand_out_key(holder, account, issued_at, factor, by_password)
    return Grant(token, key, None, "USER", has_password)
