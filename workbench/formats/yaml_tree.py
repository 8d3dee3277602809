"""YAML read into texts, lists and objects, and into nothing else.

PyYAML's own constructors read YAML 1.1 (``no`` is a boolean, ``0495`` an octal number), follow aliases and recurse;
here its event stream is put together by hand: every scalar stays the text that it is, an alias is refused, depth is
limited.
"""

from __future__ import annotations

import yaml

from workbench.formats.lenient import Json
from workbench.language import number, tr

MAX_CHARACTERS = 4 * 1024 * 1024
MAX_DEPTH = 100
_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


class NotYaml(ValueError):
    """The text is not YAML as it is read here; ``position`` counts characters from 1, where it is known."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


def read_yaml(text: str) -> Json:
    """The value of the first document: ``str``, ``list`` or ``dict`` of these; an empty or ``null`` scalar is ``None``.

    :raises NotYaml: where it is none, or passes a limit.
    """
    if len(text) > MAX_CHARACTERS:
        raise NotYaml(tr("more than {most} characters", most=number(MAX_CHARACTERS)))
    try:
        return _build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        problem = error.problem or tr("what stands here is not allowed")
        raise NotYaml(problem, mark.index + 1 if mark is not None else None) from None
    except (yaml.YAMLError, UnicodeError):
        raise NotYaml(tr("a character that YAML does not allow")) from None


def _build(text: str) -> Json:
    tree: list[Json] = []
    open_nodes: list[list[Json]] = [tree]  # of an object: its names and values in turn
    kinds: list[bool] = []
    for event in yaml.parse(text, Loader=_LOADER):
        match event:
            case yaml.ScalarEvent():
                is_null = event.style is None and event.value in ("", "~", "null")
                open_nodes[-1].append(None if is_null else event.value)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if len(open_nodes) > MAX_DEPTH:
                    raise NotYaml(tr("nested deeper than {most} levels", most=MAX_DEPTH), _find(event))
                open_nodes.append([])
                kinds.append(isinstance(event, yaml.MappingStartEvent))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                parts = open_nodes.pop()
                open_nodes[-1].append(_pair(parts) if kinds.pop() else parts)
            case yaml.AliasEvent():
                raise NotYaml(tr("an alias, which is not followed"), _find(event))
            case yaml.DocumentEndEvent():
                break
            case _:
                pass
    return tree[0] if tree else None


def _find(event: yaml.Event) -> int | None:
    return event.start_mark.index + 1 if event.start_mark is not None else None


def _pair(parts: list[Json]) -> dict[str, Json]:
    return {name: value for name, value in zip(parts[::2], parts[1::2], strict=True) if isinstance(name, str)}
