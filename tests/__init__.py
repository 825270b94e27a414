"""Tests that see more than one room."""
