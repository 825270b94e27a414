"""Why a table is not taken in: code → (sentence, next step)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenlane.core.texts import Text

TEXTS: dict[str, Text] = {
    "import-type": Text(
        _("This is neither an XLSX nor a CSV file."),
        _("Open it in your spreadsheet and save it as XLSX, or as CSV in UTF-8."),
    ),
    "import-empty": Text(
        _("There is no row in this file."),
        _("Fill in the template: headings first, then a row for each."),
    ),
    "import-too-large": Text(
        _("The file is larger than %(megabytes)s MB."),
        _("Keep the rows only, without pictures, or send it in parts."),
    ),
    "import-zip-bomb": Text(
        _("Unpacked, this file is larger than %(megabytes)s MB."),
        _("Copy the rows alone into the template and save that."),
    ),
    "import-broken": Text(
        _("This XLSX file cannot be read: it is damaged, locked or not what it says."),
        _("Open it, save it anew without a password, and send that."),
    ),
    "import-encoding": Text(
        _("The characters of this file are neither UTF-8 nor GB 18030."),
        _("Save it as CSV in UTF-8, or as XLSX."),
    ),
    "import-csv-broken": Text(
        _("From line %(line)s on this CSV file cannot be read: a quote is not closed."),
        _("Mend that line, or save the table as XLSX."),
    ),
    "import-too-many-rows": Text(
        _("There are more than %(rows)s rows."),
        _("Send them in parts: each part is done whole or not at all."),
    ),
    "import-too-many-lines": Text(
        _("The sheet goes on below line %(lines)s, though nothing may stand there."),
        _("Delete the empty lines below the last row, save, and send it again."),
    ),
    "import-no-headings": Text(
        _("None of the headings is known: %(headings)s."),
        _("Take the template, and copy your rows below its headings."),
    ),
    "import-heading-unknown": Text(
        _("Nobody asked for these columns: %(headings)s."),
        _("Delete the columns, or give them the headings of the template."),
    ),
    "import-heading-twice": Text(
        _("Two columns have the heading %(heading)s."), _("Delete one of them.")
    ),
    "import-merged": Text(
        _("Cells of this sheet are merged, so nobody knows which row they mean."),
        _("Unmerge them and write the value into every row that it holds for."),
    ),
    "import-hidden-sheet": Text(
        _("The file has hidden sheets: %(sheets)s."),
        _("Delete them, or show them and look at what they hold."),
    ),
    "import-several-sheets": Text(
        _("More than one sheet is filled in; also: %(sheets)s."),
        _("Keep one sheet in the file, and send the others one by one."),
    ),
    "import-cell-without-heading": Text(
        _("Something stands here below no heading."),
        _("Give the column its heading, or empty the cell."),
    ),
    "import-number-rounded": Text(
        _("This number has more digits than the spreadsheet has kept."),
        _("Format the column as text and type the number again."),
    ),
    "import-row-contradicts": Text(
        _("An earlier row about the same one says something else here."),
        _("Write the same into both, or leave the cell of the later row empty."),
    ),
    "import-row-twice": Text(
        _("An earlier row says exactly this already."), _("Delete one of the two.")
    ),
    "import-unit-unknown": Text(
        _("You look after no unit with this code."),
        _("Correct the code of the unit, or ask who looks after that unit."),
    ),
    "invalid-choice": Text(
        _("This is none of the words that can be chosen."),
        _("Choose one of those named."),
    ),
}
