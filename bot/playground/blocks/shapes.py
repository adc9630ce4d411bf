"""Small rules for the shape of JSON, put together to larger ones.

A rule takes a value and where it stands, and yields what is wrong in Slack's words:
`string(max_length=3)("abcd", "/text")` → `must be less than 4 characters [json-pointer:/text]`.
"""

from collections.abc import Callable, Iterator, Mapping

from bot.playground.json_values import json_object, json_text

Rule = Callable[[object, str], Iterator[str]]


def problem(what: str, pointer: str) -> str:
    """One complaint."""
    return f"{what} [json-pointer:{pointer}]"


def string(max_length: int, min_length: int = 1) -> Rule:
    """A string of so many characters."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must be a string", pointer)
        elif len(value) < min_length:
            yield problem(f"must be more than {min_length - 1} characters", pointer)
        elif len(value) > max_length:
            yield problem(f"must be less than {max_length + 1} characters", pointer)

    return check


def choice(*allowed: str) -> Rule:
    """One of these strings."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if value not in allowed:
            yield problem(f"must be one of {', '.join(allowed)}", pointer)

    return check


def boolean(value: object, pointer: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield problem("must be a boolean", pointer)


def anything(value: object, pointer: str) -> Iterator[str]:
    """Whatever it is."""
    yield from ()


def array(item: Rule, max_items: int, min_items: int = 1) -> Rule:
    """An array of so many items."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must be an array", pointer)
            return
        if len(value) < min_items:
            yield problem(f"no fewer than {min_items} items allowed", pointer)
        if len(value) > max_items:
            yield problem(f"no more than {max_items} items allowed", pointer)
        for index, entry in enumerate(value):
            yield from item(entry, f"{pointer}/{index}")

    return check


def fields(
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule],
    any_of: tuple[str, ...] = (),
) -> Rule:
    """An object with these fields, at least one of `any_of`, and no others."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", pointer)
            return
        for name in required:
            if name not in value:
                yield problem(f"missing required field: {name}", pointer)
        if any_of and not any(name in value for name in any_of):
            yield problem(f"missing one of: {', '.join(any_of)}", pointer)
        rules = {**required, **optional}
        for name, entry in value.items():
            rule = rules.get(name)
            if rule is None:
                yield problem(f"invalid additional property: {name}", pointer)
            else:
                yield from rule(entry, f"{pointer}/{name}")

    return check


def by_type(rules: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which rule it follows."""

    def check(value: object, pointer: str) -> Iterator[str]:
        kind = json_text(json_object(value).get("type"))
        if kind in rules:
            yield from rules[kind](value, pointer)
        else:
            yield problem(f"unsupported type: {kind or 'none'}", pointer)

    return check
