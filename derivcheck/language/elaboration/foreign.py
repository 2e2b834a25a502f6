"""Names of other languages, and what to write here instead."""

from __future__ import annotations

#: what says the same
_WRITTEN = {
    **dict.fromkeys(("ln", "Log"), "log(x)"),
    **dict.fromkeys(("log2", "lb"), "log(x)/log(2)"),
    **dict.fromkeys(("log10", "lg"), "log(x)/log(10)"),
    "arcsin": "asin(x)",
    "arccos": "acos(x)",
    "arctan": "atan(x)",
    **dict.fromkeys(("arcsinh", "arsinh"), "asinh(x)"),
    **dict.fromkeys(("arccosh", "arcosh"), "acosh(x)"),
    **dict.fromkeys(("arctanh", "artanh"), "atanh(x)"),
    **dict.fromkeys(("sgn", "signum"), "sign(x)"),
    **dict.fromkeys(("heaviside", "Heaviside", "H"), "step(x)"),
    **dict.fromkeys(("logistic", "expit"), "sigmoid(x)"),
    "logit": "log(x/(1 - x))",
    "erfc": "1 - erf(x)",
    "cbrt": "x^(1/3)",
    "square": "x^2",
    "pow": "x^k",
    "clip": "min(max(x, a), b)",
    **dict.fromkeys(("factorial", "fact"), "gamma(n + 1)"),
    **dict.fromkeys(
        ("binomial", "binom", "choose"), "gamma(n + 1)/(gamma(k + 1)*gamma(n - k + 1))"
    ),
    **dict.fromkeys(("diff", "derivative", "Derivative", "partial"), "d(f, x)"),
    **dict.fromkeys(("gradient", "nabla", "Grad"), "grad(f, x)"),
    **dict.fromkeys(("jacobian", "Jacobian"), "jac(y, x)"),
    **dict.fromkeys(("hessian", "Hessian"), "hess(f, x)"),
    **dict.fromkeys(("limit", "Limit"), "lim(f, x -> a)"),
    **dict.fromkeys(("trace", "Tr", "Trace"), "tr(A)"),
    **dict.fromkeys(("determinant", "Det"), "det(A)"),
    **dict.fromkeys(("inverse", "Inverse"), "inv(A)"),
    **dict.fromkeys(("transpose", "Transpose"), "A'"),
    **dict.fromkeys(("matmul", "mm"), "A@B"),
    **dict.fromkeys(("inner", "vdot"), "dot(x, y)"),
    **dict.fromkeys(("hadamard", "multiply"), "A .* B"),
    **dict.fromkeys(("eye", "identity", "Id"), "I(n)"),
    **dict.fromkeys(("average", "avg"), "mean(x)"),
    "variance": "var(x)",
    "argmax": "argmin(-f, x)",
    "product": "prod(a[i] for i in 1..n)",
    **dict.fromkeys(("where", "piecewise", "Piecewise"), "cases(a if x > 0, b otherwise)"),
    **dict.fromkeys(("inf", "infinity", "Infinity"), "oo"),
}

#: what nothing says
_ABSENT = {
    **dict.fromkeys(("integral", "integrate", "Integral", "int", "quad"), "integrals"),
    **dict.fromkeys(("expectation", "Var", "Cov", "Pr"), "expectations and probabilities"),
    **dict.fromkeys(("floor", "ceil", "round", "mod", "gcd"), "roundings and remainders"),
    **dict.fromkeys(("Re", "Im", "conj", "arg"), "complex numbers"),
    **dict.fromkeys(("eig", "eigenvalues", "svd", "qr", "chol"), "decompositions of matrices"),
}


def known_elsewhere(name: str) -> str | None:
    """A hint for a name that means something in other languages."""
    if name in _WRITTEN:
        return f"write `{_WRITTEN[name]}`"
    if name in _ABSENT:
        return f"{_ABSENT[name]} are not in the language"
    return None
