"""The one program `taizhang`: a module a command."""
