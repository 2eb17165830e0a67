"""Documents of the content tree as sheets of paper: laid out once, painted the same on screen, on a printer and into a PDF.

`faces` knows letters and where lines break, `lines` sets words, `flow` turns blocks into strips, `tables` measures tables and forms,
`sheets` divides all of it into pages, `paint` paints one page on any painter, `output` writes PDF and prints, `view` shows the sheets.
All sizes are in twentieths of a point, as in Word.
"""
