"""The pages of the live plan: the crew's next task, the desk's timeline, the scores."""
