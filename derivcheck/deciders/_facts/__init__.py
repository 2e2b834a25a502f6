"""What types, assumptions and the tree itself say of scalars: bounds, signs, definedness."""
