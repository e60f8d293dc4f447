"""The good-practice catalogue: practices found in the documents, drafted as a form with their passages, checked and published by people."""
