"""Mutation check: applies each mutation of mutants.toml to a copy of the source and runs the tests nearest to it.

A mutation that its tests do not notice survives. One that no longer applies or does not compile is an error, and so is a
baseline that is not green. The last line counts killed mutations as passed, survivors and errors as failed.
"""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "eng" / "mutants.toml"
TESTS = "PaymentGateway.Tests"
MIN_MUTANTS = 28
MIN_PER_INVARIANT = 2
INVARIANTS = [f"I{number}" for number in range(1, 15)]
TIME_LIMIT_S = 900  # for the tests of one mutation: a mutant may hang


def errors_of(mutants):
    """What is wrong with the list itself, without building anything."""
    errors = [f"{name}: listed {count} times" for name, count in Counter(m["name"] for m in mutants).items() if count > 1]
    for mutant in mutants:
        errors += [f"{mutant['name']}: {error}" for error in errors_of_one(mutant)]
    found = Counter(m["invariant"] for m in mutants)
    errors += [f"{i}: {found[i]} mutations, not {MIN_PER_INVARIANT}" for i in INVARIANTS if found[i] < MIN_PER_INVARIANT]
    if len(mutants) < MIN_MUTANTS:
        errors.append(f"{len(mutants)} mutations, not {MIN_MUTANTS}")
    return errors


def errors_of_one(mutant):
    if mutant["invariant"] not in INVARIANTS:
        yield f"there is no invariant {mutant['invariant']}"
    path = ROOT / mutant["file"]
    count = path.read_text().count(mutant["find"]) if path.exists() else 0
    if count != 1:
        yield f"does not apply: its text occurs {count} times in {mutant['file']}"
    if not mutant["tests"]:
        yield "has no tests"
    for test in mutant["tests"]:
        name, _, method = test.partition("/")
        source = ROOT / TESTS / f"{name.replace('.', '/')}.cs"
        if not source.exists() or method not in source.read_text():
            yield f"there is no test {test}"


def copy_of_source(target):
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True)
    for name in filter(None, files.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    modules = ROOT / TESTS / "node_modules"
    if modules.exists():
        (target / TESTS / "node_modules").symlink_to(modules)


def build(tree):
    """Without analyzers and warnings as errors: a mutation may leave a parameter unused."""
    return run(["dotnet", "build", f"{TESTS}/{TESTS}.csproj", "-v", "q", "-nodeReuse:false",
                "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false"], tree)


def test(tree, tests, limit_s=None):
    runner = tree / TESTS / "bin" / "Debug" / "net10.0" / TESTS
    methods = [f"{TESTS}.{test.replace('/', '.')}" if "/" in test else f"{TESTS}.{test}.*" for test in tests]
    return run([str(runner), "-stopOnFail", *(word for method in methods for word in ("-method", method))], tree, limit_s)


def run(command, tree, limit_s=None):
    """Returns the exit code, None when the time was over, and the output."""
    with subprocess.Popen(command, cwd=tree, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", start_new_session=True) as process:
        try:
            output, _ = process.communicate(timeout=limit_s)
            return process.returncode, output
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None, process.communicate()[0]


def check(mutant, tree):
    """Returns killed, survived or does not compile. The source is as it was afterwards."""
    path = tree / mutant["file"]
    before = path.read_text()
    path.write_text(before.replace(mutant["find"], mutant["replace"]))
    try:
        code, output = build(tree)
        if code != 0:
            print(output)
            return "does not compile"
        code, output = test(tree, mutant["tests"], TIME_LIMIT_S)
        print(*(line for line in output.splitlines() if "[FAIL]" in line), sep="\n")
        return "survived" if code == 0 else "killed"
    finally:
        path.write_text(before)


def run_all(mutants):
    """Returns how often each result came up."""
    with tempfile.TemporaryDirectory(prefix="payment-gateway-mutants-") as folder:
        tree = Path(folder)
        copy_of_source(tree)
        for step in (build, lambda tree: test(tree, sorted({test for m in mutants for test in m["tests"]}))):
            code, output = step(tree)
            if code != 0:
                print(output, "The baseline is not green.", sep="\n")
                return Counter({"baseline": 1})
        results = {}
        for mutant in mutants:
            started = time.monotonic()
            results[mutant["name"]] = result = check(mutant, tree)
            print(f"{result:<17}{mutant['invariant']:<4} {mutant['name']} ({time.monotonic() - started:.0f} s)", flush=True)
        for name, result in results.items():
            if result != "killed":
                print(f"Not killed: {name} ({result})")
        return Counter(results.values())


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", help="mutations to check; all when none is named")
    arguments.add_argument("--check", action="store_true", help="only check the list itself")
    options = arguments.parse_args()
    mutants = tomllib.loads(LIST.read_text())["mutant"]
    errors = errors_of(mutants)
    errors += [f"there is no mutation {name}" for name in options.names if name not in {m["name"] for m in mutants}]
    for error in errors:
        print(error)
    if options.check:
        return 1 if errors else 0
    counts = Counter({"error": len(errors)}) if errors else run_all(
        [m for m in mutants if not options.names or m["name"] in options.names])
    killed = counts.pop("killed", 0)
    print(f"{killed} passed, {counts.total()} failed, 0 skipped")
    return 1 if counts.total() else 0


if __name__ == "__main__":
    sys.exit(main())
