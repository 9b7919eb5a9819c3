"""Results for other programs: JSON under the schema ``dojo/1``, and JUnit XML."""

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree as ET

from dojo.catalog import Kata
from dojo.text import visible
from dojo.verdict import CaseResult, KataResult, Verdict

SCHEMA = "dojo/1"


def to_json(results: Sequence[KataResult]) -> str:
    """The document of ``--json``."""
    katas = [asdict(result) for result in results]
    for kata in katas:
        kata["message"] = visible(kata["message"])
        for test in kata["tests"]:
            test["message"] = visible(test["message"])
            del test["misconception"]  # the kata's own says which one speaks
            del test["recording"]  # for pictures
    return json.dumps({"schema": SCHEMA, "katas": katas}, indent=2) + "\n"


def to_junit(results: Sequence[KataResult]) -> str:
    """A JUnit document: a suite a kata, a case a test; what the grader could not tell is an error."""
    top = ET.Element("testsuites", name="process-katas")
    for result in results:
        suite = ET.SubElement(top, "testsuite", name=result.name)
        cases = result.tests or (_stand_in(result),)
        suite.set("tests", str(len(cases)))
        lost = sum(t.outcome is Verdict.COULD_NOT_TELL for t in cases)
        solved = sum(t.outcome is Verdict.SOLVED for t in cases)
        suite.set("errors", str(lost))
        suite.set("failures", str(len(cases) - lost - solved))
        suite.set("time", f"{result.seconds:.3f}")
        for test in cases:
            suite.append(_case(result, test))
    ET.indent(top)
    text: str = ET.tostring(top, encoding="unicode", xml_declaration=True)
    return text + "\n"


def nothing_told(katas: Iterable[Kata]) -> list[KataResult]:
    """What a report says before grading has begun, and keeps saying if it never ends."""
    text = "The grading was interrupted before it could tell."
    return [KataResult(k.id, k.name, Verdict.COULD_NOT_TELL, message=text) for k in katas]


def write(path: Path, text: str) -> None:
    """Replace a file in one step, so that it is never half-written. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)  # a full disk names no file by itself
        raise


def _stand_in(result: KataResult) -> CaseResult:
    """A kata without any test result still is a case, so that no reader takes silence for success."""
    return CaseResult("is graded", "", result.verdict, result.misconception, result.message, 0.0)


def _case(result: KataResult, test: CaseResult) -> ET.Element:
    case = ET.Element("testcase", classname=result.name)
    case.set("name", f"{test.name} [{test.start_method}]" if test.start_method else test.name)
    case.set("time", f"{test.seconds:.3f}")
    if test.outcome is not Verdict.SOLVED:
        kind = "error" if test.outcome is Verdict.COULD_NOT_TELL else "failure"
        told = ET.SubElement(case, kind, type=test.outcome.value)
        told.set("message", test.misconception or test.outcome.value)
        told.text = visible(test.message)
    return case
