"""What a text of `not_covered` is about, so that each language has its own words for it."""

_KEYS = (
    ("database", ("the database (",)),
    ("mentions", ("names the person", "text that")),
    ("memory", ("dead entries",)),
    ("caches", ("memcached servers that",)),
    ("cache", ("memcached", "cache")),
    ("backups", ("backup", "dump")),
    ("replicas", ("replica", "standby")),
    ("logs", ("log file",)),
    ("pictures", ("picture",)),
    ("files", ("attachment", "object storage")),
    ("mail", ("mail",)),
    ("identity", ("identity provider", "director", "ldap")),
    ("storages", ("nextcloud", "onedrive", "sharepoint")),
    ("repositories", ("git", "subversion", "repositor")),
    ("environment", ("environment",)),
)
"""What a text is about, by a word in it; the first that fits."""
KEYS = tuple(key for key, _ in _KEYS)


def key_of(text: str) -> str:
    """What a text of `not_covered` is about."""
    folded = text.lower()
    found = (key for key, words in _KEYS if any(word in folded for word in words))
    return next(found, "other")
