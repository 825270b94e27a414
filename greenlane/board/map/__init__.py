"""The map: sites by state, crews, depots, grid, isolations, zones; and their list."""
