"""The live board of a running lab: who is where, who needs help now, read gently while the class works."""
