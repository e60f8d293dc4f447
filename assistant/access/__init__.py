"""Who may use the assistant, and for what: accounts, passwords, sessions, keys, the table of routes, the log of changes."""
