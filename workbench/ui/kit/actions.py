"""Every action of the program in one list: menus, tooltips, palette and shortcut sheet are built from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from workbench.language import tr

from .icons import fit_icon, set_icon
from .text import plain_tooltip


class ActionList:
    """Owns the QActions of a window. Each is added to the window, so its shortcuts work wherever the focus is."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._own_keys: dict[str, tuple[str, ...]] = {}

    def add(
        self,
        name: str,
        text: str,
        callback: Callable[..., object],
        *,
        shortcuts: Sequence[str] = (),
        icon: str = "",
        explanation: str = "",
        category: str = "",
        checkable: bool = False,
        values: Mapping[str, str] | None = None,
    ) -> QAction:
        """A new action. `name` is its stable id; `shortcuts` as "Ctrl+Return", the first is the one shown.

        `text`, `category` and `explanation` are marked English, said in the language spoken; `values` stand in places
        of the text. The palette knows the English text too.
        `callback` takes no argument, or whether it is checked when `checkable`. ValueError for a name or shortcut
        that is taken.
        """
        if name in self._actions:
            raise ValueError(f"There is already an action named {name!r}.")
        values = values or {}
        action = QAction(tr(text, **values), self._window)
        action.setObjectName(name)
        action.setCheckable(checkable)
        action.setProperty("english", text.format(**values) if values else text)
        action.setProperty("category", tr(category))
        action.setProperty("explanation", tr(explanation))
        if icon:
            set_icon(action, icon)
        if checkable:
            action.triggered.connect(lambda checked: callback(checked))
        else:
            action.triggered.connect(lambda _checked=False: callback())
        self._actions[name] = action
        self._own_keys[name] = tuple(shortcuts)
        self._window.addAction(action)
        self.set_shortcuts(name, shortcuts)
        return action

    def set_shortcuts(self, name: str, shortcuts: Sequence[str]) -> None:
        """Change the keys. ValueError in words when another action has one of them."""
        action = self[name]
        sequences = [QKeySequence(keys) for keys in shortcuts]
        for other in self._actions.values():
            for sequence in sequences:
                if other is not action and sequence in other.shortcuts():
                    keys = sequence.toString(QKeySequence.SequenceFormat.NativeText)
                    raise ValueError(tr("{keys} already belongs to '{action}'.", keys=keys, action=_words(other)))
        action.setShortcuts(sequences)
        self._show_keys(action)

    def own_keys(self, name: str) -> str:
        """The first key that the action has by itself, as ``QKeySequence`` writes it everywhere; "" for none."""
        return next((_portable(QKeySequence(keys)) for keys in self._own_keys[name]), "")

    def keys(self, name: str) -> str:
        """The first key that the action has now, in the same form."""
        return _portable(self[name].shortcut())

    def name_key(self, name: str) -> str:
        """The first key that the action has now, as this system writes it; what the action is called without one."""
        return shortcut_text(self[name]) or _words(self[name])

    def explain_unusable(self, name: str, keys: str) -> str:
        """Why an action cannot have a key, in a sentence; "" where it can. "" as the key is for none."""
        if name not in self._actions:
            return tr("There is no action of this name.")
        if not keys or keys == self.own_keys(name):
            return self._find_owner(name, keys)
        sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
        if sequence.count() != 1 or _only_key(sequence).key() == Qt.Key.Key_unknown:
            return tr("This is not one key, such as Ctrl+Shift+X.")
        if not _is_free(sequence):
            return tr("This key is needed for typing and moving about; press it together with Ctrl or Alt.")
        return self._find_owner(name, keys)

    def _find_owner(self, name: str, keys: str) -> str:
        if not keys:
            return ""
        sequence, shown = QKeySequence(keys), QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        for other, action in self._actions.items():
            if other != name and sequence in action.shortcuts():
                return tr("{keys} already belongs to “{action}”.", keys=shown, action=_words(action))
        if any(sequence in shortcut.keys() for shortcut in self._window.findChildren(QShortcut)):  # noqa: SIM118  no dict
            return tr("{keys} already belongs to a pane of the window.", keys=shown)
        return ""

    def use_keys(self, chosen: Mapping[str, str]) -> list[tuple[str, str]]:
        """Give each action the key chosen for it (by name), or its own. What cannot be used: name and why."""
        for name, action in self._actions.items():
            action.setShortcuts([QKeySequence(keys) for keys in self._own_keys[name] if name not in chosen])
        unusable = []
        for name, keys in chosen.items():
            if trouble := self.explain_unusable(name, keys):
                unusable.append((name, trouble))
            if name in self._actions:
                own = [one for one in self._own_keys[name] if not self._find_owner(name, one)]
                self[name].setShortcuts([QKeySequence(one) for one in (own if trouble else [keys] if keys else [])])
        for action in self:
            self._show_keys(action)
        return unusable

    def _show_keys(self, action: QAction) -> None:
        explanation = action.property("explanation") or _words(action)
        keys = shortcut_text(action)
        words = tr("{words} ({keys})", words=explanation, keys=keys) if keys else explanation
        action.setToolTip(plain_tooltip(words))

    def __getitem__(self, name: str) -> QAction:
        if name not in self._actions:
            raise KeyError(f"There is no action named {name!r}.")
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def __len__(self) -> int:
        return len(self._actions)

    def fill_menu(self, menu: QMenu, names: Iterable[str]) -> QMenu:
        """Add the actions to a menu in this order; "-" is a separator."""
        for name in names:
            if name == "-":
                menu.addSeparator()
            else:
                menu.addAction(self[name])
        return menu

    def tool_button(self, name: str, parent: QWidget | None = None) -> QToolButton:
        """A flat button of the action, icon only when it has one."""
        button = QToolButton(parent)
        button.setDefaultAction(self[name])
        fit_icon(button)
        button.setAccessibleName(_words(self[name]))
        return button

    def shortcut_rows(self) -> list[tuple[str, str, str]]:
        """(category, text, keys) of every action with a shortcut, in the order of the list: the shortcut sheet."""
        return [(category_of(a), _words(a), shortcut_text(a)) for a in self if a.shortcuts()]


def category_of(action: QObject) -> str:
    """Where it belongs, in the language spoken."""
    return str(action.property("category") or "")


def english_of(action: QObject) -> str:
    """What it is called in English, without mnemonic."""
    return str(action.property("english") or "").replace("&", "")


def shortcut_text(action: QAction) -> str:
    """The first shortcut as this system writes it, "" without one."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _portable(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def _is_free(sequence: QKeySequence) -> bool:
    """Whether a key types nothing and moves nothing: it has Ctrl, Alt or Meta with it, or is one from F1 to F35."""
    pressed, modifier = _only_key(sequence), Qt.KeyboardModifier
    held = modifier.ControlModifier | modifier.AltModifier | modifier.MetaModifier
    return bool(pressed.keyboardModifiers() & held) or Qt.Key.Key_F1 <= pressed.key() <= Qt.Key.Key_F35


def _only_key(sequence: QKeySequence) -> QKeyCombination:
    pressed: QKeyCombination = sequence[0]  # type: ignore[index]  # which the stubs of 6.11 do not know
    return pressed


def _words(action: QAction) -> str:
    return action.text().replace("&", "").rstrip("…")
