"""Who can do it: organisations, people, certificates, teams, who is on site.

Not here: electrical permission. That is a role on a document, in safety.
"""
