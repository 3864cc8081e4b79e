"""The codebook as a file and as data: terms, matching, versions. Pure."""
