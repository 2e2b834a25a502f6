"""Claim files and folders read into frozen values; nothing here knows mathematics."""

from derivcheck.verify.reading.derivation import kind_of, read

__all__ = ["kind_of", "read"]
