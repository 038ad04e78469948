"""The nouns as plain JSON and back, for what is kept: in the database, and between the steps of a job."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.models import (
    Article,
    Draft,
    Finding,
    Headline,
    Meaning,
    Note,
    Severity,
    Source,
    Usage,
    Version,
    Wish,
    Written,
)
from bot.style import Layer, Scope, Style, Trait

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Json: TypeAlias = Mapping[str, Any]

plain = asdict
"""Write a noun down; tuples become lists in JSON."""


def article(said: Json) -> Article:
    """Read an article."""
    return Article(**{**said, "sources": tuple(Source(**one) for one in said.get("sources", ()))})


def note(said: Json) -> Note:
    """Read a note."""
    return Note(title=said["title"], body=said["body"], topics=tuple(said["topics"]))


def written(said: Json) -> Written:
    """Read what a writer handed over."""
    return Written(
        note=note(said["note"]),
        writer=said["writer"],
        titles=_titles(said),
        findings=_findings(said.get("findings", ())),
        usage=usage(said["usage"]),
    )


def version(said: Json) -> Version:
    """Read a version; what else stands beside its fields is left aside."""
    return Version(
        note=note(said["note"]),
        wish=wish(said["wish"]),
        style=style(said["style"]),
        titles=_titles(said),
        findings=_findings(said["findings"]),
        writer=said["writer"],
        usage=usage(said["usage"]),
        key=said.get("key") or "",
        base=said.get("base"),
        person=said.get("person") or 0,
    )


def style(said: Json) -> Style:
    """Read a style."""
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    return Style(**fields)


def wish(said: Json) -> Wish:
    """Read a wish."""
    return Wish(**{**said, "style": style(said.get("style") or {})})


def meaning(said: Json) -> Meaning:
    """Read what words mean."""
    asked = wish(said["wish"]) if said["wish"] else None
    return Meaning(wish=asked, lasting=style(said["lasting"]), unclear=said["unclear"])


def traits(said: Iterable[Json]) -> tuple[Trait, ...]:
    """Read what a style says."""
    return tuple(Trait(**one) for one in said)


def layers(said: Iterable[Json] | None) -> tuple[Layer, ...]:
    """Read the styles of a draft; one that was kept before there were any has none."""
    return tuple(Layer(scope=Scope(one["scope"]), style=style(one["style"])) for one in said or ())


def draft(said: Json) -> Draft:
    """Read a draft; when it was made is left aside."""
    versions = tuple(map(version, said["versions"]))
    found = {"article": article(said["article"]), "versions": versions, "layers": layers(said.get("layers"))}
    return Draft(**{**said, **found, "created": None})


def _titles(said: Json) -> tuple[Headline, ...]:
    """Read the titles offered; what was kept before there were any has none."""
    return tuple(Headline(**offered) for offered in said.get("titles") or ())


def _findings(said: Iterable[Json]) -> tuple[Finding, ...]:
    return tuple(Finding(**{**found, "severity": Severity(found["severity"])}) for found in said)


def usage(said: Json | None) -> Usage | None:
    """Read what was counted, if it was."""
    return Usage(**said) if said else None
