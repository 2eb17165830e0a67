"""Understanding plan documents: a source in, a draft with findings out. Pure: no I/O, no clock, no database.

`reader.read_plan` is the door. The stages, each a module that knows only those before it:

    boxes      tables drawn with box characters → lines with tabs
    joining    lines that pages, fixed widths and soft breaks cut are joined again
    cleaning   source blocks → clean lines; noise taken out, every character keeps its origin
    labels     the number a line begins with
    boilerplate  what is no part of the plan (contents, annex lists, signatures) goes
    outline    lines → tree of headings and items, nesting learnt from the document
    remarks    what stands in a note beside the units: time limits, 下同, 以下均需…不再列出
    grammar    what one note of responsibility says; `notes` finds the notes in a paragraph, damaged ones too
    prose      responsibility told in running text, where no note says it
    sharing    notes that speak for several items above them (以上1—3项由…)
    tasks      tree → the items that carry a duty of their own
    header     title, number, issuer, date, period
    reader     items → draft tasks with units, time limits, figures and findings
    as_json    the draft in the shape of the corpus labels
    coverage   which part of the source became what, and what was left out
"""
