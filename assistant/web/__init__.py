"""HTTP and the web chat: routes validate, call, shape."""
