"""JSON as it comes over the wire, read without trusting its shape."""

from collections.abc import Sequence

JsonObject = dict[str, object]


def json_object(value: object) -> JsonObject:
    """`value` where it is a JSON object, else an empty one."""
    return {str(key): item for key, item in value.items()} if isinstance(value, dict) else {}


def json_list(value: object) -> list[object]:
    """`value` where it is a JSON array, else an empty one."""
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


def json_objects(value: object) -> list[JsonObject]:
    """The objects of a JSON array; whatever else it holds is left out."""
    return [json_object(item) for item in json_list(value) if isinstance(item, dict)]


def json_text(value: object) -> str:
    """`value` where it is a string, else the empty one."""
    return value if isinstance(value, str) else ""


def json_texts(value: object) -> list[str]:
    """The strings of a JSON array."""
    return [item for item in json_list(value) if isinstance(item, str)]


def json_number(value: object) -> float:
    """`value` where it is a number, else 0."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0
