"""What a host gets beside the pages: compressed copies, and the worker that keeps the site."""
