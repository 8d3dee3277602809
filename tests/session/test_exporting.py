"""What leaves the program: command line and window write the same."""

from __future__ import annotations

import pytest

from workbench.core.profile import Draft
from workbench.core.secret import Secret
from workbench.formats.writing import LANGUAGES
from workbench.session.exporting import collect_evidence, collect_kept, make_bundle
from workbench.session.session import Session

TYPED = Secret("typed-and-secret")


async def _demo(session: Session, number: int = 0) -> Draft:
    await session.profiles.open()
    return Draft(session.profiles.all[number])


@pytest.mark.parametrize("language", [one.id for one in LANGUAGES])
async def test_masked_a_typed_secret_is_a_variable_and_nothing_is_asked_of_the_keyring(
    session: Session, language: str
) -> None:
    draft = await _demo(session)
    written = await session.exports.write_call(Draft(draft.profile, {"key": TYPED}), language)
    assert isinstance(written.text, str)
    assert TYPED.reveal() not in written.text
    assert written.variables == ("TOKEN_WORKBENCH_KEY",)


async def test_a_body_edited_by_hand_is_masked_by_value_too(session: Session) -> None:
    draft = await _demo(session)
    body = Secret('{"note": "typed-and-secret", "key": "typed-and-secret"}')
    written = await session.exports.write_call(Draft(draft.profile, {"key": TYPED}, body), "curl")
    assert isinstance(written.text, str)
    assert TYPED.reveal() not in written.text


async def test_with_real_values_the_minted_key_is_there(session: Session) -> None:
    written = await session.exports.write_call(await _demo(session), "curl", reveal=True)
    assert isinstance(written.text, Secret)
    assert '"key":"eyJ' in written.text.reveal()
    assert written.missing == ()


async def test_evidence_of_an_old_call_is_its_record_alone(session: Session) -> None:
    sent = await session.calls.send(await _demo(session))
    collected = await collect_kept(sent.record, session.clock())
    assert (collected.exchange, collected.token, collected.comparison) == (None, None, None)
    assert "919999922332" not in collected.record.request_body


async def test_evidence_says_how_the_signature_was_judged_and_whose_it_is_nowhere(session: Session) -> None:
    exchange = (await session.calls.send(await _demo(session))).exchange
    collected = await collect_evidence(exchange, session.clock(), None, environment={"Qt": "6"})
    evidence = collected.evidence
    texts = (evidence.request, evidence.verdict, evidence.token, evidence.timeline, evidence.comparison)
    assert all(texts)
    assert [text for text in texts if "919999922332" in text or "deviceid1" in text] == []
    assert "Not verified" in evidence.verdict
    assert evidence.environment["Qt"] == "6"
    assert (await make_bundle(collected, ())).startswith(b"PK")
