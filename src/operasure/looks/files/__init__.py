"""Files behind the attachments: what stands in storage, whose it is, and what it says."""
