"""What is true about the API, its tokens and time: values and functions, no input or output, no clock of its own."""
