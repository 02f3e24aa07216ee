"""Councils: the register, which organisation is which council, and who takes part in a procurement.

Entry points: :func:`graph.councils.register.councils` and its siblings, :func:`graph.councils.identify.identify`,
:func:`graph.councils.participation.participation`, :mod:`graph.councils.corrections`; the rules with examples are
the table :mod:`graph.councils.rules`.
"""
