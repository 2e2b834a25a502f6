"""What was probably meant by a wrong line: near edits, and which of them is proved."""

from derivcheck.verify.repair.search import OutOfTime, suggestion

__all__ = ["OutOfTime", "suggestion"]
