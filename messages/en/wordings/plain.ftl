# The same terms for an organisation that is not Jewish.

-chevruta = study pair
-chevrutot = { $case ->
    [title] Study pairs
   *[within] study pairs
}
-clergy = people
-reference = page 12 of a book
