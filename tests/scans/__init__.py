"""Scans of ballots that never were: known marks by made-up hands and pens, through made-up machines.

`ballots.scan(parameters, profile, seed)` gives the same picture and the same truth for ever (numpy's PCG64, seeded from
the three). Readers are tuned on `parameters_tuning` only; `parameters_judging` has other stroke models, hands, pens
and seeds and is run to judge, never to mend by.
"""
