"""What each function and form of the language is, for the reference and for people who ask.

Where a function can be said in other words of the language, the meaning is an equation, which a
test has proved.
"""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    """How it is written, what it is, and an equation or proposition that says so.

    `symbols` declares what is no real scalar there.
    """

    written: str
    words: str
    example: str
    symbols: str = ""


_X, _A, _SQUARE = "x: vector[n]", "A: matrix[n, m]", "A: matrix[n, n]"
_PAIR = "x: vector[n], y: vector[n]"

#: of scalars, and of arrays entry by entry
SCALAR: dict[str, Meaning] = {
    "exp": Meaning("exp(x)", "the exponential function", "d(exp(x), x) = exp(x)"),
    "log": Meaning("log(x)", "the natural logarithm, for x > 0", "log(exp(x)) = x"),
    "sqrt": Meaning("sqrt(x)", "the root that is not negative, for x >= 0", "sqrt(x^2) = abs(x)"),
    "abs": Meaning("abs(x)", "the absolute value", "abs(x) = max(x, -x)"),
    "sign": Meaning(
        "sign(x)", "-1, 0 or 1; 0 at 0", "sign(x) = cases(1 if x > 0, 0 if x = 0, -1 otherwise)"
    ),
    "step": Meaning("step(x)", "1 for x >= 0, else 0", "step(x) = cases(1 if x >= 0, 0 otherwise)"),
    "relu": Meaning("relu(x)", "the positive part", "relu(x) = max(x, 0)"),
    "sigmoid": Meaning("sigmoid(x)", "the logistic function", "sigmoid(x) = 1/(1 + exp(-x))"),
    "softplus": Meaning("softplus(x)", "a smooth positive part", "softplus(x) = log(1 + exp(x))"),
    "sin": Meaning("sin(x)", "the sine", "sin(x)^2 + cos(x)^2 = 1"),
    "cos": Meaning("cos(x)", "the cosine", "d(sin(x), x) = cos(x)"),
    "tan": Meaning("tan(x)", "the tangent", "tan(x) = sin(x)/cos(x)"),
    "sec": Meaning("sec(x)", "the secant", "sec(x) = 1/cos(x)"),
    "csc": Meaning("csc(x)", "the cosecant", "csc(x) = 1/sin(x)"),
    "cot": Meaning("cot(x)", "the cotangent", "cot(x) = cos(x)/sin(x)"),
    "asin": Meaning("asin(x)", "inverse of the sine, in [-pi/2, pi/2]", "sin(asin(x)) = x"),
    "acos": Meaning("acos(x)", "inverse of the cosine, in [0, pi]", "acos(x) = pi/2 - asin(x)"),
    "atan": Meaning("atan(x)", "inverse of the tangent, in (-pi/2, pi/2)", "tan(atan(x)) = x"),
    "sinh": Meaning("sinh(x)", "the hyperbolic sine", "sinh(x) = (exp(x) - exp(-x))/2"),
    "cosh": Meaning("cosh(x)", "the hyperbolic cosine", "cosh(x) = (exp(x) + exp(-x))/2"),
    "tanh": Meaning("tanh(x)", "the hyperbolic tangent", "tanh(x) = sinh(x)/cosh(x)"),
    "sech": Meaning("sech(x)", "the hyperbolic secant", "sech(x) = 1/cosh(x)"),
    "csch": Meaning("csch(x)", "the hyperbolic cosecant", "csch(x) = 1/sinh(x)"),
    "coth": Meaning("coth(x)", "the hyperbolic cotangent", "coth(x) = cosh(x)/sinh(x)"),
    "asinh": Meaning("asinh(x)", "inverse of sinh", "asinh(x) = log(x + sqrt(x^2 + 1))"),
    "acosh": Meaning("acosh(x)", "inverse of cosh, for x >= 1", "cosh(acosh(x)) = x"),
    "atanh": Meaning("atanh(x)", "inverse of tanh, in (-1, 1)", "tanh(atanh(x)) = x"),
    "erf": Meaning("erf(x)", "the error function", "d(erf(x), x) = 2/sqrt(pi)*exp(-x^2)"),
    "gamma": Meaning("gamma(x)", "the gamma function", "gamma(5) = 24"),
}

#: of all entries of an array, to a scalar
ENTRIES: dict[str, Meaning] = {
    "sum": Meaning("sum(A)", "the sum of all entries", "sum(x) = sum(x[i] for i in 1..n)", _X),
    "mean": Meaning("mean(A)", "their mean", "mean(x) = sum(x)/n", _X),
    "var": Meaning("var(A)", "their variance, divided by n", "var(x) = mean((x - mean(x)).^2)", _X),
    "norm": Meaning(
        "norm(A)", "the 2-norm, of a matrix that of Frobenius", "norm(A)^2 = tr(A'@A)", _A
    ),
    "norm1": Meaning("norm1(A)", "the sum of absolute values", "norm1(x) = sum(abs(x))", _X),
    "norminf": Meaning(
        "norminf(A)", "the largest absolute value", "abs(x'@y) <= norm1(x)*norminf(y)", _PAIR
    ),
    "max": Meaning(
        "max(A), max(x, y)",
        "the largest entry; of several arguments the larger, entry by entry",
        "max(x, y) = (x + y + abs(x - y))/2",
    ),
    "min": Meaning("min(A), min(x, y)", "the smallest", "min(x, y) = -max(-x, -y)"),
    "logsumexp": Meaning("logsumexp(x)", "a smooth maximum", "logsumexp(x) = log(sum(exp(x)))", _X),
}

#: of matrices and vectors
ARRAYS: dict[str, Meaning] = {
    "inv": Meaning("inv(A)", "the inverse of a square matrix", "A@inv(A) = I", _SQUARE),
    "pinv": Meaning("pinv(A)", "the inverse of Moore and Penrose", "A@pinv(A)@A = A", _A),
    "tr": Meaning("tr(A)", "the trace", "tr(A) = sum(A[i, i] for i in 1..n)", _SQUARE),
    "det": Meaning("det(A)", "the determinant", "det(A') = det(A)", _SQUARE),
    "logdet": Meaning(
        "logdet(A)", "the logarithm of the determinant", "logdet(A) = log(det(A))", _SQUARE
    ),
    "rank": Meaning("rank(A)", "the rank", "rank(A') = rank(A)", _A),
    "diag": Meaning("diag(x)", "the diagonal matrix of a vector", "diag(x)@y = x .* y", _PAIR),
    "diagonal": Meaning(
        "diagonal(A)", "the diagonal of a matrix, as a vector", "sum(diagonal(A)) = tr(A)", _SQUARE
    ),
    "vec": Meaning(
        "vec(A)", "the columns of a matrix, one below the other", "vec(A)'@vec(A) = norm(A)^2", _A
    ),
    "kron": Meaning(
        "kron(A, B)",
        "the product of Kronecker",
        "vec(A@X@B) = kron(B', A)@vec(X)",
        "A: matrix[n, m], X: matrix[m, k], B: matrix[k, l]",
    ),
    "outer": Meaning("outer(x, y)", "the outer product", "outer(x, y) = x@y'", _PAIR),
    "dot": Meaning("dot(x, y)", "the inner product", "dot(x, y) = x'@y", _PAIR),
    "had": Meaning("had(A, B)", "the product entry by entry", "had(x, y) = x .* y", _PAIR),
    "softmax": Meaning(
        "softmax(x)", "positive weights of sum 1", "softmax(x) = exp(x)/sum(exp(x))", _X
    ),
    "conv2d": Meaning(
        "conv2d(A, K, padding=1)",
        "what deep-learning libraries call convolution: the kernel is not flipped; no padding"
        " unless it is given",
        "conv2d([[1, 2], [3, 4]], [[1, 0], [0, 1]]) = [[5]]",
    ),
    "I": Meaning("I, I(n)", "the identity matrix", "A@I = A", _SQUARE),
    "ones": Meaning("ones(n), ones(n, m)", "ones everywhere", "x'@ones(n) = sum(x)", _X),
    "zeros": Meaning("zeros(n), zeros(n, m)", "zeros everywhere", "x + zeros(n) = x", _X),
    "basis": Meaning(
        "basis(i, n)",
        "the vector with 1 at place i",
        "basis(2, n)'@x = x[2]",
        "x: vector[n], n: size",
    ),
}

#: with names of their own inside the brackets
FORMS: dict[str, Meaning] = {
    "cases": Meaning(
        "cases(a if P, b otherwise)",
        "the first branch whose condition holds; without one, no value",
        "cases(x if x > 0, -x otherwise) = abs(x)",
    ),
    "indicator": Meaning(
        "indicator(P)", "1 where the condition holds, else 0", "indicator(x >= 0) = step(x)"
    ),
    "at": Meaning(
        "at(e, x = v)",
        "the value of e at x = v, after the derivatives in e are taken",
        "at(d(x^3, x), x = 2) = 12",
    ),
    "sum": Meaning(
        "sum(a for i in 1..n)",
        "a sum over a range, with `if` over a part of it; 0 where the range is empty",
        "sum(k for k in 1..n) = n*(n + 1)/2",
        "n: index >= 0",
    ),
    "prod": Meaning(
        "prod(W[j] for j in H downto 1)",
        "a product in the order of the range; of matrices the matrix product, and the identity"
        " where the range is empty",
        "prod(k/(k + 1) for k in 1..n) = 1/(n + 1)",
        "n: index >= 0",
    ),
    "lim": Meaning(
        "lim(f, x -> a), lim(f, x -> 0+), lim(f, t -> oo)",
        "a limit, from both sides unless one is named",
        "lim(sin(x)/x, x -> 0) = 1",
    ),
    "d": Meaning(
        "d(f, x), d(f, x, y)",
        "the derivative by a scalar, of an array entry by entry",
        "d(x^2*y, x, y) = 2*x",
    ),
    "grad": Meaning(
        "grad(f, X)",
        "the gradient of a scalar, shaped like X",
        "grad(x'@A@x, x) = (A + A')@x",
        "x: vector[n], A: matrix[n, n]",
    ),
    "jac": Meaning(
        "jac(y, x)",
        "the Jacobian, a row for each component of y",
        "jac(A@x, x) = A",
        "A: matrix[m, n], x: vector[n]",
    ),
    "hess": Meaning("hess(f, x)", "the Hessian", "hess(x'@x, x) = 2*I", _X),
    "D": Meaning(
        "D(f, X, dX)",
        "the derivative at X along dX",
        "D(tr(A@A), A, B) = 2*tr(A@B)",
        "A: matrix[n, n], B: matrix[n, n]",
    ),
    "deriv": Meaning(
        "deriv(y, x)",
        "the derivative in the layout of the notes: `layout: numerator` is `jac`,"
        " `layout: denominator` its transpose",
        "",
    ),
}
