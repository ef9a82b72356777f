"""Builds Python for the browser: a standard library of just the modules that scoring imports."""
