"""Profiles on disk: readable, nothing lost, nothing secret, and broken files left as they are."""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.calls import Absent
from workbench.core.profile import Draft, Profile
from workbench.storage.files import StorageTrouble
from workbench.storage.profile_text import SCHEMA
from workbench.storage.profiles import Conflict, Loaded, ProfileStore

NOW = 1760358520.0
WEB = Profile(
    id="web-1",
    name="Démo: web / EU",
    channel="web",
    host="https://auth.example.com/eu",
    fields={"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DOCDEMO"},
    absent={"deviceId": Absent.NULL, "email": Absent.OMIT},
    header_names=("X-Trace", "Cookie"),
    basic_username="tester",
    ca_file="/etc/ssl/own.pem",
    client_certificate_file="~/own.pem",
    client_key_file="~/own.key",
    proxy="http://proxy.example:3128",
    proxy_username="me",
    note="two\nlines",
    tags=("eu", "release 7"),
    color="violet",
    marked_production=True,
    is_demo=True,
)


@pytest.fixture
def store(tmp_path: Path) -> ProfileStore:
    return ProfileStore(tmp_path / "profiles")


def _files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "profiles").glob("*.toml"))


def test_a_profile_comes_back_with_every_member(store: ProfileStore) -> None:
    store.save(WEB)
    assert store.load() == Loaded((WEB,), ())


@pytest.mark.parametrize("proxy", ["http://me:hunter22@proxy.example:3128", "me:hunter22@proxy.example:3128"])
def test_credentials_in_a_proxy_s_address_are_not_written(store: ProfileStore, tmp_path: Path, proxy: str) -> None:
    store.save(replace(WEB, proxy=proxy))
    (path,) = (tmp_path / "profiles").glob("*.toml")
    assert "hunter22" not in path.read_text()
    assert "proxy.example:3128" in path.read_text()


def test_verification_cannot_be_switched_off_by_a_file(store: ProfileStore, tmp_path: Path) -> None:
    store.save(WEB)
    (path,) = (tmp_path / "profiles").glob("*.toml")
    path.write_text("without_verification = true\nis_verified = false\n" + path.read_text())
    (profile,) = store.load().profiles
    assert Draft(profile).connection_settings().is_verified


def test_a_profiles_file_is_named_after_it_and_reads_like_a_list(store: ProfileStore, tmp_path: Path) -> None:
    store.save(WEB)
    assert _files(tmp_path) == ["demo-web-eu-web-1.toml"]
    lines = (tmp_path / "profiles" / "demo-web-eu-web-1.toml").read_text("utf-8").splitlines()
    assert lines[:4] == ["schema = 2", 'id = "web-1"', 'name = "Démo: web / EU"', 'channel = "web"']
    assert lines[lines.index("[fields]") + 1] == 'identifierType = "MOBILE"'


texts = st.text(st.characters(), max_size=20)  # with controls, lone surrogates and everything else
toml_values = st.recursive(
    texts | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
profiles = st.builds(
    Profile,
    id=st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True),
    name=texts,
    channel=st.sampled_from(["mobile", "web"]),
    host=texts,
    fields=st.dictionaries(st.sampled_from(["brand", "deviceId", "identifierValue"]) | texts, texts, max_size=4),
    absent=st.dictionaries(st.sampled_from(["brand", "email", "key"]), st.sampled_from(Absent), max_size=3),
    header_names=st.lists(texts, max_size=3).map(tuple),
    basic_username=texts,
    note=texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    color=texts,
    marked_production=st.booleans(),
    is_demo=st.booleans(),
    unknown=st.dictionaries(st.sampled_from(["colour", "position"]) | texts.map("x{}".format), toml_values, max_size=3),
)


@given(profiles)
def test_any_profile_comes_back(tmp_path_factory: pytest.TempPathFactory, profile: Profile) -> None:
    store = ProfileStore(tmp_path_factory.mktemp("any"))
    store.save(profile)
    assert store.load() == Loaded((profile,), ())


def test_what_a_newer_program_wrote_is_kept_at_every_depth(store: ProfileStore, tmp_path: Path) -> None:
    path = tmp_path / "profiles" / "mine.toml"
    path.parent.mkdir()
    path.write_text(
        'schema = 1\nid = "a"\nname = "A"\nchannel = "web"\ncolour = "red"\nposition = 3\n'
        '[fields]\nbrand = "X"\notp = {digits = 6, when = 2025-10-13}\nnickname = "Y"\n'
        '[absent]\nemail = "omit"\nmobile = "guessed"\n'
        "[future.deep]\nlist = [{a = 1}, {b = [2.5, true]}]\n"
    )
    (profile,) = store.load().profiles
    assert profile.fields == {"brand": "X", "nickname": "Y"}
    assert profile.absent == {"email": Absent.OMIT}
    store.save(replace(profile, fields={"brand": "Z"}), profile)
    (again,) = store.load().profiles
    assert again.unknown == profile.unknown
    assert again.unknown["future"] == {"deep": {"list": [{"a": 1}, {"b": [2.5, True]}]}}
    assert set(again.unknown["fields"]["otp"]) == {"digits", "when"}
    assert again.unknown["absent"] == {"mobile": "guessed"}
    assert again.fields == {"brand": "Z"}


def test_a_renamed_profile_has_one_file_with_the_new_name(store: ProfileStore, tmp_path: Path) -> None:
    store.save(WEB)
    store.save(replace(WEB, name="Other"), WEB)
    assert _files(tmp_path) == ["other-web-1.toml"]
    assert [profile.name for profile in store.load().profiles] == ["Other"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("", "profile-a.toml"),
        ("漢字", "profile-a.toml"),
        ("../../etc/passwd", "etc-passwd-a.toml"),
        ("CON", "con-a.toml"),
        ("x" * 500, "x" * 40 + "-a.toml"),
        ("\x00.\ud800/", "profile-a.toml"),
    ],
    ids=["none", "no Latin letter", "a path", "a device of Windows", "very long", "nothing printable"],
)
def test_any_name_makes_a_safe_file_name(store: ProfileStore, tmp_path: Path, name: str, file: str) -> None:
    store.save(Profile(id="a", name=name, channel="web"))
    assert _files(tmp_path) == [file]
    assert store.load().profiles[0].name == name


def test_profiles_of_one_name_and_a_like_id_do_not_cover_each_other(store: ProfileStore) -> None:
    twins = tuple(Profile(id=f"same-start-{number}", name="Twin", channel="web") for number in range(3))
    for again in (False, True):
        for twin in twins:
            store.save(twin, twin if again else None)
    assert store.load().profiles == twins


def test_profiles_stand_in_the_order_of_their_positions_then_names(store: ProfileStore) -> None:
    for name, position in (("zebra", 1), ("Apple", None), ("moose", 0), ("beech", None), ("Cedar", "third")):
        unknown = {} if position is None else {"position": position}
        store.save(Profile(id=name, name=name, channel="web", unknown=unknown))
    assert [profile.name for profile in store.load().profiles] == ["moose", "zebra", "Apple", "beech", "Cedar"]


@pytest.mark.parametrize("channel", ["mobile", "web"])
@pytest.mark.parametrize("name", ["key", "expiredToken"])
@pytest.mark.parametrize("hidden", [False, True], ids=["in fields", "among unknown fields"])
def test_a_secret_is_never_written(store: ProfileStore, tmp_path: Path, channel: str, name: str, hidden: bool) -> None:
    profile = Profile(id="a", name="A", channel="web" if channel == "web" else "mobile")
    leaking = replace(profile, unknown={"fields": {name: "s3cret"}}) if hidden else replace(profile, fields={name: "s"})
    with pytest.raises(ValueError, match=name):
        store.save(leaking)
    assert not (tmp_path / "profiles").exists()


def test_a_secret_that_somebody_wrote_into_a_file_is_not_read_and_goes_with_the_next_save(
    store: ProfileStore, tmp_path: Path
) -> None:
    path = tmp_path / "profiles" / "a-a.toml"
    path.parent.mkdir()
    path.write_text('schema = 1\nid = "a"\nname = "A"\nchannel = "mobile"\n[fields]\nkey = "s3cret"\nbrand = "B"\n')
    loaded = store.load()
    assert loaded.profiles[0].fields == {"brand": "B"}
    assert [str(path) in problem and "s3cret" not in problem for problem in loaded.problems] == [True]
    store.save(loaded.profiles[0], loaded.profiles[0])
    assert "s3cret" not in path.read_text()


@pytest.mark.parametrize("profile_id", ["", "a/b", "..", "a|b", "a" * 65, "ä"])
def test_an_id_that_cannot_name_a_file_is_refused(store: ProfileStore, profile_id: str) -> None:
    with pytest.raises(ValueError, match="no id of a profile"):
        store.save(Profile(id=profile_id, name="A", channel="web"))


HEAD = 'schema = 1\nid = "b"\nname = "B"\nchannel = "web"\n'


BAD_FILES = [
    pytest.param(b"", "schema", id="empty"),
    pytest.param(HEAD.encode()[:-6], "TOML", id="truncated"),
    pytest.param(b"\x00\xff\xfe", "UTF-8", id="not text"),
    pytest.param(b"a = " + b"[" * 100_000, "TOML", id="too deep"),
    pytest.param(b"a = " + b"9" * 5000, "TOML", id="a number too long"),
    pytest.param(HEAD.replace("schema = 1", "schema = 3").encode(), "newer version", id="newer schema"),
    pytest.param(HEAD.replace("schema = 1", "schema = true").encode(), "schema", id="schema of a wrong type"),
    pytest.param(HEAD.replace('"web"', '"carrier pigeon"').encode(), "channel", id="unknown channel"),
    pytest.param(HEAD.replace('"B"', "3").encode(), "name", id="name of a wrong type"),
    pytest.param(HEAD.replace('id = "b"', "").encode(), "id", id="no id"),
    pytest.param(HEAD.replace('"b"', '"../b"').encode(), "id", id="an id that is a path"),
    pytest.param((HEAD + 'is_demo = "yes"').encode(), "is_demo", id="mark of a wrong type"),
    pytest.param((HEAD + "header_names = [1]").encode(), "header_names", id="header names of a wrong type"),
    pytest.param((HEAD + 'fields = "none"').encode(), "fields", id="fields of a wrong type"),
    pytest.param((HEAD + "[fields]\nbrand = 7").encode(), "fields.brand", id="field of a wrong type"),
]


@pytest.mark.parametrize(("content", "word"), BAD_FILES)
def test_what_is_wrong_with_a_file_can_be_spoken_in_another_language(
    store: ProfileStore, tmp_path: Path, content: bytes, word: str, pseudo: Callable[[str], bool]
) -> None:
    store.save(WEB)
    (tmp_path / "profiles" / "b-b.toml").write_bytes(content)
    assert [pseudo(problem) for problem in store.load().problems] == [True]


@pytest.mark.parametrize(("content", "word"), BAD_FILES)
def test_a_bad_file_is_named_and_left_as_it_is_and_the_rest_works(
    store: ProfileStore, tmp_path: Path, content: bytes, word: str
) -> None:
    store.save(WEB)
    bad = tmp_path / "profiles" / "b-b.toml"
    bad.write_bytes(content)
    loaded = store.load()
    assert loaded.profiles == (WEB,)
    assert [str(bad) in problem and word in problem for problem in loaded.problems] == [True], loaded.problems
    other = Profile(id="b", name="B", channel="mobile")
    store.save(other)  # would have this file name
    assert bad.read_bytes() == content
    assert store.load().profiles == (other, WEB)


def test_a_copied_file_is_named_and_left_out(store: ProfileStore, tmp_path: Path) -> None:
    store.save(WEB)
    (original,) = _files(tmp_path)
    copy = tmp_path / "profiles" / "z-copy.toml"
    copy.write_bytes((tmp_path / "profiles" / original).read_bytes())
    loaded = store.load()
    assert loaded.profiles == (WEB,)
    assert [str(copy) in problem and original in problem for problem in loaded.problems] == [True]


def test_a_folder_that_is_none_is_trouble_in_words(tmp_path: Path) -> None:
    (tmp_path / "profiles").write_text("a file")
    store = ProfileStore(tmp_path / "profiles")
    with pytest.raises(StorageTrouble, match=str(tmp_path / "profiles")):
        store.load()
    with pytest.raises(StorageTrouble, match="a file stands where a folder should be"):
        store.save(WEB)


def test_first_profiles_are_written_only_where_nothing_was_ever_saved(store: ProfileStore) -> None:
    assert store.load() == Loaded((), ())
    store.begin_with(lambda: [WEB])
    store.begin_with(lambda: [replace(WEB, id="again")])
    assert store.load().profiles == (WEB,)
    store.delete(WEB.id, NOW)
    store.begin_with(lambda: [replace(WEB, id="again")])
    assert store.load().profiles == ()


def test_a_deleted_profile_comes_back_as_it_was(store: ProfileStore, tmp_path: Path) -> None:
    store.save(WEB)
    (file,) = _files(tmp_path)
    store.delete(WEB.id, NOW)
    store.delete(WEB.id, NOW)  # another window was faster
    assert store.load() == Loaded((), ())
    assert store.restore(WEB.id) == WEB
    assert store.load() == Loaded((WEB,), ())
    assert _files(tmp_path) == [file]


def test_what_is_not_in_the_bin_or_there_again_is_not_restored(store: ProfileStore) -> None:
    with pytest.raises(StorageTrouble, match="not in the bin"):
        store.restore("web-1")
    store.save(WEB)
    store.delete(WEB.id, NOW)
    newer = replace(WEB, note="newer")
    store.save(newer)
    with pytest.raises(StorageTrouble, match="already"):
        store.restore(WEB.id)
    assert store.load().profiles == (newer,)


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("umask", [0, 0o077], indirect=True, ids=oct)
def test_profiles_are_for_this_user_alone(store: ProfileStore, tmp_path: Path) -> None:
    store.save(WEB)
    store.save(replace(WEB, id="web-2"))
    store.delete("web-2", NOW)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "profiles").rglob("*")}
    assert modes.pop("bin") == 0o700
    assert set(modes.values()) == {0o600}
    assert len(modes) == 2
    assert stat.S_IMODE((tmp_path / "profiles").stat().st_mode) == 0o700


def test_a_composed_and_a_decomposed_name_stay_what_they_are(store: ProfileStore) -> None:
    for form in ("NFC", "NFD"):
        store.save(Profile(id=form, name=unicodedata.normalize(form, "Café"), channel="web"))
    names = [profile.name for profile in store.load().profiles]
    assert sorted(names) == sorted(unicodedata.normalize(form, "Café") for form in ("NFC", "NFD"))


# ---- order, bin, other writers, former schemas


def test_the_order_is_kept_and_survives_delete_and_restore(store: ProfileStore) -> None:
    trio = tuple(Profile(id=name, name=name, channel="web") for name in "abc")
    for profile in trio:
        store.save(profile)
    store.order(["c", "a", "b"])
    store.delete("a", NOW)
    assert [one.id for one in store.load().profiles] == ["c", "b"]
    store.restore("a")
    assert [one.id for one in store.load().profiles] == ["c", "a", "b"]


def test_the_bin_lists_the_newest_first_and_gives_up_what_is_too_old(store: ProfileStore) -> None:
    for number, name in enumerate("abc"):
        store.save(Profile(id=name, name=name, channel="web"))
        store.delete(name, NOW + number)
    assert [(one.profile.id, one.deleted_at) for one in store.list_bin()] == [
        ("c", NOW + 2),
        ("b", NOW + 1),
        ("a", NOW),
    ]
    store.empty_bin(NOW)
    assert [one.profile.id for one in store.list_bin()] == ["c", "b"]
    store.empty_bin(NOW + 99, "c")
    assert [one.profile.id for one in store.list_bin()] == ["b"]


def test_a_profile_deleted_twice_comes_back_as_it_was_last(store: ProfileStore) -> None:
    for number in range(2):
        store.save(replace(WEB, note=f"{number}"))
        store.delete(WEB.id, NOW + number)
    assert store.restore(WEB.id).note == "1"


def test_what_another_writer_saved_meanwhile_is_not_overwritten(store: ProfileStore, tmp_path: Path) -> None:
    store.save(WEB)
    theirs, mine = replace(WEB, note="theirs"), replace(WEB, note="mine")
    ProfileStore(tmp_path / "profiles").save(theirs, WEB)
    with pytest.raises(Conflict, match="changed elsewhere") as caught:
        store.save(mine, WEB)
    assert caught.value.theirs == theirs
    assert store.load().profiles == (theirs,)
    store.save(mine, theirs)
    assert store.load().profiles == (mine,)


def test_saving_what_another_writer_saved_too_is_no_conflict(store: ProfileStore) -> None:
    store.save(WEB)
    store.save(replace(WEB, note="same"), WEB)
    store.save(replace(WEB, note="same"), WEB)


def test_what_was_deleted_elsewhere_is_a_conflict_that_can_be_answered(store: ProfileStore) -> None:
    store.save(WEB)
    store.delete(WEB.id, NOW)
    with pytest.raises(Conflict, match="deleted") as caught:
        store.save(replace(WEB, note="mine"), WEB)
    assert caught.value.theirs is None
    store.save(replace(WEB, note="mine"))
    assert store.load().profiles[0].note == "mine"


def test_a_look_is_equal_until_a_file_changes(store: ProfileStore, tmp_path: Path) -> None:
    store.save(WEB)
    before = store.look()
    assert store.look() == before
    path = tmp_path / "profiles" / _files(tmp_path)[0]
    path.write_text(path.read_text() + "# by hand\n")
    assert store.look() != before


def test_wiping_leaves_no_file_but_the_bin(store: ProfileStore, tmp_path: Path) -> None:
    store.save(WEB)
    store.order([WEB.id])
    (tmp_path / "profiles" / "broken.toml").write_text("{")
    store.save(replace(WEB, id="gone"))
    store.delete("gone", NOW)
    store.wipe()
    left = [path.name for path in (tmp_path / "profiles").rglob("*") if path.is_file()]
    assert left == [f"{int(NOW)}-gone.toml"]


SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("profile-*.toml"))


@pytest.mark.parametrize("sample", SCHEMAS, ids=[path.stem for path in SCHEMAS])
def test_every_schema_ever_written_opens_and_is_backed_up_before_it_is_written_anew(
    store: ProfileStore, tmp_path: Path, sample: Path
) -> None:
    path = tmp_path / "profiles" / "old-0f3c2a91.toml"
    path.parent.mkdir()
    path.write_bytes(sample.read_bytes())
    loaded = store.load()
    assert loaded.problems == ()
    (profile,) = loaded.profiles
    assert (profile.name, profile.channel, profile.fields["brand"]) == ("Old but good", "mobile", "DocDemo")
    assert path.read_bytes() == sample.read_bytes()
    store.save(replace(profile, note="edited"), profile)
    backups = [one.read_bytes() for one in (tmp_path / "profiles").glob("backup/*")]
    is_former = f"schema = {SCHEMA}" not in sample.read_text().splitlines()
    assert backups == ([sample.read_bytes()] if is_former else [])
    assert store.load().profiles[0].note == "edited"


def test_there_is_a_sample_of_every_schema() -> None:
    assert [path.stem for path in SCHEMAS] == [f"profile-{number}" for number in range(1, SCHEMA + 1)]


def test_what_had_no_meaning_in_schema_1_is_kept_under_another_name(store: ProfileStore, tmp_path: Path) -> None:
    path = tmp_path / "profiles" / "a.toml"
    path.parent.mkdir()
    path.write_text(
        'schema = 1\nid = "a"\nname = "A"\nchannel = "web"\ntags = 7\ncolor = "sea"\n[fields]\nkey = "s3cret"\n'
    )
    (profile,) = store.load().profiles
    assert (profile.tags, profile.color) == ((), "")
    store.save(replace(profile, tags=("mine",)), profile)
    (again,) = store.load().profiles
    assert (again.tags, again.unknown) == (("mine",), {"former_tags": 7, "former_color": "sea"})
    assert "s3cret" not in "".join(one.read_text() for one in path.parent.rglob("*.toml"))
