#!/usr/bin/env python3
"""Sums the XML reports of surefire and failsafe below the given folders.

    .ci/results.py [--strict] [--sources PROJECT] FOLDER...

Prints each failed and each skipped test by name with its reason, the slowest classes, and as its last line
"N passed, N failed, N skipped". A class whose set-up was skipped has no test of its own in its report and counts as
one; so does, with --sources, a test class of the project that no run has touched: a name that no tier's pattern knows
is a test nobody runs. Exits 1 when anything failed, when there is no test at all, and with --strict when anything was
skipped.
"""

import argparse
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

SLOWEST_SHOWN = 10
REASON_LENGTH = 300
TEST_ANNOTATION = re.compile(r"^\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property|Example|ArchTest)\b", re.M)
PACKAGE = re.compile(r"^package ([\w.]+);", re.M)


def reports(folders):
    """The report files, each once, in a steady order."""
    for folder in folders:
        yield from sorted(pathlib.Path(folder).rglob("TEST-*.xml"))


def reason(element):
    """The first line of what a failed or skipped test said."""
    text = element.get("message") or (element.text or "").strip()
    first = text.strip().splitlines()[0] if text.strip() else "no reason given"
    return first.removeprefix("org.opentest4j.TestAbortedException: ").removeprefix("Assumption failed: ").removeprefix("SKIPPED: ")[:REASON_LENGTH]


def never_run(project, ran):
    """Test classes among the project's sources that have no report."""
    for source in sorted(pathlib.Path(project).rglob("src/test/java/**/*.java")):
        text = source.read_text(encoding="utf-8")
        package = PACKAGE.search(text)
        if not TEST_ANNOTATION.search(text) or not package or re.search(rf"abstract class {source.stem}\b", text):
            continue
        name = f"{package.group(1)}.{source.stem}"
        # a class of nested classes has reports under their names only
        if not any(suite == name or suite.startswith(name + "$") for suite in ran):
            yield name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--sources", metavar="PROJECT")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    arguments = parser.parse_args()
    passed, failed, skipped, times = 0, [], [], []
    for report in reports(arguments.folders):
        suite = ElementTree.parse(report).getroot()
        times.append((float(suite.get("time", "0").replace(",", "")), suite.get("name")))
        cases = list(suite.iter("testcase"))
        if not cases:
            skipped.append((suite.get("name"), "its set-up was skipped (surefire keeps no reason: skip in @BeforeEach instead)"))
        for case in cases:
            name = f'{case.get("classname")}.{case.get("name") or "(set-up)"}'
            bad = next((child for child in case if child.tag in ("failure", "error")), None)
            left_out = case.find("skipped")
            if bad is not None:
                failed.append((name, reason(bad)))
            elif left_out is not None:
                skipped.append((name, reason(left_out)))
            else:
                passed += 1
    if arguments.sources:
        ran = {name for _, name in times}
        skipped += [(name, "no tier ran it: its module was not reached, or it is not called ...Test, ...Properties or ...IT") for name in never_run(arguments.sources, ran)]
    for label, tests in (("FAILED ", failed), ("SKIPPED", skipped)):
        for name, why in tests:
            print(f"{label} {name}: {why}")
    print("slowest classes:", ", ".join(f"{name} {seconds:.0f} s" for seconds, name in sorted(times, reverse=True)[:SLOWEST_SHOWN]))
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed or not passed or (arguments.strict and skipped) else 0


if __name__ == "__main__":
    sys.exit(main())
