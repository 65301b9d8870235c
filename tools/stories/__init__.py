"""Stories of students in labs that are rubrics alone: a module a lab, from which its examples are written."""
