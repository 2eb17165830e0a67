"""Problems on their way to 销号: the list, each one's course, and what can be done next."""
