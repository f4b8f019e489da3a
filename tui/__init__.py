"""The console: four panes over what is stored; it reads pages, never the network."""
