"""Cases that are played through the front door: the demo county and the story."""
