"""The certificate of an erasure: what was found, signed, for the file and for the person."""
