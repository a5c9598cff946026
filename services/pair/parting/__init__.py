"""What follows when somebody loses a partner, or comes after the pairs were made."""
