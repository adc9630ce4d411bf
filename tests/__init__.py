"""The tests, in folders that mirror the source.

A package, since a library of training installs one of the same name, which would be found first.
"""
