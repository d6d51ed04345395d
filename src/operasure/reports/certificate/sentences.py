"""The sentences of certificate and letter, each from what the predicate holds and nothing else.

A sentence stands only where it is true for every combination of documents that can lead to it;
tests recompute each from the documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from operasure.core.strict import Row
from operasure.reports.certificate.holding import UNDO
from operasure.reports.evidence import limits, planted
from operasure.reports.words import Words

_CODE = re.compile(r" \([a-z]{2}-\d\d\)$")
Predicate = Mapping[str, Any]

MOST_HELD = 10
"""How many files that hold the person are named; statement.json has all."""
LOOKS = ("verify", "find-mentions", "cache", "files", "logs")


def title(predicate: Predicate, words: Words) -> str:
    """What the document is called: a certificate only of what is complete."""
    return words("title.document" if predicate["state"] == "complete" else "title.report")


def lead(predicate: Predicate, words: Words) -> str:
    """The first line: the verdict, and what a clear result is not clear of."""
    if predicate["verdict"] != "clear" or not predicate["but_for"]:
        return words(f"verdict.{predicate['verdict']}")
    parts = [_but_for(each, words) for each in predicate["but_for"]]
    return words("verdict.clear_but", what=words.semicolon.join(parts))


def _but_for(each: Row, words: Words) -> str:
    noun = {"undo": "undo_file", "files": "file", "texts": "text", "stated": "thing"}
    counted = words.count(each["count"], noun.get(each["what"], "entry"))
    said = words(f"but.{each['what']}", count=counted)
    return (
        f"{said} ({words('letter.until', date=words.day(each['until']))})"
        if each["until"]
        else said
    )


def more(predicate: Predicate, words: Words) -> Iterator[str]:
    """What was looked at, and what the result does not say."""
    state = predicate["state"]
    yield words(f"verdict_more.{state}")
    looked = [e for e in _looks(predicate) if e["command"] == "find-mentions"]
    if not looked:
        yield words("verdict_more.not_searched")
        return
    searched = looked[0]["searched"] or {}
    if searched.get("refused"):
        yield words("verdict_more.searched_without_some")
    if not searched.get("names", 1):
        yield words("verdict_more.searched_without_names")
        return
    unread = [p for p in predicate["unchecked"] if p["command"] == "find-mentions"]
    yield words("verdict_more.searched_part" if unread else "verdict_more.searched")


def acts(predicate: Predicate, words: Words) -> Iterator[dict[str, str]]:
    """Everything that was done: what, when exactly, by whom, in which way, to which extent."""
    for act in predicate["acts"]:
        yield {
            "what": words(f"act.{act['kind']}"),
            "when": words.span(act["started_at"], act["finished_at"]),
            "by": act["by"] or words("act.not_stated"),
            "way": act["way"],
            "extent": words.semicolon.join(_extent(act, words)),
        }


def _extent(act: Row, words: Words) -> Iterator[str]:
    if act["kind"] == "deletion":
        yield words("extent.deletion")
        return
    yield words(f"extent.{act['kind']}", entries=words.count(act["rows"], "entry"))
    for key in ("already", "changed_since", "gone", "planned_out"):
        if act[key]:
            name = "refused" if (act["kind"], key) == ("evict", "changed_since") else key
            yield words(f"extent.{name}", entries=words.count(act[key], "entry"))
    if act["lacks"]:
        yield words("extent.lacks")


def removed(predicate: Predicate, words: Words) -> str | None:
    """The removals added up, where there is something to add."""
    found = predicate["removed"]
    if found["runs"] < 2 and not found["brought_back"]:
        return None
    key = "removed_back" if found["brought_back"] else "removed"
    return words(
        f"extent.{key}",
        entries=words.count(found["net"], "entry"),
        runs=words.count(found["runs"], "run"),
        back=words.count(found["brought_back"], "entry"),
    )


def review(predicate: Predicate, words: Words) -> str | None:
    """Who decided about texts, and from when to when; None where nobody did."""
    found = predicate["review"]
    if found is None:
        return None
    by = found["by"] or words("act.not_stated")
    decisions = words.count(found["decisions"], "decision")
    if found["first_at"] is None:
        return words("review.undated", by=by, decisions=decisions)
    first, last = words.moment(found["first_at"]), words.moment(found["last_at"])
    return words("review.text", by=by, decisions=decisions, first=first, last=last)


def to_erase(predicate: Predicate, words: Words) -> str:
    """How many texts are to be erased by a decision and still there; empty without any."""
    number = (predicate["review"] or {}).get("to_erase", 0)
    return words("left.to_erase", n=number) if number else ""


def recall(predicate: Predicate, words: Words) -> str | None:
    """What was reported of an invented person on a copy of the installation; None where nobody
    measured it."""
    found = predicate["recall"]
    if found is None:
        return None
    figures = {key: words.number(found[key]) for key in ("reported", "places", "unchecked")}
    parts = [words("recall.text", moment=words.moment(found["seen_at"]), **figures)]
    parts += _by_kind(found, words)
    if found["unchecked"]:
        parts.append(words("recall.unchecked", **figures))
    if found["not_planted"]:
        parts.append(words("recall.not_planted", places=words.count(found["not_planted"], "place")))
    return " ".join(parts)


def _by_kind(found: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Where it was planted, where that is more than the database, and where it was not."""
    if "elsewhere" not in found:
        return
    yield planted.where(found["by_kind"], words)
    if out := [words.maybe("recall_kind", each["kind"]) for each in found["left_out"]]:
        yield words("recall.left_out", kinds=words.semicolon.join(out))


def sampled(predicate: Predicate, words: Words) -> str | None:
    """What follows from texts that were not reported, drawn at random and read by a person."""
    return limits.sampled(predicate["sample"], words)


def behind(predicate: Predicate, words: Words) -> str | None:
    """How many accounts stand behind the Deleted user; None where nobody has asked."""
    found = predicate["behind"]
    if found is None:
        return None
    least, most = found["at_least"], found["at_most"]
    key = "least" if most is None else "one" if most == 1 else "most"
    number = words.number(most or 0)
    said = words(f"behind.{key}", least=words.number(least), most=number)
    return f"{words('behind.meaning')} {said}"


def levels(predicate: Predicate, words: Words) -> Iterator[str]:
    """How deep the erasure is verified, and until when the rest stays, as far as it is stated."""
    found = predicate["levels"]
    yield words(f"levels.{found['logical']}")
    yield words("levels.physical")
    if found["until"] is None:
        yield words("levels.physical_open")
    else:
        yield words("levels.physical_until", day=words.day(found["until"]))


def due(deadline: Row, words: Words) -> str:
    """Until when the answer was due, and why."""
    day, extension = words.day(deadline["due"]), deadline["extension"]
    if not deadline["extended"]:
        return words("request.due_text", due=day)
    told = words.day(extension["told_on"])
    return words("request.extended_text", due=day, told=told, reason=extension["reason"])


def in_time(predicate: Predicate, words: Words) -> Iterator[str]:
    """What was in time and what was not. That an erasure was in time is said of a complete one
    alone; of another, how it stands and whether there is time left."""
    deadline, state = predicate["deadline"], predicate["state"]
    if deadline["extension"] and not deadline["extended"]:
        told = words.day(deadline["extension"]["told_on"])
        yield words("request.not_extended", told=told, first=words.day(deadline["first"]))
    late = {key: deadline[f"{key}_late_by"] for key in ("deleted", "removed", "seen", "answered")}
    if state == "complete" and not any(late.values()):
        yield words("request.in_time_but" if predicate["but_for"] else "request.in_time_text")
        return
    for key in ("deleted", "removed"):
        if late[key] is not None:
            yield _late(key, late[key], words)
    over = bool(late["answered"])
    if state != "complete":
        ended = words.day(deadline["due"])
        yield words(f"request.{state}_{'over' if over else 'open'}", due=ended)
    elif late["seen"]:
        yield words("request.seen_late", days=words.count(late["seen"], "day"))
    yield _late("answered", late["answered"], words)


def _late(key: str, days: int, words: Words) -> str:
    if days:
        return words(f"request.{key}_late", days=words.count(days, "day"))
    return words(f"request.{key}_in_time")


def found(group: Row, words: Words, *, texts: bool) -> Iterator[str]:
    """What was found in a group, in figures; nothing where nothing was. `texts`: also in texts."""
    entries = {
        k: words.count(group[f"{k}_rows"], "entry") for k in ("left", "accepted", "retained")
    }
    if group["left"]:
        places = words.count(group["left"], "place")
        yield words("found.left", entries=entries["left"], places=places)
    if group["mentions"] and texts:
        yield words("found.mentions", **named([group["mentions"]], words))
    for key in ("accepted", "retained"):
        if group[f"{key}_rows"]:
            yield words(f"found.{key}", entries=entries[key])
    if group["kept"]:
        yield words("found.kept", texts=words.number(group["kept"]))
    if group["unchecked"]:
        yield words("found.unchecked", places=words.count(group["unchecked"], "place"))


def named(mentions: Sequence[Mapping[str, int]], words: Words) -> dict[str, str]:
    """How many texts name the person for certain, and how many possibly."""
    certain = sum(each.get("certain", 0) for each in mentions)
    every = sum(sum(each.values()) for each in mentions)
    return {"certain": words.number(certain), "possible": words.number(every - certain)}


def rows(group: Row, words: Words) -> str:
    """How many rows the tables of a group hold, as far as the server has counted them."""
    if group["rows"] is None:
        return words("groups.not_counted") if group["uncounted"] else ""
    number = words.number(group["rows"])
    return words("groups.at_least", rows=number) if group["uncounted"] else number


def reasons(predicate: Predicate, words: Words) -> list[str]:
    """Why something is left, and when it is looked at again (Art. 12(4) GDPR)."""
    if predicate["verdict"] == "clear":
        return []
    stated = [
        words("left.reason", reason=each["reason"], again=words.day(each["again_on"]))
        if each["group"] is None
        else words(
            "left.reason_in",
            group=f"{words.group(each['group'])} ({each['group']})",
            reason=each["reason"],
            again=words.day(each["again_on"]),
        )
        for each in predicate["reasons"]
    ]
    return stated or [words("left.no_reason")]


def stays(predicate: Predicate, words: Words) -> list[dict[str, str]]:
    """What stays, why, and until when; `digest` of a file."""
    every = (*_held(predicate, words), *_stays(predicate, words))
    return [{"digest": ""} | entry for entry in every]


def letter_stays(predicate: Predicate, words: Words) -> list[dict[str, str]]:
    """The same for a letter: files that stay for the same reason until the same day as one."""
    every: dict[tuple[str, str], Counter[str]] = {}
    for each in _held(predicate, words, most=None):
        every.setdefault((each["ground"], each["until"]), Counter())[each["what"]] += 1
    files = [
        {
            "what": ", ".join(f"{what} ({n})" if n > 1 else what for what, n in kinds.items()),
            "ground": ground,
            "until": until,
        }
        for (ground, until), kinds in every.items()
    ]
    return [*files, *_stays(predicate, words)]


def staying(predicate: Predicate, words: Words) -> list[dict[str, str]]:
    """The same for the person: by group, without places and files one by one."""
    groups: dict[tuple[str, str, str], None] = {}
    for entry in predicate["accepted"]:
        said = words.group(entry["group"]), entry["ground"], words.day(entry["until"])
        groups[said] = None
    held = [each["until"] for each in predicate["holding"] if each["destroyed_on"] is None]
    found = [{"what": what, "ground": ground, "until": until} for what, ground, until in groups]
    others = {**predicate, "accepted": (), "holding": ()}
    found += [e | {"what": _CODE.sub("", e["what"])} for e in _stays(others, words)]
    if held:
        files = words("stays.files", files=words.count(len(held), "file"))
        last = "" if None in held else words.day(max(filter(None, held)))
        found.append({"what": files, "ground": "", "until": last})
    return found


def _stays(predicate: Predicate, words: Words) -> Iterator[dict[str, str]]:
    for group in predicate["groups"]:
        if group["retained_rows"]:
            what = f"{words.group(group['code'])} ({group['code']})"
            until = words.day(group["until"]) if group["until"] else ""
            ground = words("stays.by_itself") + _overdue(group["until"], predicate, words)
            yield {"what": what, "ground": ground, "until": until}
    for entry in predicate["accepted"]:
        ground = words("stays.accepted_by", ground=entry["ground"], by=entry["by"])
        what = f"{words.group(entry['group'])} ({entry['place']})"
        yield {"what": what, "ground": ground, "until": words.day(entry["until"])}
    for text in predicate["kept_texts"]:
        what = f"{words('stays.kept_texts', texts=words.number(text['texts']))} ({text['group']})"
        yield {"what": what, "ground": text["ground"], "until": ""}
    for kept in predicate["kept"]:
        yield {"what": kept["what"], "ground": kept["ground"], "until": words.day(kept["until"])}


def _held(
    predicate: Predicate, words: Words, most: int | None = MOST_HELD
) -> Iterator[dict[str, str]]:
    held = [each for each in predicate["holding"] if each["destroyed_on"] is None]
    for each in held[:most]:
        ground = words("stays.undo" if each["kind"] == UNDO else "stays.held")
        yield {
            "what": words.held(each["kind"]),
            "ground": ground + _overdue(each["until"], predicate, words),
            "until": words.day(each["until"]) if each["until"] else "",
            "digest": each["digest"] or words("stays.of_plan", plan=each["plan"]),
        }
    if most is not None and len(held) > most:
        files = words.count(len(held) - most, "file")
        yield {"what": words("stays.more", files=files), "ground": "", "until": ""}


def _overdue(until: str | None, predicate: Predicate, words: Words) -> str:
    """What must be added where something was to be gone when the document was issued."""
    if until is None:
        return ""
    issued = predicate["issued_at"] if "T" in until else predicate["issued_on"]
    return " " + words("stays.overdue") if until < issued else ""


def destroyed(predicate: Predicate, words: Words) -> Iterator[str]:
    """Files that the controller states to have destroyed."""
    for each in predicate["holding"]:
        if each["destroyed_on"] is not None:
            day = words.day(each["destroyed_on"])
            yield words("stays.destroyed", what=words.held(each["kind"]), day=day)


def not_looked_for(predicate: Predicate, words: Words) -> Iterator[str]:
    """What the search for names could not look for, name by name, and what was not read."""
    entries = predicate["not_looked_for"]
    looks = [e for e in predicate["evidence"] if e["command"] == "find-mentions"]
    if entries or looks:
        short = max(((each["searched"] or {}).get("short", 0) for each in looks), default=0)
        yield from limits.not_looked_for(entries, short, words)
    if predicate["not_read"]:
        yield words("unsought.not_read", places=", ".join(predicate["not_read"]))


def looked(predicate: Predicate, words: Words) -> Iterator[str]:
    """What was looked through, and in which state, look by look."""
    for each in _looks(predicate):
        yield words(f"look.{each['command']}", moment=words.moment(each["seen_at"]))


def _looks(predicate: Predicate) -> list[Row]:
    """The newest document of each command that looks."""
    newest = {e["command"]: e for e in predicate["evidence"] if e["command"] in LOOKS}
    return list(newest.values())


def known(system: Row, words: Words) -> Iterator[str]:
    """What is known of another system, as far as something is."""
    if system["accounts"]:
        yield words.count(system["accounts"], "entry")
    if system["brings_back"] not in {None, "no"}:
        yield words(f"back.{system['brings_back']}")
