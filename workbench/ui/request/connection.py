"""How the call gets to its host: proxy, certificates, the switch for verification, and how often to try again.

The switch and the number of tries are of this session and are kept in no profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from workbench.core.profile import CLIENT_KEY_PASSPHRASE, PROXY_PASSWORD, Profile
from workbench.core.route import DIRECT, MOST_RETRIES
from workbench.core.secret import Secret
from workbench.language import mark, tr, trn
from workbench.ui.kit.check import WrappedCheckBox
from workbench.ui.kit.choice import StillChoice
from workbench.ui.kit.fields import Field
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.inner_buttons import add_inner_button
from workbench.ui.kit.text import PlainLabel, set_tooltip

from .editors import Choice, Line
from .pair import Pair
from .secret import ProfileSecretEdit

_CERTIFICATE_FILES = mark("Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)")


class ConnectionSettingsForm(QWidget):
    """Owns the editors of a profile's connection, and what was chosen for this session."""

    edited = Signal()
    reveal_requested = Signal(str)
    secret_dropped = Signal(str)
    verification_chosen = Signal(bool)  # whether certificates are to be verified
    retries_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Connection settings"))
        self._proxy = Choice((DIRECT,))
        self._proxy.setObjectName("proxy")
        self._proxy.line.setPlaceholderText(tr("as the environment says"))
        self._username = Line()
        self._username.setObjectName("proxyUsername")
        self._password = ProfileSecretEdit(tr("no password"))
        self._password.setObjectName("proxyPassword")
        self._authority = FileLine(tr("the usual authorities"), tr("Choose a file of authorities"))
        self._authority.setObjectName("caFile")
        self._certificate = FileLine(tr("none"), tr("Choose a client certificate"))
        self._certificate.setObjectName("clientCertificateFile")
        self._key = FileLine(tr("in the certificate’s file"), tr("Choose the key of the client certificate"))
        self._key.setObjectName("clientKeyFile")
        self._passphrase = ProfileSecretEdit(tr("no passphrase"))
        self._passphrase.setObjectName("clientKeyPassphrase")
        self._unverified = WrappedCheckBox(tr("Do not verify the certificate (this session only)"))
        self._unverified.setObjectName("withoutVerification")
        self._retries = StillChoice()
        self._retries.setObjectName("retries")
        times = (trn("{count} time", "{count} times", count) for count in range(2, MOST_RETRIES + 1))
        self._retries.addItems([tr("never"), tr("once"), *times])
        retries_hint = PlainLabel(
            tr("Only where nothing was sent, or the server said when to come back."),
            type_name="caption",
            shade="faint",
            wrap=True,
        )

        self._proxy_login = Pair(
            Field(tr("Proxy user name"), "", self._username), Field(tr("Proxy password"), "", self._password)
        )
        self._key_fields = Pair(
            Field(tr("Client key file"), "", self._key), Field(tr("Passphrase"), "", self._passphrase)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(10)
        column.addWidget(Field(tr("Proxy"), "", self._proxy))
        column.addWidget(self._proxy_login)
        column.addWidget(Field(tr("Authorities (CA file)"), "", self._authority))
        column.addWidget(Field(tr("Client certificate file"), "", self._certificate))
        column.addWidget(self._key_fields)
        column.addWidget(self._unverified)
        column.addWidget(Field(tr("Try again"), "", self._retries))
        column.addWidget(retries_hint)

        for line in (self._proxy, self._username, self._authority, self._certificate, self._key):
            line.edited.connect(self._on_line_edited)
        for name, secret in self._secrets.items():
            secret.edited.connect(self.edited)
            secret.reveal_requested.connect(lambda name=name: self.reveal_requested.emit(name))
            secret.dropped.connect(lambda name=name: self.secret_dropped.emit(name))
        self._unverified.toggled.connect(lambda checked: self.verification_chosen.emit(not checked))
        self._retries.activated.connect(self.retries_chosen)
        self._show_dependents()

    @property
    def _secrets(self) -> dict[str, ProfileSecretEdit]:
        return {PROXY_PASSWORD: self._password, CLIENT_KEY_PASSPHRASE: self._passphrase}

    def put_into(self, profile: Profile) -> Profile:
        """The profile with what stands in the editors."""
        return replace(
            profile,
            proxy=self._proxy.text().strip(),
            proxy_username=self._username.text() if self._has_proxy else "",
            ca_file=self._authority.text().strip(),
            client_certificate_file=self._certificate.text().strip(),
            client_key_file=self._key.text().strip() if self._has_certificate else "",
        )

    @property
    def typed_secrets(self) -> dict[str, Secret]:
        """By the names in `Profile.secret_names`."""
        has_login = self._has_proxy and bool(self._username.text())
        wanted = {PROXY_PASSWORD: has_login, CLIENT_KEY_PASSPHRASE: self._has_certificate}
        typed = {name: self._secrets[name].typed for name, is_wanted in wanted.items() if is_wanted}
        return {name: secret for name, secret in typed.items() if secret is not None}

    @property
    def _has_proxy(self) -> bool:
        return self._proxy.text().strip() not in ("", DIRECT)

    @property
    def _has_certificate(self) -> bool:
        return bool(self._certificate.text().strip())

    def summary(self) -> str:
        """What is filled in, in a few words: "proxy, own CA, client certificate"; "" for nothing."""
        tries = self._retries.currentIndex() + 1
        parts = (
            tr("no proxy") if self._proxy.text().strip() == DIRECT else "",
            tr("proxy") if self._has_proxy else "",
            tr("own CA") if self._authority.text().strip() else "",
            tr("client certificate") if self._has_certificate else "",
            tr("NOT VERIFIED") if self._unverified.isChecked() else "",
            trn("up to {count} try", "up to {count} tries", tries) if tries > 1 else "",
        )
        return ", ".join(part for part in parts if part)

    def show_profile(self, profile: Profile, places: Mapping[str, str]) -> None:
        self._proxy.show_text(profile.proxy)
        self._username.show_text(profile.proxy_username)
        self._authority.show_text(profile.ca_file)
        self._certificate.show_text(profile.client_certificate_file)
        self._key.show_text(profile.client_key_file)
        for name, secret in self._secrets.items():
            secret.show_place(places.get(name, ""))
        self._show_dependents()

    def show_places(self, places: Mapping[str, str]) -> None:
        """Where the secrets rest by now; what was typed stays."""
        for name, secret in self._secrets.items():
            secret.update_place(places.get(name, ""))

    def show_origin(self, origin: str) -> None:
        for secret in self._secrets.values():
            secret.show_origin(origin)
        is_encrypted = origin.startswith("https://")
        self._unverified.setEnabled(is_encrypted)
        set_tooltip(
            self._unverified,
            tr("The host is then believed whoever it is. Off again at the next start, and for another host.")
            if is_encrypted
            else tr("Only an https:// host has a certificate."),
        )

    def settle_origin(self) -> None:
        for secret in self._secrets.values():
            secret.settle_origin()

    def forget_secrets(self) -> None:
        """What was typed or looked at is gone."""
        for secret in self._secrets.values():
            secret.forget()

    def show_secret(self, name: str, secret: Secret) -> None:
        if name in self._secrets:
            self._secrets[name].show_revealed(secret)

    def show_verification(self, is_verified: bool) -> None:
        with QSignalBlocker(self._unverified):
            self._unverified.setChecked(not is_verified)

    def show_retries(self, retries: int) -> None:
        self._retries.setCurrentIndex(retries)

    def _show_dependents(self) -> None:
        """What belongs to a proxy or a certificate is asked for only with one."""
        self._proxy_login.setVisible(self._has_proxy)
        self._key_fields.setVisible(self._has_certificate)

    def _on_line_edited(self) -> None:
        self._show_dependents()
        self.edited.emit()


class FileLine(Line):
    """Owns the path of a file: typed, or chosen in a dialog."""

    def __init__(self, hint: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setPlaceholderText(hint)
        browse = QAction(tr("{title}…", title=title), self)
        set_icon(browse, "folder-open", "faint")
        browse.triggered.connect(self._on_browse_triggered)
        add_inner_button(self, browse)

    def _on_browse_triggered(self) -> None:
        dialog = QFileDialog(self.window(), self._title, str(Path(self.text()).parent) if self.text() else "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr(_CERTIFICATE_FILES))
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    def _on_file_chosen(self, path: str) -> None:
        self.show_text(path)
        self.edited.emit()
