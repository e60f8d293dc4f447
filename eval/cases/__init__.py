"""Cases: questions with what a right answer holds. The page beside this file says how to write one."""
