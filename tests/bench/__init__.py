"""Speed against a floor: each measurement runs the bare work (the floor) and the product alternately in the same process.

Absolute times differ from machine to machine, so what counts is the ratio of the medians. Nothing is judged here, and nothing
here is part of the test run: `python3 -m tests bench [NAME] [--json]`.
"""
