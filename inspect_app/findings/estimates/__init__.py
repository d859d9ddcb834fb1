"""What a stratified sample says about all the cases it was drawn from; docs/report-writer/estimates.md."""
