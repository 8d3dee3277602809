"""The product without a face: profiles with their secrets, calls performed and remembered, the simulator, examples."""
