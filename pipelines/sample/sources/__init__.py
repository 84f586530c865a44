"""The content of the 14 sources, as typed frames that agree with each other."""
