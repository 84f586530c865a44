"""Scores, and how firm the ranks are that follow from them, for pages and paper."""
