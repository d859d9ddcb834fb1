"""Raw data as files: CSV, XLSX or SPSS, each with what explains it."""
