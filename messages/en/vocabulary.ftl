# What an organisation has its own words for. `wordings/` holds other sets of the same terms, chosen in the program's settings.

-chevruta = chevruta
-chevrutot = { $case ->
    [title] Chevrutot
   *[within] chevrutot
}
-clergy = rabbis and cantors
-reference = Bava Metzia 59b
