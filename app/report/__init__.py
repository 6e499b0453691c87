"""What people and programs read: one page, several writers."""
