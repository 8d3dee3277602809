"""The one style sheet, written from the tokens.

Widgets choose by dynamic properties (set with `theme.set_look`):
`kind` of a QPushButton: primary, danger, quiet (none is the plain button); `host` of a primary one: a host colour;
`type` of a QLabel: caption, strong, title, display; `shade` of a QLabel: muted, faint, or a tone;
`tight` of a QPushButton: little air beside its words;
`code` of a QLabel: what may be typed elsewhere; `flush` of a link: it begins where the text above it does;
`role` of a QFrame: card, well, header, line; of a QLabel: key (of the keyboard);
`alarm` of a QFrame: it must not be overlooked ("edge": by its edge alone); `raised` of a well: it lies on an alarm;
`problem` of an editor: error, warning; `bare` of a view: no frame; `walked` of a scroll area: it takes the focus.
"""

from __future__ import annotations

from .icons import IconSet
from .tokens import MONO_FAMILY, TYPE_SCALE, Theme

_EDITORS = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox", "QSpinBox", "QDoubleSpinBox", "QDateTimeEdit")


def stylesheet(theme: Theme, icons: IconSet | None) -> str:
    """QSS for every widget of the application. Without icons, arrows and ticks are left to the style."""
    parts = [
        _labels(theme),
        _frames(theme),
        _buttons(theme),
        _editors(theme),
        _choices(theme),
        _tabs(theme),
        _views(theme),
        _bars(theme),
        _menus(theme),
    ]
    if icons is not None:
        parts.append(_pictures(theme, (icons.folder / "controls").as_posix()))
    return "\n".join(parts)


def _labels(t: Theme) -> str:
    lines = ["QLabel { background: transparent; }"]
    for name, (size, weight) in TYPE_SCALE.items():
        lines.append(
            f'QLabel[type="{name}"] {{ font-size: {round(size * t.zoom)}px; font-weight: {int(weight)}; }}',
        )
    for shade in ("text", "muted", "faint", "accent"):
        lines.append(f'QLabel[shade="{shade}"] {{ color: {getattr(t, shade)}; }}')
    for tone in ("good", "soon", "critical", "bad", "info", "neutral"):
        lines.append(f'QLabel[shade="{tone}"] {{ color: {t.tone(tone).fg}; }}')
    return "\n".join(lines)


def _frames(t: Theme) -> str:
    return f"""
QMainWindow, QDialog {{ background: {t.surface}; }}
QLabel[code="true"] {{ font-family: "{MONO_FAMILY}", "DejaVu Sans Mono", monospace; font-size: {t.px(12)}px; }}
QLabel[role="key"] {{ background: {t.sunken}; color: {t.text}; border: 1px solid {t.border}; border-radius: 4px;
    padding: {t.px(1)}px {t.px(6)}px; font-size: {t.px(12)}px; font-weight: 500; }}
QDialog#commandPalette {{ background: {t.raised}; border: 1px solid {t.outline}; }}
QFrame[role="card"] {{ background: {t.raised}; border: 1px solid {t.border}; border-radius: 8px; }}
QFrame[alarm="true"] {{ background: {t.bad.soft}; border: 1px solid {t.bad.solid}; }}
QFrame[alarm="edge"] {{ border: 1px solid {t.bad.solid}; }}
QFrame[role="well"] {{ background: {t.sunken}; border: none; border-radius: 6px; }}
QFrame[role="well"][raised="true"] {{ background: {t.raised}; }}
QFrame[role="header"] {{ background: transparent; border: none; border-bottom: 1px solid {t.border};
    min-height: {t.px(38)}px; }}
QFrame[role="offer"] {{ background: {t.accent_soft}; border: none; border-bottom: 1px solid {t.border}; }}
QFrame[role="line"] {{ background: {t.border}; border: none; max-height: 1px; min-height: 1px; }}
QToolTip {{ background: {t.tooltip}; color: {t.on_tooltip}; border: 1px solid {t.tooltip}; padding: {t.px(5)}px
    {t.px(8)}px; }}
QSplitter::handle {{ background: {t.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:hover {{ background: {t.focus}; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea[walked="true"] {{ border: 2px solid transparent; }}
QScrollArea[walked="true"]:focus {{ border-color: {t.focus}; }}
QScrollArea > QWidget > QWidget[role="page"] {{ background: transparent; }}
"""


def _buttons(t: Theme) -> str:
    lines = [
        f"""
QPushButton {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.outline}; border-radius: 6px;
    padding: 0 {t.px(12)}px; min-height: {t.px(28)}px; font-weight: 500; }}
QPushButton:hover {{ background: {t.sunken}; }}
QPushButton:pressed {{ background: {t.border}; }}
QPushButton:focus {{ border: 2px solid {t.focus}; padding: 0 {t.px(12) - 1}px; min-height: {t.px(28) - 2}px; }}
QPushButton[tight="true"] {{ padding: 0 {t.px(4)}px; }}
QPushButton[tight="true"]:focus {{ padding: 0 {t.px(4) - 1}px; }}
QPushButton:disabled {{ color: {t.disabled}; border-color: {t.border}; background: {t.surface}; }}
QPushButton:checked {{ background: {t.accent_soft}; color: {t.accent}; border-color: {t.focus}; }}
QPushButton[kind="primary"] {{ background: {t.accent_solid}; color: {t.on_accent}; border: 1px solid {t.accent_solid};
    font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
QPushButton[kind="danger"] {{ background: {t.bad.solid}; color: {t.bad.on_solid}; border: 1px solid {t.bad.solid};
    font-weight: 600; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent; color: {t.muted}; }}
QPushButton[kind="quiet"]:hover {{ background: {t.sunken}; color: {t.text}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {t.accent};
    padding: 0 {t.px(4)}px; }}
QPushButton[kind="link"][flush="true"] {{ padding: 0 1px 0 0; border: none; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="quiet"]:focus, QPushButton[kind="link"]:focus {{ border: 2px solid {t.focus}; }}
QPushButton[kind="primary"]:disabled, QPushButton[kind="danger"]:disabled {{ background: {t.sunken};
    color: {t.disabled}; border-color: {t.border}; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px; padding: {t.px(4)}px;
    color: {t.muted}; }}
QToolButton:hover {{ background: {t.sunken}; color: {t.text}; }}
QToolButton:pressed, QToolButton:checked {{ background: {t.accent_soft}; color: {t.accent}; }}
QToolButton:focus {{ border: 2px solid {t.focus}; padding: {t.px(4) - 1}px; }}
QToolButton:disabled {{ color: {t.disabled}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QToolButton[tiny="true"] {{ padding: 0 {t.px(2)}px; border-radius: 4px; }}
QToolButton[tiny="true"]:focus {{ padding: 0 {t.px(2) - 1}px; }}
QToolButton[role="section"] {{ color: {t.muted}; font-weight: 600; padding: {t.px(4)}px {t.px(2)}px;
    text-align: left; }}
QToolButton[role="section"]:focus {{ padding: {t.px(4) - 1}px {t.px(2) - 1}px; }}
QToolButton[role="section"]:hover {{ color: {t.text}; }}"""
    ]
    for name, tone in t.hosts:
        lines.append(
            f'QPushButton[kind="primary"][host="{name}"] {{ background: {tone.solid}; border-color: {tone.solid};'
            f" color: {tone.on_solid}; }}\n"
            f'QPushButton[kind="primary"][host="{name}"]:hover {{ border-color: {tone.fg}; }}'
        )
    for name in ("primary", "danger"):
        lines.append(
            f'QPushButton[kind="{name}"]:focus {{ border: 2px solid {t.focus_solid}; padding: 0 {t.px(12) - 1}px;'
            f" min-height: {t.px(28) - 2}px; }}"
        )
    return "\n".join(lines)


def _editors(t: Theme) -> str:
    def each(suffix: str) -> str:
        return ", ".join(name + suffix for name in _EDITORS)

    return f"""
{each("")} {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.outline}; border-radius: 6px;
    placeholder-text-color: {t.faint}; selection-background-color: {t.accent_solid}; selection-color: {t.on_accent}; }}
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateTimeEdit {{ padding: 0 {t.px(7)}px; min-height: {t.px(28)}px; }}
QPlainTextEdit, QTextEdit {{ padding: {t.px(4)}px; }}
{each(":hover")} {{ border-color: {t.faint}; }}
{each(":focus")} {{ border: 2px solid {t.focus}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateTimeEdit:focus {{
    padding: 0 {t.px(7) - 1}px; min-height: {t.px(28) - 2}px; }}
QLineEdit[search="true"]:focus {{ padding-left: 0; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {t.px(4) - 1}px; }}
{each(":disabled")} {{ background: {t.surface}; color: {t.disabled}; border-color: {t.border}; }}
QLineEdit:read-only {{ background: {t.surface}; border-color: {t.border}; }}
QPlainTextEdit:read-only, QTextEdit:read-only {{ border-color: {t.border}; }}
QLineEdit[search="true"] {{ padding-left: 0; }}
{each('[problem="warning"]')} {{ border: 1px solid {t.soon.solid}; }}
{each('[problem="error"]')} {{ border: 1px solid {t.bad.solid}; }}
{each('[problem="error"]:focus')} {{ border: 2px solid {t.bad.solid}; }}
{each('[bare="true"]')}, {each('[bare="true"]:focus')} {{ border: none; border-radius: 0; background: transparent; }}
QLineEdit > QToolButton {{ border: none; padding: 0; background: transparent; }}
QComboBox::drop-down, QDateTimeEdit::drop-down {{ border: none; width: {t.px(22)}px; }}
QComboBox QAbstractItemView {{ background: {t.raised}; border: 1px solid {t.outline}; border-radius: 0;
    padding: {t.px(4)}px; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: {t.px(26)}px; padding: 0 {t.px(6)}px; border-radius: 4px;
    color: {t.text}; }}
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover {{ background: {t.accent_soft};
    color: {t.text}; }}
QAbstractSpinBox > QLineEdit, QAbstractSpinBox > QLineEdit:focus, QComboBox > QLineEdit,
QComboBox > QLineEdit:focus {{ border: none; padding: 0; min-height: 0; background: transparent; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{ border: none;
    background: transparent; width: {t.px(18)}px; subcontrol-origin: border; }}
QSpinBox::up-button, QDoubleSpinBox::up-button {{ subcontrol-position: top right; }}
QSpinBox::down-button, QDoubleSpinBox::down-button {{ subcontrol-position: bottom right; }}
"""


def _choices(t: Theme) -> str:
    box = t.px(15)
    return f"""
QCheckBox, QRadioButton {{ spacing: {t.px(8)}px; background: transparent; border: 2px solid transparent;
    border-radius: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {t.focus}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.disabled}; }}
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QListView::indicator {{ width: {box}px;
    height: {box}px; background: {t.raised}; border: 1px solid {t.faint}; }}
QCheckBox::indicator, QGroupBox::indicator, QListView::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: {box // 2 + 1}px; }}
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QListView::indicator:checked {{
    background: {t.accent_solid}; border-color: {t.accent_solid}; }}
QRadioButton::indicator:checked {{ width: {box - 8}px; height: {box - 8}px; border: 5px solid {t.accent_solid};
    background: #ffffff; border-radius: {(box + 2) // 2}px; }}
QProgressBar {{ background: {t.sunken}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
    color: transparent; }}
QProgressBar::chunk {{ background: {t.accent_solid}; border-radius: 3px; }}
QSlider::groove:horizontal {{ height: 4px; background: {t.border}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {t.accent_solid}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -6px 0; border-radius: 7px; background: {t.raised};
    border: 1px solid {t.faint}; }}
QGroupBox {{ border: 1px solid {t.border}; border-radius: 8px; margin-top: {t.px(10)}px; padding: {t.px(12)}px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: {t.px(12)}px; padding: 0 {t.px(4)}px; color: {t.muted}; }}
"""


def _tabs(t: Theme) -> str:
    return f"""
QTabWidget::pane {{ border: none; border-top: 1px solid {t.border}; top: 0; }}
QTabWidget::tab-bar {{ left: {t.px(4)}px; }}
QTabBar {{ background: transparent; border: none; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {t.muted}; border: none; border-bottom: 2px solid transparent;
    padding: {t.px(9)}px {t.px(10)}px {t.px(8)}px; min-height: {t.px(19)}px; margin: 0 {t.px(2)}px; font-weight: 500; }}
QTabBar::tab:hover {{ color: {t.text}; border-bottom-color: {t.outline}; }}
QTabBar::tab:selected {{ color: {t.accent}; border-bottom-color: {t.accent}; }}
QTabBar:focus {{ outline: none; }}
QTabBar::tear {{ width: 0; border: none; }}
QTabBar::scroller {{ width: {t.px(24)}px; }}
QTabBar QToolButton {{ background: {t.surface}; border: none; border-radius: 0; }}
QTabBar::tab:selected:focus {{ border: 2px solid {t.focus}; border-radius: 6px;
    padding: {t.px(9) - 2}px {t.px(10) - 2}px {t.px(8)}px; }}
QTabBar::tab:disabled {{ color: {t.disabled}; }}
"""


def _views(t: Theme) -> str:
    return f"""
QAbstractItemView {{ outline: none; }}
QTableView, QTreeView, QListView {{ background: {t.raised}; alternate-background-color: {t.surface};
    border: 1px solid {t.border}; border-radius: 6px; gridline-color: {t.border}; color: {t.text};
    selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
QTableView:focus, QTreeView:focus, QListView:focus {{ border-color: {t.focus}; }}
QTableView::item, QTreeView::item {{ padding: {t.px(3)}px {t.px(8)}px; border: none; }}
QListView::item {{ padding: {t.px(5)}px {t.px(8)}px; border: none; border-radius: 4px; }}
QTableView::item:hover, QTreeView::item:hover, QListView::item:hover {{ background: {t.sunken}; }}
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {{ background: {t.accent_soft};
    color: {t.text}; }}
QAbstractItemView[bare="true"] {{ border: none; border-radius: 0; background: transparent; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; color: {t.faint}; border: none; border-bottom: 1px solid {t.border};
    padding: {t.px(5)}px {t.px(8) + 3}px; font-size: {t.px(12)}px; font-weight: 500; }}
QHeaderView::section:hover {{ color: {t.text}; }}
QTableCornerButton::section {{ background: transparent; border: none; }}
"""


def _bars(t: Theme) -> str:
    thumb = t.outline if not t.is_dark else t.disabled
    return f"""
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 10px; margin: 0; }}
QScrollBar:horizontal {{ height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {thumb}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 28px; margin: 2px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {t.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; background: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QStatusBar {{ background: {t.surface}; border-top: 1px solid {t.border}; color: {t.muted}; }}
QStatusBar::item {{ border: none; }}
QToolBar {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.border}; spacing: {t.px(4)}px;
    padding: {t.px(4)}px; }}
"""


def _menus(t: Theme) -> str:
    return f"""
QMenuBar {{ background: {t.surface}; border-bottom: 1px solid {t.border}; padding: {t.px(2)}px {t.px(6)}px; }}
QMenuBar::item {{ background: transparent; color: {t.muted}; padding: {t.px(5)}px {t.px(9)}px; border-radius: 4px; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {t.sunken}; color: {t.text}; }}
QMenu {{ background: {t.raised}; border: 1px solid {t.outline}; padding: {t.px(4)}px; }}
QMenu::item {{ padding: {t.px(6)}px {t.px(24)}px {t.px(6)}px {t.px(10)}px; border-radius: 4px; color: {t.text}; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.disabled}; }}
QMenu::icon {{ padding-left: {t.px(8)}px; }}
QMenu::indicator {{ width: {t.px(13)}px; height: {t.px(13)}px; margin-left: {t.px(6)}px; border: 1px solid {t.faint};
    border-radius: 4px; background: {t.raised}; }}
QMenu::indicator:exclusive {{ border-radius: {t.px(15) // 2}px; }}
QMenu::indicator:checked {{ background: {t.accent_solid}; border-color: {t.accent_solid}; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: {t.px(4)}px {t.px(8)}px; }}
"""


def _pictures(t: Theme, folder: str) -> str:
    """Arrows and ticks: files in a mid grey that reads on both modes, because QSS cannot recolour."""
    size = t.px(14)
    return f"""
QComboBox::down-arrow, QDateTimeEdit::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{
    image: url("{folder}/chevron-down.svg"); width: {size}px; height: {size}px; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url("{folder}/chevron-up.svg"); width: {size}px;
    height: {size}px; }}
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QListView::indicator:checked,
QMenu::indicator:checked {{
    image: url("{folder}/check.svg"); }}
QTreeView::branch:has-children:closed {{ image: url("{folder}/chevron-right.svg"); }}
QTreeView::branch:has-children:open {{ image: url("{folder}/chevron-down.svg"); }}
QTabBar QToolButton::left-arrow {{ image: url("{folder}/chevron-left.svg"); width: {size}px; height: {size}px; }}
QTabBar QToolButton::right-arrow {{ image: url("{folder}/chevron-right.svg"); width: {size}px; height: {size}px; }}
QHeaderView::down-arrow {{ image: url("{folder}/chevron-down.svg"); width: {size}px; height: {size}px; }}
QHeaderView::up-arrow {{ image: url("{folder}/chevron-up.svg"); width: {size}px; height: {size}px; }}
"""
