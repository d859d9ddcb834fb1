"""A snapshot becomes HTML, PDF, workbook and CSV here."""
