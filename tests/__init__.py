"""The suite: mirrors `tracker/`; `journeys/` are whole stories through the real window; `bench/` measures and judges nothing."""
