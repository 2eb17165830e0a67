"""Documents out: what each says, how it is numbered, registered and drawn."""
