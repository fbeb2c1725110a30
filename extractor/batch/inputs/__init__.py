"""Where documents come from: one file for each kind of container."""
