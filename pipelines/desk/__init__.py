"""The analyst's desk: a notebook on views with stable names, over what is published or pseudonymous."""
