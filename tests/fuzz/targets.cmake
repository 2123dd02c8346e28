# FOLDER.TARGET: fuzz/fuzz_TARGET.c, corpus in fuzz/corpus/TARGET/
set(HAT_FUZZ_TARGETS
  xml.xml
  package.package
  data.csv
  data.json
  data.earlier
  data.ods
  data.xlsx
  entries.entries
  paint.pdf
  document.docx
  document.odt
  layout.lines
  template.template
)
