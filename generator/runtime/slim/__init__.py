"""Stand-ins for two modules of Pyodide that would load half of the standard library.

Pyodide imports them whenever it starts. They serve packages and coroutines, neither of which
scoring uses; the originals bring in asyncio, ssl, subprocess, zipfile and what belongs to those.
"""
