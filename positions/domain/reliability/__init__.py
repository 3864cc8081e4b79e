"""Inter-coder reliability: units, Krippendorff's alpha, bootstrap intervals. Pure."""
