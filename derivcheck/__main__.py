"""`python -m derivcheck` is the command."""

import sys

from derivcheck.cli import main

sys.exit(main())
