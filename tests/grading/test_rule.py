"""The marking rule, clause by clause, each with the least submission that shows it."""

from __future__ import annotations

import pytest

from tests.grading.asked import (
    EXPANDED,
    GRADIENT,
    MINIMISER,
    NETWORK,
    SQUARE,
    TRACE,
    answer,
    edges,
    marks,
)

RIGHT = """\
grad(L, theta)
= -X'@(y - X@theta) + lambda*theta
= -X'@y + X'@X@theta + lambda*theta
"""


# Edges ------------------------------------------------------------------------------------


def test_a_right_chain_earns_everything():
    outcome = answer(GRADIENT, RIGHT)
    assert marks(outcome) == ("4", "2")
    assert edges(outcome) == ["given none", "step right", "answer right"]


def test_a_wrong_edge_costs_one_and_what_follows_from_it_nothing():
    outcome = answer(
        GRADIENT,
        """
        grad(L, theta)
        = X'@(y - X@theta) + lambda*theta
        = X'@y - X'@X@theta + lambda*theta
        """,
    )
    assert marks(outcome) == ("3", "0")
    assert edges(outcome) == ["given none", "step wrong", "answer right"]


def test_two_independent_wrong_edges_cost_two():
    outcome = answer(
        GRADIENT,
        """
        grad(L, theta)
        = X'@(y - X@theta) + lambda*theta
        = X'@y - X'@X@theta + lambda*theta
        = X'@y - X'@X@theta - lambda*theta
        """,
    )
    assert marks(outcome) == ("2", "0")


def test_method_marks_never_fall_below_none():
    wrong = [f"= {k}*theta" for k in range(2, 9)]
    outcome = answer(GRADIENT, "\n".join(["grad(L, theta)", *wrong]))
    assert marks(outcome) == ("0", "0")


def test_an_error_may_cost_a_fraction():
    assignment = GRADIENT.replace("answer: 2", "answer: 2, error: 1/3")
    outcome = answer(assignment, "grad(L, theta)\n= X'@y")
    assert marks(outcome) == ("11/3", "0")


def test_no_step_of_ones_own_earns_nothing():
    assert marks(answer(GRADIENT, "grad(L, theta)")) == ("0", "0")
    assert marks(answer(GRADIENT, "# I do not know")) == ("0", "0")


def test_a_bare_right_answer_earns_everything_without_milestones():
    assert marks(answer(GRADIENT, "= X'@(X@theta - y) + lambda*theta")) == ("4", "2")
    assert marks(answer(GRADIENT, "X'@(X@theta - y) + lambda*theta")) == ("4", "2")


def test_a_bare_wrong_answer_is_a_wrong_edge():
    assert marks(answer(GRADIENT, "X'@(X@theta - y)")) == ("3", "0")


# Ill-shaped lines --------------------------------------------------------------------------


def test_an_ill_shaped_line_is_a_wrong_edge_and_the_next_is_compared_as_words():
    outcome = answer(
        GRADIENT,
        """
        grad(L, theta)
        = -X'@y + X@X'@theta + lambda*theta
        = X@X'@theta + lambda*theta - X'@y
        """,
    )
    assert marks(outcome) == ("3", "0")
    assert edges(outcome)[1:] == ["step wrong", "answer right carried"]


def test_a_line_that_is_right_again_after_an_ill_shaped_one_follows():
    outcome = answer(
        GRADIENT,
        """
        grad(L, theta)
        = -X'@y + X@X'@theta + lambda*theta
        = -X'@y + X'@X@theta + lambda*theta
        """,
    )
    assert marks(outcome) == ("3", "2")


@pytest.mark.parametrize(
    ("line", "earned"),
    [
        ("= -X'@y + X'@X@theta - lambda*theta", ("2", "0")),
        ("= -X'@y + X@X'@theta - lambda*theta", ("2-3", "0")),
    ],
    ids=["with a meaning", "without"],
)
def test_another_line_after_an_ill_shaped_one(line, earned):
    """With a meaning it is judged from the last line that has one; without it waits."""
    outcome = answer(GRADIENT, f"grad(L, theta)\n= -X'@y + X@X'@theta + lambda*theta\n{line}")
    assert marks(outcome) == earned


def test_a_line_of_another_shape_is_wrong_and_judged_from_then_on():
    outcome = answer(
        GRADIENT,
        """
        grad(L, theta)
        = (y - X@theta)'@X + lambda*theta'
        = y'@X - theta'@X'@X + lambda*theta'
        """,
    )
    assert marks(outcome) == ("3", "0")
    assert edges(outcome)[1:] == ["step wrong", "answer right"]


# Follow-through ----------------------------------------------------------------------------


def test_a_gradient_of_ones_own_wrong_function_follows():
    outcome = answer(
        GRADIENT,
        """
        L = 1/2*norm(y - X@theta)^2 - lambda/2*norm(theta)^2
        grad(L, theta) = -X'@(y - X@theta) - lambda*theta
        """,
    )
    assert marks(outcome) == ("3", "0")
    assert edges(outcome) == ["step wrong", "answer right carried"]


def test_a_wrong_line_used_again_follows():
    outcome = answer(
        NETWORK,
        """
        grad(L, z) = y - z
        grad(L, a) = W'@(y - z)
        """,
    )
    assert edges(outcome) == ["step wrong", "answer right carried"]
    assert marks(outcome) == ("3", "0")


def test_an_ill_shaped_line_used_again_follows():
    outcome = answer(
        NETWORK,
        """
        grad(L, z) = z - y
        grad(L, a) = W@grad(L, z)
        = W@(z - y)
        """,
    )
    assert edges(outcome) == ["step right", "step wrong", "answer right carried"]
    assert marks(outcome) == ("3", "0")


def test_a_number_taken_for_an_array_is_multiplied_as_the_array_is():
    outcome = answer(
        NETWORK,
        """
        grad(L, z) = -norm(z - y)^2
        grad(L, a) = -W'*norm(z - y)^2
        """,
    )
    assert edges(outcome) == ["step wrong", "answer right carried"]
    assert marks(outcome) == ("3", "0")


def test_a_line_that_resembles_a_wrong_one_waits():
    outcome = answer(
        NETWORK,
        """
        grad(L, z) = -norm(z - y)^2
        grad(L, a) = -W'*(norm(z - y)^2 + 1)
        """,
    )
    assert edges(outcome) == ["step wrong", "answer waiting"]
    assert marks(outcome) == ("2-3", "0")


def test_a_wrong_line_is_known_again_with_its_sign_elsewhere():
    outcome = answer(
        NETWORK,
        """
        grad(L, z) = -y .* z
        grad(L, a) = -(W'@(y .* z))
        """,
    )
    assert edges(outcome) == ["step wrong", "answer right carried"]


def test_what_rests_on_a_wrong_line_waits_where_it_cannot_be_compared():
    outcome = answer(NETWORK, "grad(L, z) = y - 2*z\ngrad(L, a) = W'@y - 2*W'@z")
    assert edges(outcome) == ["step wrong", "answer waiting"]
    other = answer(NETWORK, "grad(L, z) = y - 2*z\ngrad(L, a) = 2*W'@(y - 2*z)")
    assert edges(other) == ["step wrong", "answer wrong"]


def test_the_same_left_side_again_goes_on_from_ones_own_line():
    outcome = answer(
        GRADIENT,
        """
        grad(L, theta) = X'@(y - X@theta) + lambda*theta
        grad(L, theta) = X'@y - X'@X@theta + lambda*theta
        """,
    )
    assert marks(outcome) == ("3", "0")


def test_a_right_step_from_the_question_after_a_wrong_one_elsewhere_is_right():
    outcome = answer(
        GRADIENT,
        """
        L = 1/2*norm(y - X@theta)^2 - lambda/2*norm(theta)^2
        grad(L, theta) = -X'@(y - X@theta) + lambda*theta
        """,
    )
    assert marks(outcome) == ("3", "2")


# Milestones --------------------------------------------------------------------------------

EXPANSION = "L = 1/2*(y'@y - 2*theta'@X'@y + norm(X@theta)^2) + lambda/2*norm(theta)^2"


def test_a_missing_milestone_loses_its_marks():
    outcome = answer(EXPANDED, RIGHT)
    assert marks(outcome) == ("3", "2")
    assert [each.step for each in outcome.milestones] == [None]


def test_a_milestone_is_met_by_a_line_equal_to_it():
    outcome = answer(EXPANDED, f"{EXPANSION}\ngrad(L, theta) = X'@(X@theta - y) + lambda*theta")
    assert marks(outcome) == ("4", "2")
    assert outcome.milestones[0].step.line.number == 1


def test_a_milestone_is_met_inside_what_is_differentiated():
    inside = EXPANSION.removeprefix("L = ")
    outcome = answer(
        EXPANDED,
        f"grad(L, theta)\n= grad({inside}, theta)\n= X'@(X@theta - y) + lambda*theta",
    )
    assert marks(outcome) == ("4", "2")


def test_the_definition_written_down_is_no_milestone():
    copied = "L = 1/2*norm(y - X@theta)^2 + lambda/2*norm(theta)^2"
    outcome = answer(EXPANDED, f"{copied}\ngrad(L, theta) = X'@(X@theta - y) + lambda*theta")
    assert marks(outcome) == ("3", "2")


def test_a_wrong_milestone_from_which_a_line_follows_costs_one_only():
    wrong = EXPANSION.replace("- 2*", "+ 2*")
    outcome = answer(EXPANDED, f"{wrong}\ngrad(L, theta) = X'@(X@theta + y) + lambda*theta")
    assert edges(outcome) == ["step wrong", "answer right carried"]
    assert marks(outcome) == ("3", "0")


def test_a_wrong_milestone_from_which_nothing_follows_is_not_met():
    wrong = EXPANSION.replace("- 2*", "+ 2*")
    assert marks(answer(EXPANDED, wrong)) == ("2", "0")


def test_a_wrong_milestone_beside_a_line_that_needs_it_not_is_not_met():
    wrong = EXPANSION.replace("- 2*", "+ 2*")
    outcome = answer(EXPANDED, f"{wrong}\ngrad(L, theta) = X'@(X@theta - y) + lambda*theta")
    assert [each.step for each in outcome.milestones] == [None]
    assert marks(outcome) == ("2", "2")


def test_independent_marks_are_counted_apart():
    assignment = f"{EXPANDED}        kind: B\n"
    assert marks(answer(assignment, RIGHT)) == ("3", "2")
    wrong = "\n".join(["grad(L, theta)", *(f"= {k}*theta" for k in range(2, 9))])
    assert marks(answer(assignment, f"{EXPANSION}\n{wrong}")) == ("1", "0")


# The answer --------------------------------------------------------------------------------


def test_an_answer_with_the_operator_in_it_is_not_in_form():
    outcome = answer(
        GRADIENT, "grad(L, theta)\n= grad(lambda/2*norm(theta)^2, theta) - X'@(y - X@theta)"
    )
    assert marks(outcome) == ("4", "0")
    assert not outcome.answer.in_form


CUBE = """
symbols: {x: scalar}
questions:
  - {id: q, find: "d(x^3, x)", marks: {method: 3, answer: 1}}
"""


def test_the_sign_of_ones_own_value_is_not_lost_in_silence():
    """A true end that does not follow from the line before it: both edges are wrong."""
    for steps in ("= -3*x^2\n= 3*x^2", "= -3*x^2\n= -x^2*3\n= 3*x^2", "= 3*x^2\n= -3*x^2\n= 3*x^2"):
        assert marks(answer(CUBE, steps)) == ("1", "0")


def test_a_line_that_is_true_all_the_same_has_no_repair():
    first, second = answer(CUBE, "= -3*x^2\n= 3*x^2").answer.steps
    assert first.follows.suggestion is not None
    assert second.holds.holds
    assert second.follows.suggestion is None


@pytest.mark.parametrize(
    ("asked", "part", "whole"),
    [
        ("d(x^2, x)", "cases(2*x if x > 0)", "2*x^2/x"),
        ("d(x^2, x)", "cases(0 if x = 0)", "cases(2*x if x > 0, 2*x if x < 0)"),
        (
            "d(max(0, 1 - x)^2, x)",
            "cases(2*(x - 1) if x < 1)",
            "cases(2*(x - 1) if x < 1, 0 otherwise)",
        ),
        ("pinv(X)@t", "inv(X'@X)@X'@t", "pinv(X'@X)@X'@t"),
        (
            "sum(x^j for j in 0..n)",
            "sum(x^j for j in 0..n)/(x^0*step(x))",
            "(1 - x^(n + 1))/(1 - x)",
        ),
    ],
)
def test_an_answer_has_a_value_wherever_the_question_has_one(asked, part, whole):
    """At single points, as 1 for a geometric sum, it may lack one."""
    symbols = 'symbols: {x: scalar, X: "matrix[n, d]", t: "vector[n]"}'
    assignment = (
        f'{symbols}\nquestions:\n  - {{id: q, find: "{asked}", marks: {{method: 3, answer: 1}}}}\n'
    )
    assert marks(answer(assignment, f"= {whole}")) == ("3", "1")
    found = answer(assignment, f"= {part}")
    assert marks(found) == ("3", "0")
    assert found.answer.last.holds.message.startswith("it has no value at ")


def test_an_answer_must_be_expanded_where_that_is_asked():
    assert marks(answer(SQUARE, "(x + a)^2\n= x*(x + 2*a) + a^2")) == ("2", "0")
    assert marks(answer(SQUARE, "(x + a)^2\n= x*(x + 2*a) + a^2\n= x^2 + 2*a*x + a^2")) == (
        "2",
        "1",
    )


def test_a_right_answer_that_does_not_follow_earns_none():
    outcome = answer(
        GRADIENT,
        """
        grad(L, theta)
        = X'@y
        = X'@(X@theta - y) + lambda*theta
        """,
    )
    assert outcome.answer.end.name == "RIGHT"
    assert marks(outcome) == ("2", "0")


def test_the_last_line_is_the_answer_also_when_it_stops_short():
    outcome = answer(GRADIENT, "L = 1/2*(y - X@theta)'@(y - X@theta) + lambda/2*theta'@theta")
    assert marks(outcome) == ("4", "0")


# Waiting -----------------------------------------------------------------------------------


def test_an_illegible_line_makes_a_range():
    outcome = answer(
        GRADIENT,
        """
        grad(L, theta)
        = -X'@[?] + lambda*theta
        = -X'@y + X'@X@theta + lambda*theta
        """,
    )
    assert marks(outcome) == ("3-4", "2")
    assert edges(outcome) == ["given none", "unread waiting", "answer right"]


def test_after_an_illegible_line_the_next_is_judged_from_the_last_that_was_read():
    outcome = answer(GRADIENT, "grad(L, theta)\n= [?]\n= X'@y")
    assert marks(outcome) == ("2-3", "0")


def test_an_illegible_answer_waits():
    assert marks(answer(GRADIENT, "grad(L, theta)\n= X'@[?]")) == ("3-4", "0-2")


def test_a_name_nobody_declared_waits():
    outcome = answer(GRADIENT, "grad(L, theta)\n= X'@(X@theta - y) + Lambda*theta")
    assert edges(outcome) == ["given none", "unread waiting"]
    assert marks(outcome) == ("3-4", "0-2")
    error = outcome.answer.steps[1].line.error
    assert (error.code, error.span.start) == ("DC201", 21)


def test_a_line_by_numbers_only_counts_unless_a_proof_is_required():
    from dataclasses import replace

    from derivcheck.verify.record import Verdict

    outcome = answer(GRADIENT, RIGHT)
    step = outcome.answer.steps[1]
    supported = replace(step.follows, verdict=Verdict.SUPPORTED)
    assert supported.holds
    assert not replace(supported, strict=True).holds
    assert not replace(supported, strict=True).fails


# Other kinds of question -------------------------------------------------------------------


def test_equations_lead_to_the_solution():
    outcome = answer(
        MINIMISER,
        """
        grad(L, theta) = 0
        => X'@(X@theta - y) + lambda*theta = 0
        (X'@X + lambda*I)@theta = X'@y
        <=> theta = inv(X'@X + lambda*I)@X'@y
        """,
    )
    assert marks(outcome) == ("3", "1")


def test_a_gradient_may_be_worked_out_first_and_set_to_zero():
    outcome = answer(
        MINIMISER,
        """
        grad(L, theta)
        = X'@(X@theta - y) + lambda*theta
        = 0
        => theta = inv(X'@X + lambda*I)@X'@y
        """,
    )
    assert marks(outcome) == ("3", "1")


def test_a_gradient_as_an_identity_is_no_step_to_solve_from():
    outcome = answer(
        MINIMISER,
        """
        grad(L, theta) = X'@(X@theta - y) + lambda*theta
        X'@X@theta + lambda*theta = X'@y
        theta = inv(X'@X + lambda*I)@X'@y
        """,
    )
    assert marks(outcome) == ("3", "1")


SLOPE = """
symbols: {x: scalar}
define: {f: "1/2*(x - 3)^2"}
questions:
  - {id: q, solve: "d(f, x) = 0", unknown: x, form: solved for x, marks: {method: 3, answer: 1}}
"""


@pytest.mark.parametrize(
    "steps",
    [
        "d(f, x) = {}\n{} = 0\n<=> x = {}",
        "d(f, x) = {}\n= 0\n<=> x = {}",
        "d(f, x)\n= {}\n= 0\n<=> x = {}",
        "= {}\n= 0\n<=> x = {}",
        "d(f, x) = {} = 0\n<=> x = {}",
        "d(f, x) = {}\nd(f, x) = 0\n<=> {} = 0\n<=> x = {}",
    ],
)
def test_a_value_that_is_worked_out_and_set_to_zero(steps):
    """However it is written down: a wrong one costs one line."""
    *values, _ = [""] * steps.count("{}")
    assert marks(answer(SLOPE, steps.format(*("x - 3" for _ in values), "3"))) == ("3", "1")
    outcome = answer(SLOPE, steps.format(*("2*x - 3" for _ in values), "3/2"))
    assert marks(outcome) == ("2", "0")
    assert sum("wrong" in edge for edge in edges(outcome)) == 1


def test_a_definition_that_is_worked_out_wrongly_is_solved_on():
    steps = "f = x^2/2 - 2*x + 9/2\nd(f, x) = x - 2\nd(f, x) = 0\n<=> x - 2 = 0\n<=> x = 2"
    assert marks(answer(SLOPE, steps)) == ("2", "0")


def test_a_solution_may_be_simplified_in_its_line():
    assert marks(answer(SLOPE, "<=> x = 6/2 = 3")) == ("3", "1")
    assert marks(answer(SLOPE, "<=> x = x/2 + 3/2 = 3")) == ("3", "0")


def test_after_an_illegible_equation_the_next_is_judged_from_the_last_that_was_read():
    assert marks(answer(SLOPE, "d(f, x) = x - 3\n[?] = 0\n<=> x = 3")) == ("2-3", "1")


def test_a_wrong_equation_is_solved_on():
    outcome = answer(
        MINIMISER,
        """
        X'@(X@theta - y) - lambda*theta = 0
        => (X'@X - lambda*I)@theta = X'@y
        """,
    )
    assert marks(outcome) == ("2", "0")
    assert edges(outcome) == ["step wrong", "answer right"]


def test_an_end_that_is_open_holds_by_the_lines_that_lead_to_it(monkeypatch):
    from dataclasses import replace

    from derivcheck.verify.record import Verdict
    from tests.grading import asked

    end = "grad(L, theta) = 0", "<=> theta = inv(2*X'@X + 2*lambda*I)@(2*X'@y)"
    original = asked.decided

    def open_end(claim, ready, settings):
        found = original(claim, ready, settings)
        return replace(found, verdict=Verdict.UNDECIDED) if claim.lines == end else found

    monkeypatch.setattr(asked, "decided", open_end)
    steps = """
        grad(L, theta) = 0
        <=> 2*(X'@X + lambda*I)@theta = 2*X'@y
        <=> theta = inv(2*X'@X + 2*lambda*I)@(2*X'@y)
        """
    assert marks(answer(MINIMISER, steps)) == ("3", "1")
    assert marks(answer(MINIMISER, steps.replace("<=> 2", "=> 2"))) == ("3", "0-1")
    unread = steps.replace("<=> theta", "<=> [?]\n        <=> theta")
    assert marks(answer(MINIMISER, unread)) == ("2-3", "1")


def test_an_equation_that_is_not_solved_is_not_in_form():
    assert marks(answer(MINIMISER, "=> (X'@X + lambda*I)@theta = X'@y")) == ("3", "0")


def test_the_equation_written_down_again_is_no_answer():
    assert marks(
        answer(MINIMISER.replace("    form: solved for theta\n", ""), "grad(L, theta) = 0")
    ) == (
        "0",
        "0",
    )


def test_a_proof_leads_from_one_side_to_the_other():
    steps = "tr(A@B)\n= sum(sum(A[i, j]*B[j, i] for j in 1..m) for i in 1..n)\n= tr(B@A)"
    assert marks(answer(TRACE, steps)) == ("2", "1")


def test_a_proof_may_meet_in_the_middle():
    middle = "sum(sum(A[i, j]*B[j, i] for j in 1..m) for i in 1..n)"
    assert marks(answer(TRACE, f"tr(A@B) = {middle}\ntr(B@A) = {middle}")) == ("2", "1")


def test_a_proof_that_stops_short_has_no_end():
    steps = "tr(A@B)\n= sum(sum(A[i, j]*B[j, i] for j in 1..m) for i in 1..n)"
    assert marks(answer(TRACE, steps)) == ("2", "0")


# What students write -----------------------------------------------------------------------


def test_abbreviations_are_written_out():
    outcome = answer(GRADIENT, "let r = X@theta - y\ngrad(L, theta)\n= X'@r + lambda*theta")
    assert marks(outcome) == ("4", "2")
    assert outcome.answer.steps[2].read_as == "= X'@(X@theta - y) + lambda*theta"


def test_the_chain_rule_by_a_name_of_ones_own():
    outcome = answer(
        "symbols: {x: scalar}\nquestions: [{id: q, find: 'd(sin(x^2), x)', marks: 3}]\n",
        """
        let u = x^2
        d(sin(x^2), x)
        = d(sin(u), u)*d(u, x)
        = cos(u)*2*x
        """,
    )
    assert marks(outcome) == ("2", "1")


@pytest.mark.parametrize("name", ["X", "L", "n", "grad", "I", "pi"])
def test_let_never_hides_a_name(name):
    outcome = answer(GRADIENT, f"let {name} = theta\n{RIGHT}")
    assert edges(outcome)[0] == "unread waiting"
    assert "would hide" in outcome.answer.steps[0].line.error.message


def test_let_gives_a_name_once():
    outcome = answer(GRADIENT, "let r = y\nlet r = X@theta\n= X'@(X@theta - y) + lambda*theta")
    assert "given twice" in outcome.answer.steps[1].line.error.message


def test_a_condition_is_kept_and_never_makes_a_line_true():
    root = "symbols: {x: scalar}\nquestions: [{id: q, find: 'd(x*abs(x)/2, x)', marks: 3}]\n"
    outcome = answer(root, "d(x*abs(x)/2, x)\n= x for x > 0")
    assert marks(outcome) == ("1", "0")
    assert outcome.answer.steps[1].line.condition == "for x > 0"


def test_words_between_lines_are_remarks():
    outcome = answer(
        GRADIENT,
        """
        We take the derivative of both terms.
        grad(L, theta)
        by the chain rule
        = -X'@(y - X@theta) + lambda*theta.  # done
        -- that is all
        """,
    )
    assert marks(outcome) == ("4", "2")
    assert edges(outcome) == [
        "remark none",
        "given none",
        "remark none",
        "answer right",
        "remark none",
    ]


def test_the_start_that_is_given_is_no_step():
    assignment = GRADIENT + "    start: L = 1/2*norm(y - X@theta)^2 + lambda/2*theta'@theta\n"
    outcome = answer(
        assignment,
        """
        L = 1/2*norm(y - X@theta)^2 + lambda/2*theta'@theta
        grad(L, theta) = X'@(X@theta - y) + lambda*theta
        """,
    )
    assert edges(outcome) == ["given none", "answer right"]


def test_a_deeper_line_continues_the_one_above_and_lines_keep_their_numbers():
    outcome = answer(
        GRADIENT,
        """
        grad(L, theta)

        = -X'@y
          + X'@X@theta
          + lambda*theta
        = X'@y
        """,
    )
    assert [step.line.number for step in outcome.answer.steps] == [1, 3, 6]
    assert marks(outcome) == ("3", "0")


def test_a_false_equation_to_start_from_is_a_wrong_edge():
    outcome = answer(GRADIENT, "norm(y) = norm(theta)\n=> grad(L, theta) = X'@(X@theta - y)")
    assert edges(outcome)[0] == "step wrong"


INEQUALITY = """
symbols: {x: scalar, y: scalar}
questions:
  - id: q
    prove: x^2 + y^2 >= 2*x*y
    marks: 3
"""
EQUIVALENCE = """
symbols: {x: scalar}
questions:
  - id: q
    prove: x = 1 <=> 2*x = 2
    unknown: x
    marks: 3
"""
SMALLEST = """
symbols: {X: 'matrix[n, d]', y: 'vector[n]', w: 'vector[d]', c: scalar > 0}
define: {L: norm(X@w - y)^2 + c*norm(w)^2}
questions:
  - id: q
    find: argmin(L, w)
    marks: 3
"""


@pytest.mark.parametrize(
    ("steps", "earned"),
    [
        ("x^2 + y^2\n= (x - y)^2 + 2*x*y\n>= 2*x*y", ("2", "1")),
        ("2*x*y\n<= x^2 + y^2", ("2", "1")),
        ("x^2 + y^2 - 2*x*y\n= (x - y)^2\n>= 0", ("2", "1")),
        ("x^2 + y^2 >= 2*x*y\n(x - y)^2 >= 0\n=> x^2 + y^2 >= 2*x*y", ("2", "1")),
        ("x^2 + y^2 >= 2*x*y\n<=> (x - y)^2 >= 0", ("2", "1")),
        ("x^2 + y^2 >= 2*x*y\n=> (x - y)^2 >= 0", ("2", "0")),
        ("(x - y)^2 > 0\n=> x^2 + y^2 >= 2*x*y", ("1", "1")),
        ("x^2 + y^2\n<= 2*x*y", ("1", "0")),
    ],
)
def test_proofs_of_inequalities(steps, earned):
    assert marks(answer(INEQUALITY, steps)) == earned


@pytest.mark.parametrize(
    ("steps", "earned"),
    [
        ("x = 1\n<=> x + 1 = 2\n<=> 2*x = 2", ("2", "1")),
        ("2*x = 2\n<=> x = 1", ("2", "1")),
        ("x = 1\n=> 2*x = 2", ("2", "0")),
    ],
)
def test_proofs_of_equivalences(steps, earned):
    assert marks(answer(EQUIVALENCE, steps)) == earned


@pytest.mark.parametrize(
    "steps",
    [
        "argmin(L, w)\n= inv(X'@X + c*I)@X'@y",
        "grad(L, w) = 0\n=> (X'@X + c*I)@w = X'@y\n=> w = inv(X'@X + c*I)@X'@y",
        "w = inv(X'@X + c*I)@X'@y",
    ],
)
def test_a_minimiser_is_found_by_its_name_or_by_an_equation(steps):
    assert marks(answer(SMALLEST, steps)) == ("2", "1")
