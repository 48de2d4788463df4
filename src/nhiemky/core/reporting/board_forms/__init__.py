"""The forms that a board itself sends up (2101, 2103, 2104), computed from its registers and the accepted reports.

Rows and columns as in the specification of the national investment portal (reference 4.2). Pure.
"""
