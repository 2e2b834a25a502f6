"""Submissions for `derivations/course/assignment.yaml` with the marks that they must get.

Right answers in many equal forms, wrong ones with a planted mistake and with steps that really
follow from the wrong line. Only the reading and the printing of text are derivcheck's; every
line is evaluated with NumPy.
"""
