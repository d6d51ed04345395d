"""Throwaway installations for demonstration, tests and benchmarks: servers, schemas, instances."""
