"""The catalogue of bad input: made files with what must become of each, landed together.

A further case is one entry in the module of its kind, and another file than all others by a cell of its own.
"""
