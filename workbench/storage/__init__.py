"""The only door to disk and keyring: paths, files, profiles, history, settings, keychain and resources."""
