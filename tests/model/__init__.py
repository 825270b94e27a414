"""A model of a busy night: several orders on one plant, asked for in any order."""
