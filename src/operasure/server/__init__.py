"""Throwaway servers: started in a folder of their own, removed with everything in them."""
