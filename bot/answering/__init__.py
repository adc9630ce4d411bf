"""What people see: the answer, the picture, and the sentences when something cannot be done."""
