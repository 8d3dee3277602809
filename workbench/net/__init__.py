"""The only door to httpx: one request in, a reply or the reason why there is none out."""
