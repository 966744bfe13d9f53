//! Forms that are recognised in papers and written back: one folder a form.
