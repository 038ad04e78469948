"""Article + Style → Note: with a model, or by excerpt."""
