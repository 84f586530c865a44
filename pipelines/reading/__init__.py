"""The bytes of one inbox file -> typed columns, with a reason for everything that is not taken."""
