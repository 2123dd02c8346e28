# FOLDER.MODULE: unit/test_MODULE.c is linked with src/FOLDER and what is below it
set(HAT_UNIT_MODULES
  base.base
  language.kazakh
  language.language
  language.messages
  language.numbers
  xml.xml
  package.package
  data.csv
  data.data
  data.json
  layout.layout
  layout.lines
  layout.structure
  layout.tables
  paint.pdf
)
