"""The next hour: who goes where, leaving when. It proposes; people assign.

What is here knows no Django: problems and plans are plain data, minutes are whole
numbers from the problem's own zero, and every plan is checked by code that built none.
"""
