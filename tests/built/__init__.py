"""Tests of the built site: what stands in its pages, whatever a browser does with it."""
