"""Pages about marked submissions: one for the instructor, and one for each student."""

from __future__ import annotations

from derivcheck.grading.pages.instructor import instructor_page
from derivcheck.grading.pages.student import student_page

__all__ = ["instructor_page", "student_page"]
