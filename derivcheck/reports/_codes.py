"""The rule codes of the report contract: a title, and what to do about it."""

from __future__ import annotations

CODES: dict[str, tuple[str, str]] = {
    "DC101": (
        "the file is not a claim file",
        "YAML cannot be parsed, or it is not built like a claim file: a map with `claims:`, a\n"
        "list of claims with an `id` and a `claim` or `steps`; in Markdown a fenced block named\n"
        "derivcheck holds such a map and is closed by a fence of its own. Anchors, aliases, tags,\n"
        "merges and several documents in one file are refused. Mathematics that starts with\n"
        "> | ! * & or holds a colon with a blank after it needs single quotes; the lines of a\n"
        "`steps: |` block never do.",
    ),
    "DC102": (
        "unknown key",
        "A key that claim files do not have; the nearest known one is offered. Nothing is\n"
        "passed over silently, because a misspelt `given:` would change the claim.",
    ),
    "DC103": (
        "duplicate key or id",
        "A key stands twice in one map, or two claims of a file have one id. In a document the\n"
        "names of one block hold for the blocks below it, so none is declared twice.",
    ),
    "DC104": (
        "the expression cannot be read",
        "The text is not an expression or proposition of the language. The caret stands where\n"
        "reading stopped, with what was expected there.",
    ),
    "DC105": (
        "a limit is exceeded",
        "Files are read up to 2 MB, 20 levels and 200,000 values; expressions up to 2,000\n"
        "characters, depth 60 and 1,500 nodes.",
    ),
    "DC106": (
        "the file cannot be decoded",
        "Claim files are UTF-8 text without control characters.",
    ),
    "DC107": (
        "a comma or bracket cut a value in two",
        "Inside braces and brackets YAML splits at commas: `{x: scalar in (0, 1)}` has the two\n"
        "keys `x` and `1)`. Put the value in single quotes: `{x: 'scalar in (0, 1)'}`.",
    ),
    "DC201": (
        "unknown name",
        "A name that neither `symbols:` nor `define:` declares. In files every name is\n"
        "declared; only `derivcheck check` reads other names as real scalars.",
    ),
    "DC202": (
        "shapes do not fit",
        "The claim has no meaning because two shapes clash; both are told. Types are compared\n"
        "on symbols: two sizes fit only if they are the same expression.",
    ),
    "DC203": (
        "layout missing",
        "`deriv(y, x)` follows the layout of the notes, which must be declared:\n"
        "`layout: numerator` or `layout: denominator`.",
    ),
    "DC204": (
        "vacuous",
        "The assumptions are proved to contradict each other: the claim speaks of nothing.",
    ),
    "DC205": (
        "mixed chain",
        "A chain whose relations point both ways, `a <= b >= c`, says nothing about its ends.",
    ),
    "DC301": (
        "refuted claim",
        "There is an admissible point where the claim fails. It is exact and was evaluated\n"
        "again before it was reported.",
    ),
    "DC302": (
        "refuted step",
        "A line of a chain does not follow from the line before it. Later lines are judged\n"
        "from the line before them, so one mistake is told once.",
    ),
    "DC303": (
        "an answer without a value",
        "What is asked has a value at many points at which the answer has none, as a `cases` that\n"
        "lacks a branch: it answers a part of the question. Only `derivcheck grade` says this.",
    ),
    "DC401": (
        "undecided: unsupported",
        "The claim has a meaning, but no decider can treat a construct in it.",
    ),
    "DC402": (
        "undecided: out of time",
        "The claim was stopped at --timeout. Raise it, or split the claim.",
    ),
    "DC403": (
        "undecided: out of memory",
        "The claim was stopped at the memory limit of its process.",
    ),
    "DC404": (
        "undecided: gave up",
        "The deciders used up their work without an answer. Raise --effort, or split the claim.",
    ),
    "DC405": (
        "undecided: no admissible point",
        "No point was found at which the assumptions hold and both sides have values. That is\n"
        "never taken for success; `given:` or `sizes:` may help to find one.",
    ),
    "DC406": (
        "undecided: crashed",
        "The process that decided the claim died. The other claims are not affected.",
    ),
    "DC501": (
        "stale erratum",
        "The line is proved or supported now, so it is no mistake: remove its `erratum:`.",
    ),
    "DC502": (
        "the correction is not proved",
        "The line given under `correct:` does not hold up to the strength asked for.",
    ),
    "DC503": (
        "the mistake is another one",
        "The line is not wrong for the reason the erratum gives: another verdict, another step,\n"
        "or no reason of mathematics at all (an unknown name, a syntax error, no point).",
    ),
    "DC601": (
        "the formula is gone",
        "The claim points at a formula by `source: {file: notes/ridge.md, label: eq-ridge}`, and\n"
        "the file is not there or has no formula, or several, with that label. A label stands\n"
        "behind a formula between dollars, `$$ ... $$ (eq-ridge)`, which begins a line after a\n"
        "blank one, in the `:label:` of a `math` directive, or in `\\label{eq-ridge}`. Mend the\n"
        "label, or let the claim point at the formula that took its place.",
    ),
    "DC602": (
        "the formula changed",
        "The formula that the claim points at is not the one that was accepted; blanks and ends\n"
        "of lines do not count. Read the formula and the claim side by side: mend the claim if it\n"
        "says something else now, then record the formula with `derivcheck accept FILE::ID`.",
    ),
    "DC604": (
        "LaTeX is not read",
        "`notation: latex` is reserved. Write the claim in the plain notation.",
    ),
    "DC701": (
        "proof required",
        "The claim is supported by agreement at points, and --require proof asks for a proof.",
    ),
    "DC801": (
        "a comment cut this line",
        "YAML reads ` #` and what follows as a comment. Quote the line if it belongs to it.",
    ),
    "DC802": ("unused symbol", "A declared symbol that the claim does not mention."),
    "DC803": (
        "domains differ",
        "One side is defined where the other is not. The claim speaks of points where both\n"
        "sides have values; if more is meant, say so.",
    ),
    "DC804": (
        "a name hides a function",
        "A declared name is also the name of a function of the language. It is the declared\n"
        "thing everywhere except before `(`.",
    ),
    "DC805": (
        "a function acts entry by entry",
        "`exp`, `log` or `sqrt` of a square matrix is taken of every entry; no function of the\n"
        "matrix itself is meant.",
    ),
    "DC806": (
        "a formula that is not accepted",
        "The claim points at a formula, and no `sha256:` says which wording of it was accepted:\n"
        "the gate cannot notice when it changes. Compare the two and run\n"
        "`derivcheck accept FILE::ID`, which writes the hash beside the label.",
    ),
    "DC807": (
        "a block that is not read",
        "A fenced block of claims stands four columns or more to the right of the text around\n"
        "it, so that Markdown shows its lines as they are typed, or it is fenced by colons. Its\n"
        "claims are not checked. To show a block without having it checked, fence it with four\n"
        "backticks.",
    ),
    "DC901": (
        "internal error",
        "derivcheck failed on this claim; the exit code is 3. Please report it with the claim.",
    ),
    "DC902": (
        "the search for what was meant failed",
        "derivcheck failed while it looked for a repair of this claim. That the claim is wrong\n"
        "was shown before, and stands. Please report it with the claim.",
    ),
}
