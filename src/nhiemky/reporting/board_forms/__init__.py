"""Forms 2101, 2103 and 2104 of the board, filled in from the registers and the accepted reports."""
