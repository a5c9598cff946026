"""What a group agrees on before it meets: written by those who lead it, signed by its members."""
