"""The funding and investment view: amounts, programmes and payers of an index as rows, and totals over like with like."""
