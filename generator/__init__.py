"""Builds the site from the rules: reads YAML, checks it, renders pages, bundles the calculator."""
