"""The protected track of one who is subjected to violence, and of her children. Nobody imports this room."""
