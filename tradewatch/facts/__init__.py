"""The bundled record: data files with a source on every row, read by `tradewatch.book` and `tradewatch.feeds.catalogue`."""
