#!/usr/bin/env python3
"""Functions are short: 90 % within 30 lines, none over 80, and none with more than six parameters (docs/dev/style.md).

Usage: check_functions.py SOURCE_DIR   exits 1 and names file and line of every function that is too long or too wide.

A scan of braces, not a compiler: comments, texts and preprocessor lines are blanked, and what a `{` opens is told from the
text before it. What lies in a function, a lambda among it, counts with it; a function begins where its declaration does.
"""
import re
import sys
from pathlib import Path

LONGEST, LONG, LONG_SHARE, MOST_PARAMETERS = 80, 30, 0.10, 6
ROOMS = ("base", "math", "model", "render", "app", "bench", "tests")

NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|(?:u8|[uUL])?R"([^()\\\s]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'|^[ \t]*#(?:\\\n|[^\n])*", re.DOTALL | re.MULTILINE)
# What may stand between a function's parameters and its body.
AFTER_PARAMETERS = re.compile(
    r"(?:\s*(?:const|volatile|noexcept|override|final|mutable|constexpr|try|&&?|requires\b[^;{}]*|->[^;{}]*|\[\[[^\]]*\]\]))*\s*")
INITIALISER = re.compile(r"[^=!<>+\-*/%&|^]=(?!=)")
LAMBDA = re.compile(r"=\s*\[")
# A macro's arguments; callbacks as OpenGL and Dear ImGui prescribe them.
NOT_OURS = re.compile(r"^\s*[A-Z][A-Z_]+\(|\bGLAD_API_PTR\b|\bImFontAtlas\s*\*")
TYPE = re.compile(r"\b(?:class|struct|union|enum)\b")


def blanked(text):
    """The code alone, every character in its place: line feeds stay, the rest of what is no code becomes blanks."""
    return NOT_CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def outside_parentheses(text):
    """The text with all that lies in parentheses taken out: "f() const"."""
    kept, depth = [], 0
    for letter in text:
        depth -= letter == ")"
        if depth <= 0 or letter in "()" and depth == 0:
            kept.append(letter)
        depth += letter == "("
    return "".join(kept)


def is_function(head):
    """Whether `head`, the text from the statement's begin to the `{`, is a function's (or a named lambda's)."""
    bare = outside_parentheses(head)
    if "()" not in bare or not AFTER_PARAMETERS.fullmatch(bare, bare.rindex("()") + 2):
        return False
    begin = bare.split("operator")[0]
    return not INITIALISER.search(begin) or LAMBDA.search(begin) is not None


def opens_scope(head):
    """Whether `head` begins a namespace or a type, in which functions may stand."""
    bare = re.sub(r"<[^<>{}]*>", "", outside_parentheses(head)).strip()
    if re.search(r"\bnamespace\b", bare) or re.match(r'extern\s*"?\s*', bare) and bare.replace('"', "").strip() == "extern":
        return True
    return TYPE.search(bare) is not None and "=" not in bare


def parameters(head):
    """How many parameters the function has whose text begins with `head`."""
    if NOT_OURS.search(head):
        return 0
    start = head.find("operator()")
    opening = head.find("(", start + len("operator()") if start >= 0 else 0)
    count, depth, angle, seen = 1, 0, 0, False
    for at in range(opening, len(head)):
        letter = head[at]
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
            if depth == 0:
                return count if seen else 0
        elif letter in "<>":
            angle = max(0, angle + (1 if letter == "<" else -1))
        elif letter == "," and depth == 1 and angle == 0:
            count += 1
        seen = seen or depth > 0 and at > opening and not letter.isspace()
    return 0


def functions(text):
    """[(first line, last line, parameters)] of all functions, outermost only."""
    code, found = blanked(text), []
    scopes, begin = [], 0  # what is open: "scope", "function" or "braces", with where its statement began
    inside = False  # a function
    pieces = ""  # the statement so far, braces of initialisers written as ()
    for at, letter in enumerate(code):
        if letter == "{":
            kind = "braces"
            if not inside and is_function(pieces):
                kind, inside = "function", True
            elif not inside and opens_scope(pieces):
                kind = "scope"
            scopes.append((kind, begin, pieces))
            if kind == "scope":
                pieces, begin = "", at + 1
        elif letter == "}":
            if not scopes:
                raise ValueError(f"line {code.count(chr(10), 0, at) + 1}: a brace too many")
            kind, began, head = scopes.pop()
            if kind == "function":
                first = began + len(code[began:at]) - len(code[began:at].lstrip())
                inside = False
                found.append((code.count("\n", 0, first) + 1, code.count("\n", 0, at) + 1, parameters(head)))
            if not inside:
                pieces, begin = (head + "()", began) if kind == "braces" else ("", at + 1)
        elif letter == ";" and not inside and (not scopes or scopes[-1][0] == "scope"):
            pieces, begin = "", at + 1
        elif not inside:
            pieces += letter
            if letter == ":" and re.search(r"\b(?:public|private|protected)\s*:$", pieces):
                pieces, begin = "", at + 1
    if scopes:
        raise ValueError("a brace too few")
    return found


def check(files, lengths):
    """Breaches; `lengths`, a list, takes (lines, place) of every function."""
    for path, text in files.items():
        try:
            found = functions(text)
        except ValueError as error:
            yield f"{path}: {error}"
            continue
        for first, last, count in found:
            lines = last - first + 1
            lengths.append((lines, f"{path}:{first}"))
            if lines > LONGEST:
                yield f"{path}:{first}: a function of {lines} lines; at most {LONGEST}"
            if count > MOST_PARAMETERS:
                yield f"{path}:{first}: a function with {count} parameters; at most {MOST_PARAMETERS}"
    long = [place for lines, place in lengths if lines > LONG]
    if len(long) > LONG_SHARE * len(lengths):
        yield f"{len(long)} of {len(lengths)} functions have more than {LONG} lines: {' '.join(long)}"


def body(lines):
    return "{" + "\n" * (lines - 1) + "}\n"


def self_test():
    """What is a function is told from what is none, and the rules can fail."""
    cases = {
        "int f() {\n}\n": [(1, 2, 0)],
        "namespace a::b {\n\n/// It\nint f(int a,\n      std::map<int, int> b) const {\n  if (a) { g(); }\n}\n\n}  // }\n": [(4, 7, 2)],
        "struct A : B<int> {\n  A(int a) : m_a{a}, m_b(a) {}\n  int m_a{1};\n  bool operator==(const A&) const = default;\n};\n": [(2, 2, 1)],
        "enum class E { A, B };\nconstexpr int kA[] = {1, 2};\nconst std::array<int, sizeof(int)> kB{f(1), 2};\n": [],
        "class [[nodiscard]] A {\n public:\n  auto f() const -> std::vector<int> {\n    return {1};\n  }\n private:\n  int m;\n};\n": [(3, 5, 0)],
        "template <class T>\n  requires std::integral<T>\nvoid f(T (*g)(int, int), T b) noexcept(true) {\n}\n": [(1, 4, 2)],
        "void A::operator()(int a, int b) {\n  const auto l = [](int c) { return c; };\n}\n": [(1, 3, 2)],
        "constexpr auto kL = [](int a) {\n  return a;\n};\nint g() { return '{'; }\n": [(1, 3, 1), (4, 4, 0)],
        "#define X(a) {\nconst char* kT = R\"x(} { \")x\";\nint f() { return 1'000'000; }  // {\n/* } */\n": [(3, 3, 0)],
        'TEST_CASE("a {", "[b]") {\n  CHECK(f({1, 2}) == A{3});\n}\n': [(1, 3, 0)],
        "A& A::operator=(A&& other) noexcept {\n}\nA::~A() {\n}\n": [(1, 2, 1), (3, 4, 0)],
        "struct A {\n  struct B {\n    int x = 1;\n    void f() {\n    }\n  } b;\n  int g() { return 1; }\n};\n": [(4, 5, 0), (7, 7, 0)],
    }
    for text, expected in cases.items():
        assert functions(text) == expected, f"{functions(text)}, expected {expected} in:\n{text}"
    breaches = [f"int f() {body(LONGEST + 1)}", "void f(int a, int b, int c, int d, int e, int f, int g) {}\n",
                f"int f() {body(LONG + 1)}" + f"int g() {body(2)}" * 8, "int f() {", "int f() {}}"]
    for text in breaches:
        assert list(check({"a.cpp": text}, [])), f"not found: {text}"
    fine = f"int f() {body(LONGEST)}" + f"int g(int a, int b, int c, int d, int e, int f) {body(LONG)}" * 9
    assert not list(check({"a.cpp": fine}, [])), list(check({"a.cpp": fine}, []))


def main():
    self_test()
    root = Path(sys.argv[1])
    paths = sorted(path for room in ROOMS for path in (root / room).rglob("*") if path.suffix in (".h", ".cpp", ".inc"))
    files = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    lengths = []
    breaches = list(check(files, lengths))
    print("\n".join(breaches) or f"{len(lengths)} functions are short; the longest: {max(lengths)}")
    return 1 if breaches or not files else 0


if __name__ == "__main__":
    sys.exit(main())
