"""The request pane: reads what the user wants sent into one frozen draft, and shows what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from workbench.core.calls import CHANNELS, FIELDS, FieldProblem
from workbench.core.profile import Draft, Profile
from workbench.core.request import SIMULATOR, Request, find_origin, is_loopback
from workbench.core.route import Route
from workbench.core.secret import Secret
from workbench.core.token import Channel
from workbench.language import tr
from workbench.ui.kit.collapsible import Collapsible
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.fields import Field
from workbench.ui.kit.page_scroll import PageScroll
from workbench.ui.kit.tab_order import put_behind
from workbench.ui.kit.theme import set_look

from .banner import BodyBanner
from .form import ChannelForm
from .heading import Heading
from .host import HostChoice, describe_kind, host_color
from .problems import show_at
from .send_bar import SendBar

if TYPE_CHECKING:
    from .connection import ConnectionSettingsForm
    from .exact import ExactRequest
    from .extras import Extras

_NARROWEST = 368  # what the fields need beside a scroll bar
_FOLDED_IN = (
    "header_names",
    "basic_username",
    "note",
    "marked_production",
    "proxy",
    "proxy_username",
    "ca_file",
    "client_certificate_file",
    "client_key_file",
)
"""What of a profile stands in folded sections."""
_Part: TypeAlias = "ChannelForm | Extras | ConnectionSettingsForm"


class _FoldedIn(NamedTuple):
    """What the folded sections hold."""

    extras: Extras
    connection: ConnectionSettingsForm
    exact: ExactRequest


class RequestPane(QWidget):
    """Owns the profile as it was shown, and the editors with what was typed over it."""

    send_requested = Signal(object, bool)  # Draft, anyway: in spite of problems
    cancel_requested = Signal()
    draft_edited = Signal(object)  # Draft
    save_requested = Signal(object)  # Draft
    reveal_requested = Signal(str)  # name of a stored secret
    original_requested = Signal()  # send the saved expired token again, not the latest
    secret_dropped = Signal(str)  # name of a typed secret whose field was emptied; draft_edited follows
    preview_requested = Signal(object)  # Draft
    export_requested = Signal(object)  # Draft: the call, in another program's language
    verification_chosen = Signal(bool)  # whether the host's certificate is to be verified, in this session
    retries_chosen = Signal(int)  # how often to try again, in this session

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile: Profile | None = None
        self._channel: Channel = "mobile"
        self._problems: tuple[FieldProblem, ...] = ()
        self._send_was_tried = False
        self._looks_for_error = False
        self._body_waits_for_secret = False
        self._heading = Heading()
        self._banner = BodyBanner()
        self._host = HostChoice()
        self._host_field = Field(tr("Host"), "", self._host)
        self._places: Mapping[str, str] = {}
        self._forms: dict[Channel, ChannelForm] = {}
        self._forms_column = QVBoxLayout()
        self._parts: list[_Part] = []  # those that are made
        self._more = Collapsible(tr("More"), folded=True)
        self._connection_section = Collapsible(tr("Connection"), folded=True)
        self._exact_section = Collapsible(tr("Exact request"), folded=True)
        self._connection_section.setObjectName("connectionSection")
        self._exact_section.setObjectName("exactSection")
        self._folded_in: _FoldedIn | None = None
        self._send_bar = SendBar()
        self.setMinimumWidth(_NARROWEST)
        self._lay_out()
        self._connect()
        self.show_nothing()

    def _lay_out(self) -> None:
        page = QWidget()
        set_look(page, role="page")
        fields = self._fields_column = QVBoxLayout(page)
        fields.setContentsMargins(16, 12, 16, 12)
        fields.setSpacing(10)
        fields.addWidget(self._host_field)
        fields.addLayout(self._forms_column)
        fields.addWidget(self._more)
        fields.addWidget(self._connection_section)
        fields.addWidget(self._exact_section)
        fields.addStretch(1)
        self._scroll = PageScroll()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addWidget(self._banner)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._send_bar)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(whole)
        self._no_profile = EmptyState("send", "", "")
        self._pages.addWidget(self._no_profile)
        self.show_new_key(tr("New profile"))

    def _connect(self) -> None:
        self._host.edited.connect(self._on_part_edited)
        self._host.settled.connect(self._settle_origin)
        self._heading.save_requested.connect(self.request_save)
        self._heading.channel_chosen.connect(self._on_channel_chosen)
        for section in (self._more, self._connection_section, self._exact_section):
            section.folded_changed.connect(self.complete)
        self._exact_section.folded_changed.connect(self._on_exact_folded)
        self._banner.show_requested.connect(self._show_body)
        self._banner.discard_requested.connect(self._on_body_discarded)
        self._send_bar.send_requested.connect(self.request_send)
        self._send_bar.cancel_requested.connect(self.cancel_requested)
        self._send_bar.verification_requested.connect(lambda: self.verification_chosen.emit(True))

    def _form(self, channel: Channel) -> ChannelForm:
        """The fields of a channel, made when they are first asked for."""
        if channel not in self._forms:
            form = self._forms[channel] = ChannelForm(channel)
            form.original_requested.connect(self.original_requested)
            self._forms_column.addWidget(form)
            form.setVisible(channel == self._channel)
            put_behind(self._host, form)
            form.order_tabs()
            self._take_in(form)
            if self._profile is not None:
                form.show_fields(self._profile.fields, self._profile.absent, self._places)
        return self._forms[channel]

    def _take_in(self, part: _Part) -> None:
        part.edited.connect(self._on_part_edited)
        part.reveal_requested.connect(self.reveal_requested)
        part.secret_dropped.connect(self.secret_dropped)
        self._parts.append(part)

    def complete(self) -> None:
        """Make what is not seen at first: the fields of the other channel, and what is folded in.

        The pane is of use without: for a profile that needs more it is completed at once.
        """
        self._complete()

    def _complete(self) -> _FoldedIn:
        if self._folded_in is not None:
            return self._folded_in
        from .connection import ConnectionSettingsForm
        from .exact import ExactRequest
        from .extras import Extras

        for channel in CHANNELS:
            self._form(channel)
        extras, connection, exact = self._folded_in = _FoldedIn(Extras(), ConnectionSettingsForm(), ExactRequest())
        connection.verification_chosen.connect(self.verification_chosen)
        connection.retries_chosen.connect(self._on_retries_chosen)
        exact.edited.connect(self._on_part_edited)
        exact.edit_requested.connect(self._on_body_edit_requested)
        exact.discard_requested.connect(self._on_body_discarded)
        exact.export_requested.connect(self.request_export)
        for part in (extras, connection):
            self._take_in(part)
            if self._profile is not None:
                part.show_profile(self._profile, self._places)
        self._more.fill(extras)
        self._connection_section.fill(connection)
        self._exact_section.fill(exact)
        self._show_state()
        return self._folded_in

    # ---- what may be asked of it

    def request_send(self, anyway: bool = False) -> None:
        """Read the fields once and ask for the call; from now on missing fields are named."""
        self._settle_origin()
        draft = self._read_draft()
        if draft is None:
            return
        self._send_was_tried = True
        self._place_problems()
        self._looks_for_error = not anyway
        self.send_requested.emit(draft, anyway)

    def request_save(self) -> None:
        self._settle_origin()
        draft = self._read_draft()
        if draft is not None:
            self.save_requested.emit(draft)

    def request_export(self) -> None:
        """Have the call written in another program's language."""
        self._settle_origin()
        draft = self._read_draft()
        if draft is not None:
            self.export_requested.emit(draft)

    def focus_first_field(self) -> None:
        self._scroll.ensureWidgetVisible(self._host_field)
        self._host.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._host.line.selectAll()

    # ---- facts

    def show_nothing(self) -> None:
        """No profile is chosen."""
        self._profile = None
        self._pages.setCurrentIndex(1)

    def show_profile(self, profile: Profile, places: Mapping[str, str]) -> None:
        """Fill in a profile. `places`: by secret name where it rests in words ("in keyring"), "" for nowhere.

        What was typed as a secret, and a body edited by hand, are gone. Another profile starts without problems, with
        the exact request folded in, and More as well where it is empty; the same one again (it was saved, or renamed)
        leaves the pane as it is.
        """
        is_another = self._profile is None or self._profile.id != profile.id
        self._profile, self._channel, self._places = profile, profile.channel, places
        if any(getattr(profile, name) for name in _FOLDED_IN):
            self.complete()
        self._form(profile.channel)
        self._heading.show_name(profile.name)
        self._heading.show_channel(profile.channel)
        self._heading.show_edited(False)
        self._host.show_text(profile.host)
        for channel, form in self._forms.items():
            if is_another or channel == profile.channel:
                form.show_fields(profile.fields, profile.absent, places)
            else:  # the same profile again, just saved: what was typed for its other channel stays
                form.show_places(places)
        if self._folded_in is not None:
            self._folded_in.extras.show_profile(profile, places)
            self._folded_in.connection.show_profile(profile, places)
        self._drop_body()
        if is_another:
            self._send_was_tried = False
            self._looks_for_error = False
            if self._folded_in is not None:
                self._folded_in.exact.clear()
            self._exact_section.show_folded(True)
            if self._folded_in is None or not self._folded_in.extras.summary():
                self._more.show_folded(True)
            self._connection_section.show_folded(True)
            self._scroll.verticalScrollBar().setValue(0)
            for form in self._forms.values():
                form.forget_touched()
            self.show_problems(())
        self._show_state()
        self._pages.setCurrentIndex(0)

    def show_edited(self, edited: bool) -> None:
        """Whether the profile as edited differs from what is saved."""
        self._heading.show_edited(edited)

    def show_places(self, places: Mapping[str, str]) -> None:
        """Where the secrets rest by now (another host or channel, a saved secret); what was typed stays."""
        self._places = places
        for part in self._parts:
            part.show_places(places)

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Everything that is wrong with the last draft, each at its field."""
        self._problems = tuple(problems)
        self._place_problems()
        if self._looks_for_error:  # the answer to Send
            self._looks_for_error = False
            self._focus_first_error()

    def show_request(self, request: Request) -> None:
        self._complete().exact.show_request(request)

    def show_route(self, route: Route | None) -> None:
        """The way that the next call takes; None while the host cannot be used."""
        host = self._host.text().strip()
        is_local = host.lower() == SIMULATOR or (find_origin(host) is not None and is_loopback(host))
        self._send_bar.show_route(route, is_local=is_local)

    def show_verification(self, is_verified: bool) -> None:
        """Whether the host's certificate is verified; while it is not, that is not to be overlooked."""
        self._complete().connection.show_verification(is_verified)
        self._send_bar.show_verification(is_verified)
        self._show_titles()

    def show_running(self, running: bool) -> None:
        self._send_bar.show_running(running)

    def show_keys(self, send: str, cancel: str) -> None:
        """The keys that send and cancel, as this system writes them; "" for none."""
        self._send_bar.show_keys(send, cancel)

    def show_new_key(self, new: str) -> None:
        """What is pressed for a new profile."""
        words = tr("Choose a profile on the left, or press {keys} for a new one.", keys=new)
        self._no_profile.show_words(tr("No profile"), words)

    def show_retries(self, retries: int) -> None:
        """How often a call is tried again where that is safe."""
        self._complete().connection.show_retries(retries)
        self._show_titles()

    def show_secret(self, name: str, secret: Secret) -> None:
        """The answer to `reveal_requested`."""
        draft = self._read_draft()
        if draft is not None and self._body_waits_for_secret and name == draft.profile.secret_field:
            self._body_waits_for_secret = False
            self._complete().exact.take_secret(draft, secret)
            return
        for part in self._parts:
            part.show_secret(name, secret)

    def forget_secrets(self) -> None:
        """Typed and revealed secrets leave, and so do the exact request and every edited body; the fields stay."""
        for part in self._parts:
            part.forget_secrets()
        self._body_waits_for_secret = False
        if self._folded_in is not None:
            self._folded_in.exact.clear()
        self._exact_section.show_folded(True)
        self._show_state()

    def show_sent(self) -> None:
        """The call was sent: a body edited by hand has served."""
        self._looks_for_error = False
        self._drop_body()

    # ---- reading and painting

    def _read_draft(self) -> Draft | None:
        """What stands in the editors; None without a profile."""
        if self._profile is None:
            return None
        form = self._forms[self._channel]
        saved = self._profile.fields
        fields = {name: text for name, text in saved.items() if name not in form.texts}
        fields |= {name: text for name, text in form.texts.items() if text or saved.get(name) == ""}
        others = {name: how for name, how in self._profile.absent.items() if name not in form.fields}
        profile = replace(
            self._profile,
            channel=self._channel,
            host=self._host.text(),
            fields=fields,
            absent={**others, **form.absent},
        )
        secrets = form.typed_secrets
        if self._folded_in is not None:
            extras, connection, _ = self._folded_in
            profile = connection.put_into(extras.put_into(profile))
            secrets |= {**extras.typed_secrets, **connection.typed_secrets}
        return Draft(profile, secrets, self._edited_body)

    @property
    def _edited_body(self) -> Secret | None:
        return None if self._folded_in is None else self._folded_in.exact.edited_body

    def _show_state(self) -> None:
        """Everything that follows from what stands in the editors."""
        for channel, form in self._forms.items():
            form.setVisible(channel == self._channel)
            form.setEnabled(self._edited_body is None)
        self._banner.setVisible(self._edited_body is not None)
        host, marked = self._host.text(), self._folded_in is not None and self._folded_in.extras.marked_production
        origin = find_origin(host) or ""
        for part in self._parts:
            part.show_origin(origin)
        if self._folded_in is not None:
            self._folded_in.exact.show_origin(origin)
        color = host_color(host, marked_production=marked)
        self._heading.show_host(color, describe_kind(host, marked_production=marked))
        self._send_bar.show_host_color(color)
        self._show_titles()

    def _show_titles(self) -> None:
        """The folded sections say what is in them."""
        if self._folded_in is None:  # nothing is in them
            return
        more, connection = self._folded_in.extras.summary(), self._folded_in.connection.summary()
        self._more.show_title(tr("More · {summary}", summary=more) if more else tr("More"))
        self._connection_section.show_title(
            tr("Connection · {summary}", summary=connection) if connection else tr("Connection")
        )

    def _place_problems(self) -> None:
        at_host = [one for one in self._problems if one.field == "host"]
        at_body = [one for one in self._problems if one.field == "body"]
        show_at(self._host_field, at_host)
        if self._folded_in is not None:
            self._folded_in.exact.show_problems(at_body)
        at_fields: list[FieldProblem] = []
        for channel, form in self._forms.items():
            theirs = self._problems if channel == self._channel else ()
            at_fields += form.show_problems(theirs, all_missing=self._send_was_tried)
        placed = {"host", "body", *FIELDS[self._channel]}
        homeless = [one for one in self._problems if one.field not in placed]
        self._send_bar.show_problems([*at_host, *at_fields, *at_body], homeless)

    def _focus_first_error(self) -> None:
        fields = {"host": self._host_field, **self._forms[self._channel].fields}
        wrong = {one.field for one in self._problems if one.severity == "error"}
        first = next((field for name, field in fields.items() if name in wrong), None)
        if first is not None:
            self._fields_column.activate()  # the line that was just added has its place
            self._scroll.ensureWidgetVisible(first)
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle_origin(self) -> None:
        """The host will not be edited further: secrets typed for another origin are forgotten."""
        for part in self._parts:
            part.settle_origin()

    def _drop_body(self) -> None:
        self._body_waits_for_secret = False
        if self._folded_in is not None:
            self._folded_in.exact.show_viewer()
        self._show_state()

    def _show_body(self) -> None:
        if self._exact_section.is_folded:
            self._exact_section.show_folded(False)
            self._ask_for_preview()
        self._focus_body()

    def _focus_body(self) -> None:
        self._fields_column.activate()  # what was just unfolded has its place
        exact = self._complete().exact
        self._scroll.ensureWidgetVisible(exact, 0, 0)
        exact.focus_editor()

    def _ask_for_preview(self) -> None:
        draft = self._read_draft()
        if draft is not None and not self._exact_section.is_folded:
            self.preview_requested.emit(draft)

    # ---- handlers

    def _on_part_edited(self) -> None:
        self._show_state()
        draft = self._read_draft()
        if draft is not None:
            self.draft_edited.emit(draft)
            self._ask_for_preview()

    def _on_channel_chosen(self, channel: Channel) -> None:
        self._form(channel).take_over(self._forms[self._channel])
        self._channel = channel
        self._place_problems()
        self._on_part_edited()

    def _on_exact_folded(self, _folded: bool) -> None:
        self._ask_for_preview()

    def _on_body_edit_requested(self, again: bool) -> None:
        draft, form = self._read_draft(), self._forms[self._channel]
        if draft is None:
            return
        name = draft.profile.secret_field
        self._complete().exact.show_editor(draft, draft.secrets.get(name), again=again)
        if form.has_stored_secret:
            self._body_waits_for_secret = True
            self.reveal_requested.emit(name)
        self._on_part_edited()
        self._focus_body()

    def _on_retries_chosen(self, retries: int) -> None:
        self._show_titles()
        self.retries_chosen.emit(retries)

    def _on_body_discarded(self) -> None:
        self._drop_body()
        self._on_part_edited()
