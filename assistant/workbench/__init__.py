"""The workbench of evaluators: runs that are started and read, answers that people mark, compare and turn into cases."""
