"""Report forms that students fill in with an office program, or in Markdown, read as answers."""
