"""Where everything of one user lives, how much of it there is, and where the program's own data files are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from workbench.language import tr

ENVIRONMENT_NAME = "TOKEN_WORKBENCH_HOME"
_PACKAGE = Path(__file__).resolve().parents[1]


def resource_folder() -> Path:
    """``workbench/resources`` where the program is installed, else ``resources`` beside ``workbench`` in a checkout."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


@dataclass(frozen=True, slots=True)
class Place:
    """One path for "Where is my data?". ``name`` is what it is wiped by; ``bytes`` is 0 where nothing is there."""

    name: str
    purpose: str
    path: Path
    bytes: int
    encrypted: bool


@dataclass(frozen=True, slots=True)
class Home:
    """Owns the layout of the data folder. Makes nothing: each store makes what it needs when it first writes."""

    folder: Path

    @classmethod
    def find(cls, given: Path | None, environ: Mapping[str, str]) -> Home:
        """The folder given, else that of ``TOKEN_WORKBENCH_HOME``, else the user's data folder of this system."""
        if given is None and (named := environ.get(ENVIRONMENT_NAME)):
            given = Path(named)
        if given is None:
            given = Path(platformdirs.user_data_dir("token-workbench", appauthor=False))
        return cls(given.expanduser().absolute())

    @property
    def profiles(self) -> Path:
        """Folder of profile files."""
        return self.folder / "profiles"

    @property
    def bin(self) -> Path:
        """Folder of deleted profile files."""
        return self.profiles / "bin"

    @property
    def history(self) -> Path:
        """SQLite file of records."""
        return self.folder / "history.sqlite"

    @property
    def vault(self) -> Path:
        """Encrypted file of secrets, where the user made one."""
        return self.folder / "vault"

    @property
    def settings(self) -> Path:
        """TOML file of settings."""
        return self.folder / "settings.toml"

    @property
    def drafts(self) -> Path:
        """Folder of what was typed and not saved."""
        return self.folder / "drafts"

    @property
    def start(self) -> Path:
        """File that is there while a window opens."""
        return self.folder / "start"

    @property
    def team_glossary(self) -> Path:
        """A team's own words for header fields and claims (TOML), where somebody put them."""
        return self.folder / "glossary.toml"

    @property
    def team_playbook(self) -> Path:
        """A team's own explanations and next steps (TOML), where somebody put them."""
        return self.folder / "playbook.toml"

    def places(self) -> tuple[Place, ...]:
        """Every path of the data folder, the whole first; secrets are in none of them but the encrypted vault.

        The team's own files are among them only where they exist.
        """
        bin_size = _measure(self.bin)
        history_size = sum(_measure(file) for file in self.folder.glob(f"{self.history.stem}.*"))
        return (
            Place("everything", tr("the data folder with everything below"), self.folder, _measure(self.folder), False),
            Place(
                "profiles",
                tr("profiles, without their secrets"),
                self.profiles,
                _measure(self.profiles) - bin_size,
                False,
            ),
            Place("bin", tr("deleted profiles, without their secrets"), self.bin, bin_size, False),
            Place(
                "history",
                tr("history: redacted records of calls, with files kept aside"),
                self.history,
                history_size,
                False,
            ),
            Place(
                "vault",
                tr("vault: secrets under a passphrase, where one was made"),
                self.vault,
                _measure(self.vault),
                True,
            ),
            Place(
                "drafts",
                tr("drafts: what was typed and not saved, without secrets"),
                self.drafts,
                _measure(self.drafts),
                False,
            ),
            Place(
                "settings",
                tr("settings and window layout"),
                self.settings,
                sum(_measure(file) for file in self.folder.glob(f"{self.settings.stem}.*")),
                False,
            ),
            *(
                Place(name, purpose, path, _measure(path), False)
                for name, purpose, path in (
                    ("team glossary", tr("the team's own glossary"), self.team_glossary),
                    ("team playbook", tr("the team's own playbook"), self.team_playbook),
                )
                if path.exists()
            ),
        )


def _measure(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    try:
        if path.is_dir():
            return sum(_measure(inner) for inner in path.iterdir() if not inner.is_symlink())
        return path.stat().st_size
    except OSError:  # it is not there, went away meanwhile, or may not be looked at
        return 0
