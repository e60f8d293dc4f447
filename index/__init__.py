"""What both sides share: types, languages, scheme, encoder, catalogue, lexical and vector search, hybrid search."""
