"""An OpenProject for tests and benchmarks: schemas, instances, its deletion, a memcached."""
