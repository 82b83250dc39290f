"""What the room does outside of any page."""
