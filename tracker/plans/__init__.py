"""Understanding plan documents: blocks → outline → draft with findings. Pure: no I/O, no clock, no database."""
