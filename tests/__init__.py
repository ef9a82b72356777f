"""Tests, in folders that mirror the modules they test."""
