"""Sample installations for demonstration, tests and benchmarks: schemas, instances, a memcached."""
