"""The scheme that strategies are held against: a five-way glossary of the domain, as data files and their loaders. Knows no documents."""
