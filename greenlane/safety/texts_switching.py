"""What switching orders say when they refuse: code → sentence, next step."""

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "no-switching-order": Text(
        _("This goes by a written switching order, and none that stands has it."),
        _("Write one with this act as a step; another person checks it."),
    ),
    "switching-unchecked": Text(
        _("Nobody but its writer has looked at switching order %(switching)s."),
        _("Another operator goes through it and checks it."),
    ),
    "switching-not-given": Text(
        _("Switching order %(switching)s is not given, or was taken back."),
        _("The dispatcher gives it as a whole; it is read back word for word."),
    ),
    "not-the-next-step": Text(
        _("Of %(switching)s step %(place)s comes next: %(step)s."),
        _("Do that one first. No step is skipped."),
    ),
    "switching-stopped": Text(
        _("Somebody has stopped switching order %(switching)s."),
        _("The dispatcher finds out why, and lets it go on."),
    ),
    "switching-still-open": Text(
        _("Switching order %(switching)s has not ended."),
        _("Report it as done, or have the dispatcher abandon it; then end the order."),
    ),
    "switching-over": Text(
        _("Switching order %(switching)s has ended."), _("Write another one.")
    ),
    "switching-checked-already": Text(
        _("This switching order is checked already."), _("Look at it again.")
    ),
    "writer-may-not-check": Text(
        _("Who wrote a switching order does not check it."),
        _("Ask another operator."),
    ),
    "switching-given-already": Text(
        _("Switching order %(switching)s is given already."),
        _("Read it back; or withdraw the order, and give it anew."),
    ),
    "another-switching-in-force": Text(
        _("Switching order %(switching)s of this order is not at its end."),
        _("Report it as done, or abandon it with a reason."),
    ),
    "step-without-its-row": Text(
        _("Step %(place)s (%(act)s) does not say on what it is done."),
        _("Name the infeed, section, earth set, lock or step."),
    ),
    "step-by-hand-names-a-row": Text(
        _("Step %(place)s is done by hand (%(act)s) and names a row of another act."),
        _("Leave it empty, or choose the act itself."),
    ),
    "step-of-another-order": Text(
        _("Step %(place)s (%(act)s) names what is switched under another order."),
        _("Write it into a switching order of that one."),
    ),
    "step-without-device": Text(
        _("Step %(place)s does not name the device."),
        _("Name it as its plate does: name and number."),
    ),
    "step-has-its-own-verb": Text(
        _("Step %(place)s (%(act)s) is not ticked off: it has a verb of its own."),
        _("Do it there; all its conditions are asked."),
    ),
    "step-needs-a-guard": Text(
        _("Step %(place)s is done by two people, and none is named as guard."),
        _("Call the guard who has signed the order, and name him."),
    ),
    "switching-step-done-already": Text(
        _("Step %(place)s is done already."), _("Look at the list again.")
    ),
    "state-not-as-expected": Text(
        _("After step %(place)s the state is not as the switching order expects it."),
        _("Stop it, and tell the dispatcher."),
    ),
    "switching-not-stopped": Text(
        _("This switching order is not stopped."), _("Go on with its next step.")
    ),
    "switching-steps-left": Text(
        _("Of %(switching)s step %(place)s is still to be done: %(step)s."),
        _("Do it, or have the dispatcher abandon the rest."),
    ),
}
