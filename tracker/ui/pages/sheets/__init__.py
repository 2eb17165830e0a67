"""反馈收发: the book of a period, what came back under review, and what goes out. Nothing is stored before 应用."""
