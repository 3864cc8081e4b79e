"""The editor of the codebook: drafts, trials on a letter, release, as pages of the admin."""
