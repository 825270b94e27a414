"""The live plan of a unit: what the engine proposes, what people hold and choose of it.

It reads orders and tasks and writes its own tables only. A line of a plan is no order:
who is to do a task stays a person's word (`work.assign`, `work.offer_handoff`).
"""
